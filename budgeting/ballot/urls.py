"""Included inside the namespace of budgeting; an envelope's address is its KATO code."""

from django.urls import path

from . import receipt, views

urlpatterns = [
    path("", views.home, name="ballot_home"),
    path("<slug:kato>/", views.choose, name="ballot"),
    path("<slug:kato>/check/", views.check, name="ballot_check"),
    path("<slug:kato>/cast/", views.cast, name="ballot_cast"),
    path("<slug:kato>/done/", views.done, name="ballot_done"),
    path("<slug:kato>/receipt.json", receipt.file, name="ballot_receipt"),
]
