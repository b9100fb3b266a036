"""States of conversations and statements, and the three answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConversationStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for votes")
    CLOSED = "closed", _("closed")


class StatementStatus(models.TextChoices):
    WAITING = "waiting", _("with the moderator")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("not published")


class Answer(models.IntegerChoices):
    AGREE = 1, _("Agree")
    DISAGREE = -1, _("Disagree")
    PASS = 0, _("Pass, not sure")
