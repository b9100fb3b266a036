"""What an indicator measures, how often, and how it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndicatorKind(models.TextChoices):
    """What is put in, what is done with it, what changes for people and firms."""

    INPUT = "input", _("input")
    OUTPUT = "output", _("output")
    OUTCOME = "outcome", _("outcome")


class Direction(models.TextChoices):
    UP = "up", _("should rise")
    DOWN = "down", _("should fall")


class Frequency(models.IntegerChoices):
    """In months."""

    MONTH = 1, _("every month")
    QUARTER = 3, _("every quarter")
    HALF = 6, _("every half-year")
    YEAR = 12, _("every year")


class Course(models.TextChoices):
    """How the newest reading compares with the straight line from baseline to target."""

    NONE = "none", _("no reading yet")
    REACHED = "reached", _("target reached")
    ON_TRACK = "on_track", _("on track")
    BEHIND = "behind", _("behind")
    FAR_BEHIND = "far_behind", _("far behind")
    AWAY = "away", _("moving away from the target")


COURSE_TONES: dict[str, str] = {
    Course.NONE: "plain",
    Course.REACHED: "good",
    Course.ON_TRACK: "good",
    Course.BEHIND: "sun",
    Course.FAR_BEHIND: "bad",
    Course.AWAY: "bad",
}
