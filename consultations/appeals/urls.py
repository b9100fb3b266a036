"""Addresses of questions to the akim, from /hearings/ on."""

from django.urls import path

from .views import answering, asking, reading

urlpatterns = [
    path("questions/", reading.index, name="questions"),
    path("questions/rejected/", reading.rejected, name="questions_rejected"),
    path("questions/new/", asking.new, name="question_new"),
    path("questions/<int:pk>/", reading.one, name="question"),
    path("questions/<int:pk>/edit/<slug:step>/", asking.edit, name="question_edit"),
    path("questions/<int:pk>/reply/", answering.reply, name="question_reply"),
    path("questions/<int:pk>/hand-over/", answering.hand_over, name="question_hand_over"),
]
