"""Messages and follows, under /me/."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("messages/read/", views.read_all, name="read_all"),
    path("messages/<int:pk>/", views.open_message, name="open"),
    path("follows/", views.follows, name="follows"),
    path("follow/", views.follow, name="follow"),
    path("unfollow/", views.unfollow, name="unfollow"),
]
