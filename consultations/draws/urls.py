"""Addresses of draws, from /hearings/ on."""

from django.urls import path

from .views import reading, running

urlpatterns = [
    path("draws/repeat_draw.py", reading.script, name="draw_script"),
    path("draws/of/<int:formation>/", running.new, name="draw_new"),
    path("draws/<int:pk>/", reading.draw, name="draw"),
    path("draws/<int:pk>/archive.json", reading.archive, name="draw_archive"),
    path("draws/<int:pk>/progress/", reading.progress, name="draw_progress"),
    path("draws/<int:pk>/features/", running.features, name="draw_features"),
    path("draws/<int:pk>/quotas/", running.quotas, name="draw_quotas"),
    path("draws/<int:pk>/change/", running.change, name="draw_change"),
    path("draws/<int:pk>/seed/", running.seed, name="draw_seed"),
    path("draws/<int:pk>/start/", running.start, name="draw_start"),
    path("draws/<int:pk>/take-back/", running.take_back, name="draw_take_back"),
    path("draws/<int:pk>/enter/", running.enter, name="draw_enter"),
    path("draws/<int:pk>/seat/", running.seat, name="draw_seat"),
    path("draws/<int:pk>/replace/", running.replace, name="draw_replace"),
]
