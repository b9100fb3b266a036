"""What is built: steps, contracts, payments and photos of a winning project."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MilestoneKind, PhotoKind


class Milestone(models.Model):
    """A step of delivery: planned, moved with a reason, done."""

    project = models.ForeignKey(
        "budgeting.Project", on_delete=models.CASCADE, related_name="milestones"
    )
    kind = models.CharField(_("step"), max_length=10, choices=MilestoneKind.choices)
    planned_date = models.DateField(_("planned"))
    expected_date = models.DateField(_("expected now"), null=True, blank=True)
    done_date = models.DateField(_("done"), null=True, blank=True)
    delay_reason = models.TextField(_("reason of the delay"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["planned_date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="milestone_once_per_project")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Contract(models.Model):
    """Who builds it, for how much."""

    project = models.ForeignKey(
        "budgeting.Project", on_delete=models.CASCADE, related_name="contracts"
    )
    contractor = models.CharField(_("contractor"), max_length=150)
    subject = models.CharField(_("subject"), max_length=200)
    number = models.CharField(_("number"), max_length=60)
    amount_tenge = models.PositiveBigIntegerField(_("amount, tenge"))
    signed_date = models.DateField(_("signed"))

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["signed_date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="contract_entered_once")
        ]

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """Money paid for a project."""

    project = models.ForeignKey(
        "budgeting.Project", on_delete=models.CASCADE, related_name="payments"
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    what = models.CharField(_("for what"), max_length=200)
    amount_tenge = models.PositiveBigIntegerField(_("amount, tenge"))
    paid_date = models.DateField(_("paid"))

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["paid_date", "pk"]

    def __str__(self) -> str:
        return self.what


def photo_path(photo: "Photo", filename: str) -> str:
    return f"delivery/{uuid.uuid4().hex}.webp"


class Photo(models.Model):
    """What the place looked like, and looks like now."""

    project = models.ForeignKey(
        "budgeting.Project", on_delete=models.CASCADE, related_name="photos"
    )
    kind = models.CharField(_("when"), max_length=6, choices=PhotoKind.choices)
    image = models.FileField(_("photo"), upload_to=photo_path, max_length=120)
    alt = models.CharField(_("what the picture shows"), max_length=200)
    taken_date = models.DateField(_("taken"))
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["taken_date", "pk"]

    def __str__(self) -> str:
        return self.alt
