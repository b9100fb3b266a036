"""Dimensions of the strengths register (OECD 2020, table 1.2), quadrants, and so on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dimension(models.TextChoices):
    ECONOMIC = "economic", _("economic")
    GEOGRAPHIC = "geographic", _("geographic")
    INSTITUTIONAL = "institutional", _("institutional")
    CULTURE = "culture", _("culture")
    KNOWLEDGE = "knowledge", _("knowledge")
    INFRASTRUCTURE = "infrastructure", _("infrastructure")


class Mobility(models.TextChoices):
    IMMOBILE = "immobile", _("cannot leave the region")
    MOBILE = "mobile", _("could move elsewhere")
