"""Addresses of this part, from /hearings/ on."""

from django.urls import URLPattern, path

from .views import agenda, near, page, papers, preparing, reading, registering, requests

ONE = "meetings/<int:pk>/"
PAPER = f"{ONE}papers/<int:paper_pk>/"
PROPOSAL = f"{ONE}agenda/proposals/<int:proposal_pk>/"
REQUESTS = "meetings/requests/"

urlpatterns: list[URLPattern] = [
    path("near/", near.near, name="near"),
    path("calendar.ics", reading.calendar, name="calendar"),
    path("meetings/", reading.meetings, name="meetings"),
    path("meetings/new/", preparing.new, name="meeting_new"),
    path("meetings/agenda/", agenda.waiting, name="agenda_waiting"),
    path(REQUESTS, requests.requests, name="environment_requests"),
    path(f"{REQUESTS}new/", requests.new, name="environment_request_new"),
    path(f"{REQUESTS}<int:pk>/", requests.one, name="environment_request"),
    path(f"{REQUESTS}<int:pk>/answer/", requests.settle, name="environment_request_answer"),
    path(ONE, page.meeting, name="meeting"),
    path(f"{ONE}meeting.ics", reading.meeting_calendar, name="meeting_calendar"),
    path(f"{ONE}edit/", preparing.edit, name="meeting_edit"),
    path(f"{ONE}announce/", preparing.announce, name="meeting_announce"),
    path(f"{ONE}cancel/", preparing.cancel, name="meeting_cancel"),
    path(f"{ONE}discard/", preparing.discard, name="meeting_discard"),
    path(f"{ONE}papers/", papers.papers, name="meeting_papers"),
    path(PAPER, reading.paper, name="meeting_paper"),
    path(f"{PAPER}move/", papers.move, name="meeting_paper_move"),
    path(f"{PAPER}remove/", papers.remove, name="meeting_paper_remove"),
    path(f"{ONE}agenda/", agenda.agenda, name="meeting_agenda"),
    path(f"{ONE}agenda/propose/", agenda.propose, name="agenda_propose"),
    path(PROPOSAL, agenda.decide, name="agenda_decide"),
    path(f"{PROPOSAL}support/", agenda.support, name="agenda_support"),
    path(f"{PROPOSAL}withdraw/", agenda.withdraw, name="agenda_withdraw"),
    path(f"{ONE}register/", registering.register, name="meeting_register"),
    path(f"{ONE}unregister/", registering.unregister, name="meeting_unregister"),
    path(f"{ONE}desk/", registering.desk, name="meeting_desk"),
    path(f"{ONE}desk.csv", registering.desk_table, name="meeting_desk_table"),
    path(f"{ONE}desk/<int:row_pk>/cancel/", registering.strike, name="meeting_desk_cancel"),
]
