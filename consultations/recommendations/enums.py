"""Where a recommendation comes from and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    SENT = "sent", _("sent to the akimat")


class Source(models.TextChoices):
    """A meeting of a council counts as a meeting."""

    MEETING = "meeting", _("meeting or hearing")
    COUNCIL = "council", _("public council")
    DRAFT = "draft", _("discussion of a draft")
    PETITION = "petition", _("petition")


class ControlForm(models.TextChoices):
    """Forms of public control, which a final document must name."""

    HEARING = "hearing", _("public hearing")
    DISCUSSION = "discussion", _("public discussion")
    MONITORING = "monitoring", _("public monitoring")
    EXAMINATION = "examination", _("public examination")
    REPORT = "report", _("report of an official heard")
    PETITION = "petition", _("petition")


class Decision(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("rejected with reasons")


class Standing(models.TextChoices):
    """How a reply stands on a given day."""

    WAITING = "waiting", _("waiting for a reply")
    OVERDUE = "overdue", _("no reply, overdue")
    IN_TIME = "in_time", _("answered in time")
    LATE = "late", _("answered late")


class Way(models.TextChoices):
    PERSON = "person", _("in person")
    VIDEO = "video", _("by video")


class HeardStatus(models.TextChoices):
    ASKED = "asked", _("asked to be heard")
    ARRANGED = "arranged", _("day is set")
    HELD = "held", _("heard")
    MISSED = "missed", _("the author did not come")
    WITHDRAWN = "withdrawn", _("request withdrawn")


class CommitmentStatus(models.TextChoices):
    OPEN = "open", _("under way")
    DONE = "done", _("done")
    BROKEN = "broken", _("not kept")


class StepKind(models.TextChoices):
    PROGRESS = "progress", _("progress report")
    MOVED = "moved", _("new date")
    DONE = "done", _("done")
    BROKEN = "broken", _("not kept")
    REOPENED = "reopened", _("taken up again")


TONES: dict[str, str] = {
    Decision.ACCEPTED: "good",
    Decision.PARTLY: "sun",
    Decision.REJECTED: "bad",
}
STANDING_TONES: dict[str, str] = {
    Standing.WAITING: "",
    Standing.OVERDUE: "bad",
    Standing.IN_TIME: "good",
    Standing.LATE: "sun",
}
COMMITMENT_TONES: dict[str, str] = {
    CommitmentStatus.OPEN: "",
    CommitmentStatus.DONE: "good",
    CommitmentStatus.BROKEN: "bad",
}
OPEN_REQUESTS = (HeardStatus.ASKED, HeardStatus.ARRANGED)
