"""Addresses of this part, from /discovery/ on."""

from django.urls import URLPattern, path

from .views import attending, noting, planning, reading, reporting, taking_part

EVENTS = "<slug:round_slug>/events/"
EVENT = f"{EVENTS}<int:pk>/"
NOTES = f"{EVENT}notes/"
NOTE = f"{NOTES}<int:note_pk>/"

urlpatterns: list[URLPattern] = [
    path(EVENTS, reading.events, name="events"),
    path("<slug:round_slug>/events.ics", reading.calendar, name="events_calendar"),
    path(f"{EVENTS}new/", planning.new, name="event_new"),
    path(EVENT, reading.event, name="event"),
    path(f"{EVENT}event.ics", reading.event_calendar, name="event_calendar"),
    path(f"{EVENT}report.pdf", reading.report_file, name="event_report_file"),
    path(f"{EVENT}register/", taking_part.register, name="event_register"),
    path(f"{EVENT}unregister/", taking_part.unregister, name="event_unregister"),
    path(f"{EVENT}edit/", planning.edit, name="event_edit"),
    path(f"{EVENT}agenda/", planning.agenda, name="event_agenda"),
    path(f"{EVENT}groups/", planning.groups, name="event_groups"),
    path(f"{EVENT}publish/", planning.publish, name="event_publish"),
    path(f"{EVENT}cancel/", planning.cancel, name="event_cancel"),
    path(f"{EVENT}discard/", planning.discard, name="event_discard"),
    path(f"{EVENT}attendance/", attending.attendance, name="event_attendance"),
    path(f"{EVENT}attendance/walk-in/", attending.walk_in, name="event_walk_in"),
    path(f"{EVENT}attendance/import/", attending.import_list, name="event_import"),
    path(f"{EVENT}attendance.csv", attending.table, name="event_attendance_table"),
    path(NOTES, noting.notes, name="event_notes"),
    path(f"{NOTES}board/", noting.board, name="event_notes_board"),
    path(f"{NOTES}removed/", noting.removed, name="event_notes_removed"),
    path(NOTE, noting.change, name="event_note"),
    path(f"{NOTE}history/", noting.history, name="event_note_history"),
    path(f"{NOTE}remove/", noting.remove, name="event_note_remove"),
    path(f"{NOTE}restore/", noting.restore, name="event_note_restore"),
    path(f"{EVENT}report/", reporting.write, name="event_report"),
    path(f"{EVENT}report/preview/", reporting.preview, name="event_report_preview"),
    path(f"{EVENT}report/publish/", reporting.publish, name="event_report_publish"),
    path(f"{EVENT}report/file/", reporting.file_state, name="event_report_state"),
    path(f"{EVENT}report/versions/", reporting.versions, name="event_report_versions"),
]
