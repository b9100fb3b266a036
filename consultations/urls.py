"""Hearings: councils, meetings, drafts, recommendations, petitions, questions.

Each part names its own addresses, from /hearings/ on.
"""

from django.urls import URLPattern, URLResolver, include, path

from .views import front, periods

app_name = "consultations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.index, name="index"),
    path("work/", front.work, name="work"),
    path("periods/", periods.periods, name="periods"),
    path("periods/edit/", periods.edit_periods, name="periods_edit"),
    path("", include("consultations.councils.urls")),
    path("", include("consultations.draws.urls")),
    path("", include("consultations.openness.urls")),
    path("", include("consultations.meetings.urls")),
    path("", include("consultations.sittings.urls")),
    path("", include("consultations.drafts.urls")),
    path("", include("consultations.opinions.urls")),
    path("", include("consultations.recommendations.urls")),
    path("", include("consultations.petitions.urls")),
    path("", include("consultations.appeals.urls")),
]
