"""A scoring of the round's opportunities, and what the commission made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector

from .enums import Outcome, Sitting

__all__ = ["Candidate", "CommissionSeat", "Evaluation", "Resolution", "Verdict"]


class Evaluation(models.Model):
    """One pass of scoring; a round that narrows down in steps has several."""

    round = models.ForeignKey("edp.Round", on_delete=models.PROTECT, related_name="evaluations")
    scorecard = models.OneToOneField(
        "scoring.Scorecard", on_delete=models.PROTECT, related_name="evaluation"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["round", "position", "pk"]

    def __str__(self) -> str:
        return str(self.scorecard)


class Candidate(models.Model):
    """An opportunity put to the evaluators."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="candidates")
    opportunity = models.ForeignKey(
        "edp.Opportunity", on_delete=models.PROTECT, related_name="candidacies"
    )
    alternative = models.OneToOneField(
        "scoring.Alternative", on_delete=models.PROTECT, related_name="candidate"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "opportunity"], name="candidate_once_per_evaluation"
            )
        ]

    def __str__(self) -> str:
        return str(self.opportunity_id)


class CommissionSeat(models.Model):
    """A member of the commission that decides."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="commission")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commission_seats",
    )
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("position"), max_length=150, blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices, blank=True)
    is_chair = models.BooleanField(_("chair"), default=False)
    # Who sat at a published sitting stays on record; this is when the seat became empty.
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat in the commission")
        verbose_name_plural = _("seats in the commission")
        ordering = ["-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(is_chair=True, left_at__isnull=True),
                name="one_chair_of_a_commission",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Resolution(models.Model):
    """A sitting of the commission. Public once `published_at` is set, and unchanged from then:
    triggers of the database refuse every later change of it and of its verdicts."""

    round = models.ForeignKey("edp.Round", on_delete=models.PROTECT, related_name="resolutions")
    sitting = models.CharField(_("sitting"), max_length=10, choices=Sitting.choices)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    held_date = models.DateField(_("held on"), null=True, blank=True)
    note = models.TextField(_("on the whole"), max_length=3000, blank=True)
    present = models.ManyToManyField(CommissionSeat, blank=True, related_name="sittings")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("resolution of the commission")
        verbose_name_plural = _("resolutions of the commission")
        ordering = ["round", "-sitting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "sitting", "evaluation"],
                name="one_resolution_per_sitting",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.get_sitting_display()


class Verdict(models.Model):
    """What a resolution says about one opportunity, beside what the ranking recommended."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="verdicts")
    opportunity = models.ForeignKey(
        "edp.Opportunity", on_delete=models.PROTECT, related_name="verdicts"
    )
    recommended_rank = models.PositiveSmallIntegerField(_("recommended"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("decided"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)

    class Meta:
        ordering = ["rank", "recommended_rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "opportunity"], name="one_verdict_per_opportunity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.outcome}"
