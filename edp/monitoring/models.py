"""Few and relevant figures, their readings, what was spent, and what a review made of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..plan.models import Editable
from .enums import Direction, Frequency, IndicatorKind

__all__ = ["ActionSpending", "Indicator", "PlanReview", "Reading", "TargetChange"]


def figure(label: Any) -> Any:
    """A column for what is measured, in whatever unit."""
    return models.DecimalField(label, max_digits=18, decimal_places=4)


class Indicator(Editable):
    """Of the whole plan, or of one of its priorities, objectives or actions."""

    plan = models.ForeignKey("edp.Plan", on_delete=models.CASCADE, related_name="indicators")
    priority = models.ForeignKey(
        "edp.Priority", on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    objective = models.ForeignKey(
        "edp.Objective", on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    action = models.ForeignKey(
        "edp.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    title = models.CharField(_("indicator"), max_length=200)
    kind = models.CharField(_("what it measures"), max_length=8, choices=IndicatorKind.choices)
    is_controllable = models.BooleanField(_("the akimat can move it by itself"), default=False)
    unit = models.CharField(_("unit"), max_length=60)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    baseline_value = figure(_("baseline"))
    baseline_date = models.DateField(_("baseline measured on"))
    target_value = figure(_("target"))
    target_date = models.DateField(_("target to be reached by"))
    frequency = models.PositiveSmallIntegerField(
        _("how often it is read"), choices=Frequency.choices, default=Frequency.QUARTER
    )
    first_due_date = models.DateField(_("first reading due"))
    next_due_date = models.DateField(_("next reading due"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=250)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible specialist"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    dropped_at = models.DateTimeField(_("no longer read since"), null=True, blank=True)
    drop_reason = models.CharField(_("why it is no longer read"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=True, objective__isnull=True)
                | Q(priority__isnull=True, action__isnull=True)
                | Q(objective__isnull=True, action__isnull=True),
                name="indicator_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(target_date__gt=models.F("baseline_date")),
                name="target_after_baseline",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_due_date"],
                condition=Q(next_due_date__isnull=False, dropped_at__isnull=True),
                name="readings_due",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """A value on a day. A correction is another row; the first stays and says what replaced it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    value = figure(_("value"))
    date = models.DateField(_("measured on"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=250)
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    # False once another row replaces this one.
    is_current = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "date"],
                condition=Q(is_current=True),
                name="one_reading_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.value}"


class TargetChange(models.Model):
    """A published baseline or target that was changed, with the reason."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="changes")
    # {"target_value": ["100", "80"], ...}: each figure before and after.
    figures = models.JSONField()
    reason = models.CharField(_("reason"), max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.reason[:60]


class ActionSpending(models.Model):
    """What had been spent on an action in all by a day. The row entered last for the latest day
    counts; earlier ones stay."""

    action = models.ForeignKey("edp.Action", on_delete=models.PROTECT, related_name="spendings")
    date = models.DateField(_("spent until"))
    public_tenge = models.PositiveBigIntegerField(_("public money, tenge"), default=0)
    private_tenge = models.PositiveBigIntegerField(_("private money, tenge"), default=0)
    source = models.CharField(_("source"), max_length=250)
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("spending")
        verbose_name_plural = _("spending")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.date}"


class PlanReview(Editable):
    """What works, what does not, what changes. Public once published, and unchanged from then."""

    plan = models.ForeignKey("edp.Plan", on_delete=models.PROTECT, related_name="reviews")
    held_date = models.DateField(_("held on"))
    works = models.TextField(_("what works"), max_length=3000, blank=True)
    fails = models.TextField(_("what does not"), max_length=3000, blank=True)
    changes = models.TextField(_("what changes"), max_length=3000, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-held_date", "-pk"]

    def __str__(self) -> str:
        return str(self.held_date)
