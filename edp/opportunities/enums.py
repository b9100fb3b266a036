"""Where an opportunity comes from and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpportunityOrigin(models.TextChoices):
    GROUP = "group", _("written in a group")
    CALL = "call", _("from the open call")


class OpportunityStatus(models.TextChoices):
    """What the process made of it; whether its text is public is the proposal's state."""

    OPEN = "open", _("under discussion")
    EVALUATED = "evaluated", _("with the evaluators")
    SHORTLISTED = "shortlisted", _("on the shortlist")
    CHOSEN = "chosen", _("became a priority")
    RESERVE = "reserve", _("in reserve")
    NOT_CHOSEN = "not_chosen", _("not chosen")
    MERGED = "merged", _("merged into another")
    SPLIT = "split", _("split into several")
