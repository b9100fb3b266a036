"""Kinds of expenses and gifts, and how a visit ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitStatus(models.TextChoices):
    BOOKED = "booked", _("booked")
    CAME = "came", _("came")
    MISSED = "missed", _("did not come")
    CANCELLED = "cancelled", _("cancelled")


class ExpenseKind(models.TextChoices):
    TRAVEL = "travel", _("travel of members")
    VENUE = "venue", _("rooms and equipment")
    LANGUAGE = "language", _("interpretation, also into sign language")
    EXPERT = "expert", _("experts")
    PRINT = "print", _("printing and post")
    OTHER = "other", _("other")


class GiftKind(models.TextChoices):
    MONEY = "money", _("money")
    IN_KIND = "in_kind", _("goods or work, at their value")


class GiverKind(models.TextChoices):
    RESIDENT = "resident", _("residents")
    MOVED = "moved", _("people who moved away")
    FIRM = "firm", _("organisations")
