"""Addresses of opportunity cards, from /discovery/ on."""

from django.urls import path

from .views import joining, reading, writing

_ROUND = "<slug:round_slug>/opportunities"
_ONE = f"{_ROUND}/<int:pk>"

urlpatterns = [
    path(f"{_ROUND}/", reading.index, name="opportunities"),
    path(f"{_ROUND}.csv", reading.csv_file, name="opportunities_csv"),
    path(f"{_ROUND}/new/", writing.start, name="opportunity_new"),
    path(f"{_ONE}/", reading.detail, name="opportunity"),
    path(f"{_ONE}/edit/<slug:step>/", writing.step, name="opportunity_edit"),
    path(f"{_ONE}/merge/", joining.merge, name="opportunity_merge"),
    path(f"{_ONE}/split/", joining.split, name="opportunity_split"),
]
