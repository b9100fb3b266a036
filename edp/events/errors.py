"""What can go wrong with an event, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError

from .models import NoteVersion, ReportVersion


class EventError(DomainError):
    """Something asked of an event that its state or its rules do not allow."""

    texts: ClassVar = {
        "not_published": _("This event is not announced yet."),
        "already_published": _("This event was announced already."),
        "was_cancelled": _("This event was cancelled."),
        "has_begun": _("The event has begun. Registration is closed."),
        "has_ended": _("The event is over. It can no longer be cancelled."),
        "not_yet": _("Attendance is taken from the day of the event on."),
        "seats_only": _(
            "This event is for the stakeholders of the round. Sign up as one, or ask the "
            "moderators for an invitation."
        ),
        "other_group": _(
            "You are registered for “%(title)s”, which meets at the same time. "
            "Cancel that registration first."
        ),
        "places_taken": _(
            "%(count)s people are registered. The number of places cannot be lower than that."
        ),
        "ends_before_start": _("The event must end after it begins."),
        "not_accepted": _("Choose somebody who takes part in this round."),
        "wrong_plenary": _("A group belongs to a plenary of the same round, not to another group."),
        "no_titles": _("Write the title of at least one group."),
        "titles_differ": _(
            "Write as many titles in Russian as in Kazakh, one on each line: "
            "there are %(kk)s in Kazakh and %(ru)s in Russian."
        ),
        "titles_differ_en": _(
            "In English leave all titles out or write all %(kk)s of them, one on each line."
        ),
        "title_long": _("A title may have 150 characters: “%(title)s” is longer."),
        "too_many_groups": _("At most %(most)s groups can be made at once."),
        "has_registrations": _(
            "People are registered. Cancel the event with a reason, so that they are told."
        ),
        "name_needed": _("Write the name of the person who came."),
        "namesakes": _(
            "Several people of this round have this name. Write the e-mail address, so that "
            "the right one is marked."
        ),
        "sector_needed": _("Choose the sector of somebody who is new to the round."),
        "note_empty": _("Write something before you send the note."),
        "note_long": _("A note may have %(most)s characters; this one has %(found)s."),
        "notes_closed": _("The report is published, so the notes are closed."),
        "report_empty": _("Write the full report before you publish it."),
        "report_too_early": _("A report can be published once the event has begun."),
        "report_published": _("The report was published already."),
    }


class NoteChangedError(DomainError):
    """Somebody changed the note meanwhile. `kept` is the wording that came too late."""

    texts: ClassVar = {
        "note_changed": _(
            "Somebody changed this note while you were writing. Nothing is lost: "
            "both wordings are below."
        )
    }

    def __init__(self, kept: NoteVersion) -> None:
        super().__init__("note_changed")
        self.kept = kept


class ReportChangedError(DomainError):
    """Somebody saved the report meanwhile. `kept` is the wording that came too late."""

    texts: ClassVar = {
        "report_changed": _(
            "Somebody saved the report while you were writing. Nothing is lost: your wording is in "
            "the form, the saved one is shown above it."
        )
    }

    def __init__(self, kept: ReportVersion) -> None:
        super().__init__("report_changed")
        self.kept = kept
