"""What a commission may decide, at which of its two sittings, and how it may depart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sitting(models.TextChoices):
    SHORTLIST = "shortlist", _("after the scoring: the shortlist")
    FINAL = "final", _("after the consultation: the priorities")


class Outcome(models.TextChoices):
    CHOSEN = "chosen", _("taken")
    RESERVE = "reserve", _("in reserve")
    NOT_CHOSEN = "not_chosen", _("not taken")


class Difference(models.TextChoices):
    """Why a decision needs a written reason; see `rules`."""

    OUTCOME = "outcome", _("decided otherwise than the scores recommend")
    ORDER = "order", _("another place than the scores recommend")
    TIED = "tied", _("equal scores: the commission chose between them")
    UNRANKED = "unranked", _("was not scored")
