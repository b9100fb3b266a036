"""The bare view alone."""

from django.urls import path

from . import views

urlpatterns = [path("bare/", views.insert)]
