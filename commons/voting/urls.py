"""The log of each poll, below an akimat: for anybody who wants to check a vote."""

from django.urls import path

from .views import files, log, polls, receipts

app_name = "voting"
urlpatterns = [
    path("", polls.index, name="index"),
    path("<uuid:poll>/", polls.poll, name="poll"),
    path("<uuid:poll>/log/", log.entries, name="log"),
    path("<uuid:poll>/heads/", log.heads, name="heads"),
    path("<uuid:poll>/heads.json", log.heads_file, name="heads_file"),
    path("<uuid:poll>/proof/<int:old>/<int:new>.json", log.consistency, name="consistency"),
    path("<uuid:poll>/receipt/", receipts.check, name="receipt"),
    path("<uuid:poll>/setup.json", files.setup, name="setup"),
    path("<uuid:poll>/verify.py", files.verifier, name="verifier"),
    path("<uuid:poll>/archive.zip", files.archive, name="archive"),
]
