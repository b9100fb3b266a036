"""Addresses for programs. They bear no language: words follow Accept-Language."""

from django.urls import path

from .views import api

app_name = "opendata_api"
urlpatterns = [
    path("v1/", api.index, name="index"),
    path("v1/openapi.json", api.openapi, name="openapi"),
    path("v1/<slug:name>", api.rows, name="rows"),
    path("v1/<slug:name>.csv", api.table, name="table"),
    path("v1/<slug:name>/<str:key>", api.row, name="row"),
    path("", api.versions, name="versions"),
    path("<path:rest>", api.nothing),
]
