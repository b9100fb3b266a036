"""Parts of a year that a figure may be for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    YEAR = "", _("whole year")
    FIRST_HALF = "H1", _("first half")
    SECOND_HALF = "H2", _("second half")
    FIRST_QUARTER = "Q1", _("first quarter")
    SECOND_QUARTER = "Q2", _("second quarter")
    THIRD_QUARTER = "Q3", _("third quarter")
    FOURTH_QUARTER = "Q4", _("fourth quarter")
