"""Addresses of this part, from /discovery/ on."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
