"""Pages about the data, and cards to embed, below /data/."""

from django.urls import path

from .views import embeds, pages

app_name = "opendata"
urlpatterns = [
    path("", pages.index, name="index"),
    path("embed/<slug:kind>/<int:pk>/", embeds.card, name="embed"),
    path("<slug:name>/", pages.dataset, name="dataset"),
]
