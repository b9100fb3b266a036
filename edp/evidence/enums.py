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


class RemarkKind(models.TextChoices):
    SUPPORT = "support", _("supports")
    DISPUTE = "dispute", _("disputes")


class Quadrant(models.TextChoices):
    STRENGTH = "strength", _("strengths")
    WEAKNESS = "weakness", _("weaknesses")
    OPPORTUNITY = "opportunity", _("opportunities")
    THREAT = "threat", _("threats")


class PolicyArea(models.TextChoices):
    """The ten areas of the reviews of the What Works Centre for Local Economic Growth."""

    FINANCE = "finance", _("access to finance")
    APPRENTICESHIPS = "apprenticeships", _("apprenticeships")
    AREA_BASED = "area", _("support for single places, such as special zones")
    BROADBAND = "broadband", _("broadband")
    ADVICE = "advice", _("business advice")
    TRAINING = "training", _("employment training")
    RENEWAL = "renewal", _("renewal of neighbourhoods")
    INNOVATION = "innovation", _("innovation and research")
    CULTURE = "culture", _("sports and culture")
    TRANSPORT = "transport", _("transport")


class Strength(models.IntegerChoices):
    """How far the evidence of an entry carries."""

    STORY = 1, _("told by those who did it")
    FOLLOWED = 2, _("measured before and after")
    COMPARED = 3, _("compared with a place or a group without it")
