"""Addresses of this part, from /hearings/ on."""

from django.urls import URLPattern, path

from .views import asking, console, live, minutes, voting

MEETING = "meetings/<int:pk>/"
QUESTIONS = f"{MEETING}questions/"
QUESTION = f"{QUESTIONS}<int:question_pk>/"
LIVE = f"{MEETING}live/"
CONSOLE = f"{MEETING}console/"
VOTES = f"{CONSOLE}votes/"
DECISIONS = f"{CONSOLE}decisions/"
MINUTES = f"{MEETING}minutes/"
APPEAL = f"{MINUTES}appeals/<int:appeal_pk>/"

urlpatterns: list[URLPattern] = [
    path(QUESTIONS, asking.questions, name="meeting_questions"),
    path(f"{QUESTIONS}ask/", asking.ask, name="meeting_ask"),
    path(f"{QUESTIONS}vote/", asking.vote, name="meeting_question_vote"),
    path(f"{QUESTION}answer/", asking.answer, name="meeting_question_answer"),
    path(f"{QUESTION}hide/", asking.hide, name="meeting_question_hide"),
    path(LIVE, live.live, name="meeting_live"),
    path(f"{LIVE}now/", live.now, name="meeting_live_now"),
    path(f"{LIVE}vote/", live.cast, name="meeting_cast"),
    path(CONSOLE, console.console, name="meeting_console"),
    path(f"{CONSOLE}start/", console.start, name="meeting_start"),
    path(f"{CONSOLE}end/", console.end, name="meeting_end"),
    path(f"{CONSOLE}times/", console.times, name="meeting_times"),
    path(f"{CONSOLE}item/", console.item, name="meeting_item"),
    path(f"{CONSOLE}notes/<int:item_pk>/", console.note, name="meeting_note"),
    path(f"{CONSOLE}speakers/", console.speaker, name="meeting_speaker"),
    path(f"{CONSOLE}speakers/new/", console.speaker_new, name="meeting_speaker_new"),
    path(f"{CONSOLE}attendance/", console.attendance, name="meeting_attendance"),
    path(f"{VOTES}new/", voting.new, name="meeting_roll_call_new"),
    path(f"{VOTES}<int:roll_call_pk>/", voting.roll_call, name="meeting_roll_call"),
    path(f"{DECISIONS}new/", voting.decision_new, name="meeting_decision_new"),
    path(f"{DECISIONS}<int:decision_pk>/", voting.decision, name="meeting_decision"),
    path(MINUTES, minutes.minutes, name="meeting_minutes"),
    path(f"{MINUTES}edit/", minutes.edit, name="meeting_minutes_edit"),
    path(f"{MINUTES}recording/", minutes.recording, name="meeting_recording"),
    path(f"{MINUTES}publish/", minutes.publish, name="meeting_minutes_publish"),
    path(f"{MINUTES}correct/", minutes.correct, name="meeting_minutes_correct"),
    path(f"{MINUTES}minutes.json", minutes.data, name="meeting_minutes_data"),
    path(f"{MINUTES}<slug:language>.pdf", minutes.file, name="meeting_minutes_file"),
    path(f"{MINUTES}appeal/", minutes.appeal, name="meeting_minutes_appeal"),
    path(APPEAL, minutes.answer_appeal, name="meeting_minutes_appeal_answer"),
]
