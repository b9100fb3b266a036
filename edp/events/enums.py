"""Kinds of events, and how a registration stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    PLENARY = "plenary", _("plenary")
    FOCUS_GROUP = "focus", _("focus group")
    ROUNDTABLE = "roundtable", _("roundtable")
    MEETING = "meeting", _("open meeting")
    LAB = "lab", _("project development lab")


class RegistrationStatus(models.TextChoices):
    REGISTERED = "registered", _("registered")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class NoteKind(models.TextChoices):
    IDEA = "idea", _("idea")
    EVIDENCE = "evidence", _("evidence")
    QUESTION = "question", _("question")
    AGREED = "agreed", _("agreed")
