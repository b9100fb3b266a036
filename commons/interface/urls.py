"""Addresses that have no language: an akimat's colours."""

from django.urls import path

from . import views

app_name = "interface"
urlpatterns = [path("<int:hue>-<int:chroma_milli>.css", views.brand, name="brand")]
