"""Reading proposals, proposing, commenting."""

from django.urls import path

from .views import reading, taking_part, writing

app_name = "proposals"

_ONE = "<slug:call>/<int:pk>/"

urlpatterns = [
    path("", reading.index, name="index"),
    path("mine/", reading.mine, name="mine"),
    path("<slug:call>/", reading.index, name="call"),
    path("<slug:call>/new/", writing.start, name="start"),
    path("<slug:call>/similar/", writing.similar, name="similar"),
    path(_ONE, reading.detail, name="detail"),
    path(f"{_ONE}edit/<slug:step>/", writing.step, name="step"),
    path(f"{_ONE}submitted/", writing.submitted, name="submitted"),
    path(f"{_ONE}withdraw/", writing.withdraw, name="withdraw"),
    path(f"{_ONE}files/<int:file>/", reading.document, name="document"),
    path(f"{_ONE}support/", taking_part.support, name="support"),
    path(f"{_ONE}follow/", taking_part.follow, name="follow"),
    path(f"{_ONE}comments/", taking_part.comment, name="comment"),
    path(f"{_ONE}comments/<int:comment>/reply/", taking_part.reply, name="reply"),
    path(f"{_ONE}comments/<int:comment>/report/", taking_part.report, name="report"),
]
