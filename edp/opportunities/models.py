"""Opportunity cards. Title, texts, author, comments and support are those of a proposal."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector

from .enums import Descent, OpportunityOrigin, OpportunityStatus

__all__ = ["Lineage", "Opportunity", "Partner"]


class Opportunity(models.Model):
    """An activity, not a sector, that the region could be good at.

    `proposal.title` names it, `proposal.problem` says what is wrong now and
    `proposal.description` what is new.
    """

    round = models.ForeignKey("edp.Round", on_delete=models.PROTECT, related_name="opportunities")
    # Only a draft nobody has seen is ever deleted; its card goes with it.
    proposal = models.OneToOneField(
        "proposals.Proposal", on_delete=models.CASCADE, related_name="opportunity"
    )
    origin = models.CharField(_("came from"), max_length=8, choices=OpportunityOrigin.choices)
    event = models.ForeignKey(
        "edp.Event",
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
    )
    status = models.CharField(
        _("state"),
        max_length=12,
        choices=OpportunityStatus.choices,
        default=OpportunityStatus.OPEN,
    )
    # When it first came to the shortlist: what the public was asked about.
    shortlisted_at = models.DateTimeField(null=True, blank=True, editable=False)
    activity = models.CharField(_("activity, not sector"), max_length=200, blank=True)
    market = models.TextField(_("market"), max_length=2000, blank=True)
    assets_text = models.TextField(
        _("what of the region it builds on"), max_length=1500, blank=True
    )
    assets = models.ManyToManyField("edp.Asset", blank=True, related_name="opportunities")
    trl = models.PositiveSmallIntegerField(
        _("technology readiness level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    cost_low_tenge = models.PositiveBigIntegerField(_("cost from, tenge"), null=True, blank=True)
    cost_high_tenge = models.PositiveBigIntegerField(_("cost to, tenge"), null=True, blank=True)
    risks = models.TextField(_("risks"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_low_tenge__isnull=True)
                | Q(cost_high_tenge__isnull=True)
                | Q(cost_high_tenge__gte=F("cost_low_tenge")),
                name="cost_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(trl__isnull=True) | Q(trl__range=(1, 9)), name="trl_from_1_to_9"
            ),
        ]
        indexes = [models.Index(fields=["round", "status"], name="opportunity_by_status")]

    def __str__(self) -> str:
        return str(self.proposal)


class Partner(models.Model):
    """Who of which sector would have to take part for it to work."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="partners")
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("what they would do"), max_length=250, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Lineage(models.Model):
    """One card became (part of) another: merged into it, or split off from it."""

    source = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="descendants")
    target = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="ancestors")
    kind = models.CharField(max_length=6, choices=Descent.choices)
    reason = models.TextField(_("reason"), max_length=1000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="descent_recorded_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
