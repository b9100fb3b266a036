"""Kinds and states of draft documents, of their passages, and of remarks."""

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


class TextLanguage(models.TextChoices):
    """The official languages: each has its own versions of a document."""

    KAZAKH = "kk", "Қазақша"
    RUSSIAN = "ru", "По-русски"


class PassageKind(models.TextChoices):
    HEADING = "heading", _("heading")
    TEXT = "text", _("paragraph")
    ITEM = "item", _("list item")
    ROW = "row", _("row of a table")


class Source(models.TextChoices):
    DOCX = "docx", _("a DOCX file")
    PASTED = "pasted", _("pasted text")


class RemarkStatus(models.TextChoices):
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")


class Decision(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("not accepted")


TONES: dict[str, str] = {
    Decision.ACCEPTED: "good",
    Decision.PARTLY: "sun",
    Decision.REJECTED: "bad",
}
