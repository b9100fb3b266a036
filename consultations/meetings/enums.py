"""Kinds of meetings and hearings, and what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    COUNCIL = "council", _("council meeting")
    HEARING = "hearing", _("public hearing")
    ENVIRONMENT = "environment", _("environmental hearing")
    PLANNING = "planning", _("urban-planning meeting")
    AKIMAT = "akimat", _("open meeting of the akimat")
    MASLIKHAT = "maslikhat", _("open meeting of the maslikhat")


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


S = MeetingStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.ANNOUNCED}),
    S.ANNOUNCED: frozenset({S.HELD, S.CANCELLED}),
    S.HELD: frozenset(),
    S.CANCELLED: frozenset(),
}
