"""The course of a draw, and where its seed comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DrawStatus(models.TextChoices):
    PREPARING = "preparing", _("quotas are being set")
    COMPUTING = "computing", _("chances are being computed")
    PUBLISHED = "published", _("published, waiting for the seed")
    DRAWN = "drawn", _("drawn")
    SEATED = "seated", _("council formed")


S = DrawStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.PREPARING: frozenset({S.COMPUTING}),
    # Back where it failed, or where the quotas are mended before there is a seed.
    S.COMPUTING: frozenset({S.PUBLISHED, S.PREPARING}),
    S.PUBLISHED: frozenset({S.DRAWN, S.PREPARING}),
    S.DRAWN: frozenset({S.SEATED}),
    S.SEATED: frozenset(),
}


class Fairness(models.TextChoices):
    LEXIMIN = "leximin", _("as equal as quotas allow, for everybody (LEXIMIN)")
    MAXIMIN = "maximin", _("the least chance as high as possible (maximin)")


class SeedKind(models.TextChoices):
    SOURCE = "source", _("a public source that nobody controls")
    PARTIES = "parties", _("three parties, each with a secret of its own")


class Feature(models.TextChoices):
    """What applicants state and the census counts; further ones are traits of applications."""

    SEX = "sex", _("sex")
    AGE = "age", _("age")
    DISTRICT = "district", _("district")
    SECTOR = "sector", _("sector")
