"""What a commission may decide, and at which of its two sittings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sitting(models.TextChoices):
    SHORTLIST = "shortlist", _("after the scoring: the shortlist")
    FINAL = "final", _("after the consultation: the priorities")


class Outcome(models.TextChoices):
    CHOSEN = "chosen", _("taken")
    RESERVE = "reserve", _("in reserve")
    NOT_CHOSEN = "not_chosen", _("not taken")
