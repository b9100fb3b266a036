"""What every process of an akimat shares: a round with dated phases."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Round(models.Model):
    """A process of an akimat in a territory. What is official exists in three languages."""

    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        related_name="%(app_label)s_rounds",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    slug = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("in one paragraph"), max_length=600)
    rules = models.TextField(_("rules in full"), blank=True)
    original_language = models.CharField(
        _("authoritative language"),
        max_length=2,
        choices=[("kk", "kk"), ("ru", "ru")],
        default="kk",
    )
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("rules frozen"), null=True, blank=True)
    # Fingerprint of the frozen rules (SHA-256 of their canonical JSON), shown on the rules page.
    rules_hash = models.CharField(max_length=64, blank=True)
    # {language: when its text of the rules last changed}: a translation can lag its original.
    rules_versions = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["akimat", "slug"], name="%(app_label)s_address_used_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class Phase(models.Model):
    """A half-open interval [opens_at, closes_at) of a round; the concrete class adds `round` and
    `kind`. Which one is current is asked of a clock, never stored."""

    kind: Any
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        abstract = True
        ordering = ["opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="%(app_label)s_phase_has_length"
            ),
            ExclusionConstraint(
                name="%(app_label)s_phases_apart",
                expressions=[
                    (TsTzRange("opens_at", "closes_at", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("round", RangeOperators.EQUAL),
                ],
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at

    def is_over(self, at: datetime) -> bool:
        return at >= self.closes_at


class Amendment(models.Model):
    """A public change of frozen rules or dates, with its reason; the concrete class adds `round`
    with the related name `amendments`."""

    text = models.TextField(_("what changes"), max_length=2000)
    reason = models.TextField(_("reason"), max_length=1000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Fingerprint of the rules as they stood before and after it.
    old_hash = models.CharField(max_length=64, blank=True)
    new_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Approval(models.Model):
    """One of the two moderators who must agree before a step that cannot be undone.

    The concrete class adds `round` with the related name `approvals`. `fingerprint` is of what was
    approved: once that changes, the approval no longer counts. See `commons.rounds.approvals`.
    """

    step = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        abstract = True
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["approved_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step", "fingerprint", "person"],
                name="%(app_label)s_approved_once_by_each",
            )
        ]

    def __str__(self) -> str:
        return self.step
