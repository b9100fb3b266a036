"""The data of one akimat, below /<akimat>/data/."""

from django.urls import path

from .views import files, pages

app_name = "opendata_akimat"
urlpatterns = [
    path("", pages.index, name="index"),
    path("news.atom", files.news, name="news"),
    path("calendar.ics", files.calendar, name="calendar"),
    path("ballots.zip", files.ballots, name="ballots"),
]
