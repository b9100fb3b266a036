"""Kinds and stages of a discovery round, and what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundKind(models.TextChoices):
    REGION = "region", _("a region finds its priorities")
    MONOTOWN = "monotown", _("a monotown finds new activities")
    PLAN = "plan", _("inside an existing plan")
    COMPETITION = "competition", _("open-theme competition for a label")


class StageKind(models.TextChoices):
    MANDATE = "mandate", _("mandate")
    EVIDENCE = "evidence", _("evidence")
    DISCOVERY = "discovery", _("discovery")
    EVALUATION = "evaluation", _("evaluation")
    CONSULTATION = "consultation", _("public consultation")
    DECISION = "decision", _("decision")
    PLAN = "plan", _("plan")
    MONITORING = "monitoring", _("monitoring")


# The order in which stages must come.
STAGE_ORDER = tuple(StageKind.values)


class RoundStatus(models.TextChoices):
    """Where a round stands apart from the clock."""

    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    CLOSED = "closed", _("closed")


ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RoundStatus.DRAFT: frozenset({RoundStatus.ANNOUNCED}),
    RoundStatus.ANNOUNCED: frozenset({RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset(),
}
