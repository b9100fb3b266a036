"""How an action stands, and the words of risks, programmes and ex ante checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


A = ActionStatus
# Approval has an operation of its own, because it asks for the ex ante check.
ACTION_TRANSITIONS: dict[str, frozenset[str]] = {
    A.PROPOSED: frozenset({A.APPROVED, A.STOPPED}),
    A.APPROVED: frozenset({A.PROPOSED, A.RUNNING, A.STOPPED}),
    A.RUNNING: frozenset({A.DONE, A.STOPPED}),
    A.DONE: frozenset(),
    A.STOPPED: frozenset({A.PROPOSED}),
}
ACTION_TONES: dict[str, str] = {
    A.PROPOSED: "plain",
    A.APPROVED: "",
    A.RUNNING: "sun",
    A.DONE: "good",
    A.STOPPED: "bad",
}


class Degree(models.IntegerChoices):
    """Of the likelihood and of the impact of a risk."""

    LOW = 1, _("low")
    MIDDLE = 2, _("middling")
    HIGH = 3, _("high")


class ProgrammeLevel(models.TextChoices):
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("of a district or town")


class ItemKind(models.TextChoices):
    CLUSTER = "cluster", _("cluster")
    PRIORITY = "priority", _("priority")
    GOAL = "goal", _("goal")


class ExAnteResult(models.TextChoices):
    GO = "go", _("worth doing")
    LATER = "later", _("not yet: something must be settled first")
    NO = "no", _("not worth doing")


class PdfStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")
