"""Addresses of this part, from /discovery/ on. They belong to the akimat, not to a round."""

from django.urls import URLPattern, path

from .views import comparing, files, importing, reading

urlpatterns: list[URLPattern] = [
    path("statistics/", reading.index, name="statistics"),
    path("statistics/indicators.csv", files.latest, name="statistics_file"),
    path("statistics/map/", comparing.quadrant_map, name="statistics_map"),
    path("statistics/map.csv", files.quadrant_map, name="statistics_map_file"),
    path("statistics/activities/", comparing.activities, name="statistics_activities"),
    path("statistics/activities.csv", files.activities, name="statistics_activities_file"),
    path("statistics/import/", importing.upload, name="statistics_import"),
    path("statistics/data/<int:pk>/", reading.dataset, name="statistics_dataset"),
    path("statistics/<int:pk>/", reading.indicator, name="statistics_indicator"),
    path("statistics/<int:pk>/figures.csv", files.indicator, name="statistics_indicator_file"),
]
