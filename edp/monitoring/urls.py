"""Addresses of this part, from /discovery/ on."""

from django.urls import URLPattern, path

from . import review_views, staff_views, views

ROUND = "<slug:round_slug>/monitoring"
ONE = f"{ROUND}/indicators/<int:pk>"
REVIEW = f"{ROUND}/reviews/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{ROUND}/", views.board, name="monitoring"),
    path(f"{ROUND}/readings.csv", views.export, name="monitoring_csv"),
    path(f"{ROUND}/work/", staff_views.work, name="monitoring_work"),
    path(f"{ROUND}/indicators/new/", staff_views.add, name="monitoring_indicator_add"),
    path(f"{ONE}/", views.indicator, name="monitoring_indicator"),
    path(f"{ONE}/change/", staff_views.change, name="monitoring_indicator_change"),
    path(f"{ONE}/drop/", staff_views.drop, name="monitoring_indicator_drop"),
    path(f"{ONE}/read/", staff_views.read_in, name="monitoring_reading_add"),
    path(
        f"{ONE}/readings/<int:reading_pk>/", staff_views.correct, name="monitoring_reading_correct"
    ),
    path(f"{ROUND}/actions/<int:pk>/spent/", staff_views.spend, name="monitoring_spending_add"),
    path(f"{ROUND}/reviews/", review_views.reviews, name="monitoring_reviews"),
    path(f"{ROUND}/reviews/new/", review_views.add, name="monitoring_review_add"),
    path(f"{REVIEW}/", review_views.change, name="monitoring_review_change"),
    path(f"{REVIEW}/publish/", review_views.publish, name="monitoring_review_publish"),
    path(f"{REVIEW}/next-round/", review_views.next_round, name="monitoring_next_round"),
]
