"""The strategy document: what was decided, and what will be done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Action", "Challenge", "Objective", "Plan", "Priority"]


class Plan(models.Model):
    """One per round. Its content are the rows below it; publishing keeps a version of them all."""

    round = models.OneToOneField("edp.Round", on_delete=models.PROTECT, related_name="plan")
    vision = models.TextField(_("vision"), max_length=2000, blank=True)
    steering = models.TextField(_("who steers it"), max_length=2000, blank=True)
    review_date = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return str(self.round)


class Challenge(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="challenges")
    title = models.CharField(_("challenge"), max_length=200)
    text = models.TextField(_("in detail"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Priority(models.Model):
    """What the round decided to build on; made of one or several opportunities."""

    round = models.ForeignKey("edp.Round", on_delete=models.PROTECT, related_name="priorities")
    challenge = models.ForeignKey(
        Challenge,
        verbose_name=_("answers the challenge"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="priorities",
    )
    title = models.CharField(_("priority"), max_length=200)
    text = models.TextField(_("in a paragraph"), max_length=2000, blank=True)
    opportunities = models.ManyToManyField("edp.Opportunity", blank=True, related_name="priorities")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="objectives")
    title = models.CharField(_("objective"), max_length=250)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Action(models.Model):
    """What somebody does for an objective. Money in tenge, work in person-months."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(_("action"), max_length=250)
    text = models.TextField(_("in detail"), max_length=3000, blank=True)
    lead = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("lead"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
    )
    partners = models.ManyToManyField("people.Organisation", blank=True, related_name="actions")
    starts_date = models.DateField(_("from"), null=True, blank=True)
    ends_date = models.DateField(_("until"), null=True, blank=True)
    staff_months = models.PositiveSmallIntegerField(_("work, person-months"), null=True, blank=True)
    public_tenge = models.PositiveBigIntegerField(_("public money, tenge"), null=True, blank=True)
    private_tenge = models.PositiveBigIntegerField(_("private money, tenge"), null=True, blank=True)
    funding_source = models.CharField(_("source of the money"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
