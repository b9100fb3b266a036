"""A person's own pages, and the counter at which staff verify residents."""

from django.urls import path

from .views import account, counter, verify

app_name = "people"
urlpatterns = [
    path("", account.me, name="me"),
    path("profile/", account.profile, name="profile"),
    path("data/", account.data, name="data"),
    path("data/birge.json", account.download, name="download"),
    path("erase/", account.erase, name="erase"),
    path("verify/", verify.choose_akimat, name="verify"),
    path("verify/request/", verify.verification, name="verification"),
    path("verify/request/slip/", verify.slip, name="slip"),
    path("verify/request/code/", verify.code, name="code"),
    path("verify/request/resend/", verify.resend, name="resend"),
    path("verify/request/withdraw/", verify.withdraw, name="withdraw"),
    path("verify/<slug:akimat>/", verify.choose_place, name="verify_place"),
    path("verify/<slug:akimat>/<str:kato>/", verify.choose_method, name="verify_method"),
    path(
        "verify/<slug:akimat>/<str:kato>/<slug:method>/",
        verify.give_details,
        name="verify_details",
    ),
    path("counter/<slug:akimat>/", counter.queue, name="counter"),
    path("counter/<slug:akimat>/roll/", counter.roll, name="roll"),
    path("counter/<slug:akimat>/<str:reference>/", counter.request_page, name="counter_request"),
    path("counter/<slug:akimat>/<str:reference>/refuse/", counter.refuse, name="counter_refuse"),
]
