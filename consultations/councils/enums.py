"""Seats of a council and how its members come to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seat(models.TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


class SeatedBy(models.TextChoices):
    COMPETITION = "competition", _("by competition")
    LOT = "lot", _("by lot")
    EARLIER = "earlier", _("before the council came to this site")
