"""Addresses of this part, from /hearings/ on."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
