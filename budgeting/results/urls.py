"""Pages of the result, below the address of a round."""

from django.urls import path

from . import share_views, views

urlpatterns = [
    path("<slug:round_slug>/result/", views.result, name="result"),
    path("<slug:round_slug>/result/<str:kato>.pb", views.ballots, name="result_ballots"),
    path("<slug:round_slug>/result/<str:kato>/my-share/", share_views.share, name="result_share"),
    path("<slug:round_slug>/result/<str:kato>/urn-<int:pk>/", views.protocol, name="result_urn"),
    path("<slug:round_slug>/result/<str:kato>/<str:rule>/", views.trace, name="result_trace"),
]
