"""States of a scorecard, kinds of criteria, methods of ranking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScorecardStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for scoring")
    CLOSED = "closed", _("closed")


SCORECARD_TRANSITIONS: dict[str, frozenset[str]] = {
    ScorecardStatus.DRAFT: frozenset({ScorecardStatus.OPEN}),
    ScorecardStatus.OPEN: frozenset({ScorecardStatus.CLOSED}),
    ScorecardStatus.CLOSED: frozenset(),
}


class CriterionKind(models.TextChoices):
    QUALITATIVE = "scale", _("judged on a scale")
    QUANTITATIVE = "number", _("a figure from data")


class Direction(models.TextChoices):
    BENEFIT = "more", _("more is better")
    COST = "less", _("less is better")


class RankingMethod(models.TextChoices):
    WEIGHTED_SUM = "weighted_sum", _("weighted sum")
    TOPSIS = "topsis", _("TOPSIS")
    PROMETHEE = "promethee", _("PROMETHEE II")


class Weighting(models.TextChoices):
    DIRECT = "direct", _("set directly")
    SWING = "swing", _("by swing")
    AHP = "ahp", _("by pairwise comparison (AHP)")


class Aggregation(models.TextChoices):
    MEAN = "mean", _("mean")
    MEDIAN = "median", _("median")
    TRIMMED = "trimmed", _("mean without the highest and the lowest, from five reviews on")


class Preference(models.TextChoices):
    """PROMETHEE's preference functions."""

    USUAL = "usual", _("any difference counts fully")
    LINEAR = "linear", _("counts from q on, fully from p on")
