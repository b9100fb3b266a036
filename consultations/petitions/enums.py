"""States of a petition beyond those of its text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Addressee(models.TextChoices):
    AKIMAT = "akimat", _("the akimat")
    MASLIKHAT = "maslikhat", _("the maslikhat")


class PetitionStatus(models.TextChoices):
    """`moderation` to `rejected` follow the proposal that carries the text."""

    MODERATION = "moderation", _("with the moderator")
    GATHERING = "gathering", _("gathering signatures")
    REJECTED = "rejected", _("rejected")
    LAPSED = "lapsed", _("not enough signatures in time")
    CONSIDERED = "considered", _("under consideration")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn by the author")
