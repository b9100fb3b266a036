"""The bare views alone."""

from django.urls import path

from . import views

urlpatterns = [path("bare/", views.insert), path("bare/signed-in/", views.insert_of)]
