"""Who may answer a survey, what kinds of question there are, and how answers stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    PUBLISHED = "published", _("published")


# A published survey goes back to a draft only while it has not opened.
TRANSITIONS: dict[str, frozenset[str]] = {
    SurveyStatus.DRAFT: frozenset({SurveyStatus.PUBLISHED}),
    SurveyStatus.PUBLISHED: frozenset({SurveyStatus.DRAFT}),
}


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("everyone, also without an account")
    SIGNED_IN = "signed_in", _("everyone with an account")
    STAKEHOLDERS = "seats", _("those with a seat in the round")


class ResultsShown(models.TextChoices):
    AFTER_CLOSE = "closed", _("after the survey has closed")
    LIVE = "live", _("while it is open, too")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one answer of several")
    MULTIPLE = "multiple", _("several answers")
    SCALE = "scale", _("a scale of numbers")
    MATRIX = "matrix", _("several lines with the same answers")
    OPEN = "open", _("in one’s own words")


# Kinds that have answers to choose from.
CHOSEN = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.MATRIX})
# Kinds whose answer a later question may depend on.
LEADING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE})


class Reading(models.TextChoices):
    """An open answer is public once a moderator has read it."""

    WAITING = "waiting", _("to be read")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("not shown")
