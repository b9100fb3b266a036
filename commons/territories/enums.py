"""Levels of territory and roles of staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    COUNTRY = 0, _("country")
    REGION = 1, _("region or city of republican significance")
    DISTRICT = 2, _("district or city")
    RURAL_DISTRICT = 3, _("rural district or part of a city")
    SETTLEMENT = 4, _("settlement")


class Role(models.TextChoices):
    MODERATOR = "moderator", _("moderator")
    SPECIALIST = "specialist", _("specialist")
    OBSERVER = "observer", _("observer")
