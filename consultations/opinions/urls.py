"""Addresses of conversations, from /hearings/ on."""

from django.urls import path

from .views import groups, running, voting

urlpatterns = [
    path("opinions/", voting.index, name="conversations"),
    path("opinions/new/", running.new, name="conversation_new"),
    path("opinions/<int:pk>/", voting.one, name="conversation"),
    path("opinions/<int:pk>/answer/", voting.give, name="conversation_answer"),
    path("opinions/<int:pk>/mine/", voting.own, name="conversation_mine"),
    path("opinions/<int:pk>/suggest/", voting.suggest, name="statement_suggest"),
    path("opinions/<int:pk>/groups/", groups.groups, name="conversation_groups"),
    path("opinions/<int:pk>/groups.csv", groups.table, name="conversation_table"),
    path("opinions/<int:pk>/run/", running.run, name="conversation_run"),
    path("opinions/<int:pk>/edit/", running.edit, name="conversation_edit"),
    path(
        "opinions/<int:pk>/statements/<int:statement>/",
        running.moderate,
        name="statement_moderate",
    ),
]
