"""Kinds and states of draft documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftKind(models.TextChoices):
    BUDGET = "budget", _("budget programme")
    STRATEGY = "strategy", _("strategic or territorial plan")
    REGULATION = "regulation", _("draft of a legal act")
    OTHER = "other", _("other document")


class DraftStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("under discussion")
    ANSWERING = "answering", _("remarks are being answered")
    CLOSED = "closed", _("discussion ended")


S = DraftStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.OPEN}),
    S.OPEN: frozenset({S.ANSWERING}),
    S.ANSWERING: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
