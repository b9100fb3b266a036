"""The pages that belong to no process."""

from django.urls import path

from . import views

app_name = "pages"
urlpatterns = [
    path("how/", views.page, {"name": "how"}, name="how"),
    path("verify/", views.page, {"name": "verify"}, name="verify"),
    path("accessibility/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", views.page, {"name": "privacy"}, name="privacy"),
    path("about/", views.page, {"name": "about"}, name="about"),
]
