"""Rounds, reviews, voting, results, delivery.

Pages with a fixed first segment come before `<round_slug>/`; no round may take such an address.
"""

from django.urls import URLPattern, URLResolver, include, path

from .views import council, projects, reviewing, rounds

app_name = "budgeting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.index, name="index"),
    path("reviews/", reviewing.queue, name="review_queue"),
    path("reviews/<int:pk>/", reviewing.review, name="review"),
    path("council/", council.index, name="council"),
    path("council/<int:pk>/", council.appeal, name="council_appeal"),
]
# The result and delivery pages; they name their paths from /budget/ on.
urlpatterns += [
    path("", include("budgeting.results.urls")),
    path("", include("budgeting.delivery.urls")),
]
urlpatterns += [
    path("<slug:round_slug>/vote/", include("budgeting.ballot.urls")),
    path("<slug:round_slug>/", rounds.round_page, name="round"),
    path("<slug:round_slug>/rules/", rounds.rules, name="rules"),
    path("<slug:round_slug>/rules.json", rounds.rules_file, name="rules_file"),
    path("<slug:round_slug>/projects/", projects.index, name="projects"),
    path("<slug:round_slug>/projects/<int:pk>/", projects.detail, name="project"),
    path("<slug:round_slug>/projects/<int:pk>/correct/", projects.correct, name="correct"),
    path("<slug:round_slug>/projects/<int:pk>/appeal/", projects.appeal, name="appeal"),
]
