"""Rounds of participatory budgeting, their projects and reviews."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.rounds.models import Amendment as AbstractAmendment
from commons.rounds.models import Approval as AbstractApproval
from commons.rounds.models import Phase as AbstractPhase
from commons.rounds.models import Round as AbstractRound
from commons.voting.enums import BallotFormat

from .delivery.models import Contract as Contract
from .delivery.models import Milestone as Milestone
from .delivery.models import Payment as Payment
from .delivery.models import Photo as Photo
from .delivery.models import photo_path as photo_path
from .enums import (
    DECIDING_RULES,
    Completion,
    Decision,
    Leftovers,
    PhaseKind,
    ProjectStatus,
    ReviewStage,
    RoundStatus,
    Rule,
    Start,
    Stop,
)
from .pabulib.models import PabulibSource as PabulibSource
from .results.models import ResultSummary as ResultSummary

# Columns of a round that are rules: frozen at the announcement, changed by amendment only.
RULE_FIELDS = (
    "original_language",
    "min_age",
    "ballot_format",
    "max_choices",
    "points_total",
    "points_each",
    "may_change",
    "late_registration",
    "rule",
    "completion",
    "add1_start",
    "add1_step",
    "add1_stop",
    "comparison",
    "min_votes",
    "threshold_share",
    "leftovers",
    "lot_seed",
)
# The translated ones, each of them a column per language.
RULE_TEXTS = ("title", "summary", "rules")


def refuse_if_frozen(part: "Phase | Envelope", *names: str) -> None:
    """Forms cannot change these columns of a part of announced rules; amendments can."""
    frozen = Round.objects.filter(pk=part.round_id, frozen_at__isnull=False)
    if not frozen.exists():
        return
    held = type(part)._default_manager.filter(pk=part.pk).first()
    if held is None or any(getattr(held, name) != getattr(part, name) for name in names):
        raise ValidationError(FROZEN, code="rules_frozen")


FROZEN = _("The rules are frozen since the announcement; amend them in public, with the reason.")


class Round(AbstractRound):
    """A budget that residents spend. Everything below `call` is a rule, frozen when announced."""

    call = models.OneToOneField(
        "proposals.Call",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_round",
    )
    status = models.CharField(
        _("state"), max_length=16, choices=RoundStatus.choices, default=RoundStatus.DRAFT
    )
    min_age = models.PositiveSmallIntegerField(_("least age of a voter"), default=18)
    ballot_format = models.CharField(
        _("ballot"), max_length=10, choices=BallotFormat.choices, default=BallotFormat.KNAPSACK
    )
    max_choices = models.PositiveSmallIntegerField(
        _("most choices on a ballot"), default=3, validators=[MinValueValidator(1)]
    )
    points_total = models.PositiveSmallIntegerField(
        _("points to share"), default=10, validators=[MinValueValidator(1)]
    )
    points_each = models.PositiveSmallIntegerField(
        _("most points on one project"), default=5, validators=[MinValueValidator(1)]
    )
    may_change = models.BooleanField(_("a ballot may be changed until the close"), default=True)
    late_registration = models.BooleanField(
        _("residents verified during voting may vote"), default=True
    )
    rule = models.CharField(
        _("rule that chooses the winners"),
        max_length=12,
        choices=[(rule.value, rule.label) for rule in DECIDING_RULES],
        default=Rule.EQUAL_SHARES,
    )
    completion = models.CharField(
        _("money that the equal shares leave over"),
        max_length=16,
        choices=Completion.choices,
        default=Completion.BOTH,
    )
    add1_start = models.CharField(
        _("a voter's share at the start"),
        max_length=5,
        choices=Start.choices,
        default=Start.EXACT,
    )
    add1_step = models.PositiveIntegerField(
        _("step of the completion, tenge per voter"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Left empty: a thousandth of the equal share of a voter, at least one tenge."),
    )
    add1_stop = models.CharField(
        _("when the shares stop rising"),
        max_length=10,
        choices=Stop.choices,
        default=Stop.EXHAUSTIVE,
    )
    comparison = models.BooleanField(
        _("if more voters prefer the winners by votes, those are taken"), default=False
    )
    min_votes = models.PositiveIntegerField(_("least votes a winner needs"), default=0)
    threshold_share = models.PositiveSmallIntegerField(
        _("least support in proportion to the cost"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "With 3, a project that costs a third of the budget needs the votes of a ninth of the "
            "voters: its share of the voters is at least its share of the budget divided by 3."
        ),
    )
    leftovers = models.CharField(
        _("money that an envelope leaves over"),
        max_length=8,
        choices=Leftovers.choices,
        default=Leftovers.RETURNED,
    )
    lot_seed = models.CharField(
        _("seed of the lots"),
        max_length=120,
        blank=True,
        help_text=_("Public text from which the order of ties is drawn; announced beforehand."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # Not an election of ours: read from a Pabulib file, shown as such.
    imported_from = models.CharField(max_length=200, blank=True)

    class Meta(AbstractRound.Meta):
        verbose_name = _("budget round")
        verbose_name_plural = _("budget rounds")
        ordering = ["-announced_at", "-pk"]

    def clean(self) -> None:
        """Forms cannot change a rule of an announced round, whichever form it is."""
        super().clean()
        held = Round.objects.filter(pk=self.pk, frozen_at__isnull=False).first()
        if held is None:
            return
        names = [*RULE_FIELDS, "akimat_id", "territory_id", "slug", "frozen_at", "rules_hash"]
        names += [f"{text}_{code}" for text in RULE_TEXTS for code, _name in settings.LANGUAGES]
        changed = [name for name in names if _plain(held, name) != _plain(self, name)]
        if changed:
            raise ValidationError(FROZEN, code="rules_frozen", params={"fields": changed})


def _plain(round: Round, name: str) -> object:
    """A value for comparison: a translation left out and one left empty are the same."""
    value = getattr(round, name)
    return "" if value is None else value


class Phase(AbstractPhase):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("phase"), max_length=10, choices=PhaseKind.choices)

    class Meta(AbstractPhase.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            *AbstractPhase.Meta.constraints,
            models.UniqueConstraint(fields=["round", "kind"], name="budget_phase_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        super().clean()
        refuse_if_frozen(self, "kind", "opens_at", "closes_at")


class Envelope(models.Model):
    """Money for one territory of the round: the whole of it, or one district. One poll each."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="envelopes")
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    budget_tenge = models.PositiveBigIntegerField(
        _("budget, tenge"), validators=[MinValueValidator(1)]
    )
    poll = models.OneToOneField(
        "voting.Poll",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_envelope",
    )

    class Meta:
        verbose_name = _("envelope")
        verbose_name_plural = _("envelopes")
        ordering = ["territory__level", "territory__kato"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "territory"], name="one_envelope_per_territory"
            )
        ]

    def __str__(self) -> str:
        return str(self.territory)

    def clean(self) -> None:
        super().clean()
        refuse_if_frozen(self, "territory_id", "budget_tenge")


class Amendment(AbstractAmendment):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="amendments")


class Approval(AbstractApproval):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="approvals")


class ExclusiveGroup(models.Model):
    """Projects of which at most one can be built (the same place, say)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="exclusive_groups")
    name = models.CharField(_("what they share"), max_length=120)

    class Meta:
        verbose_name = _("group of exclusive projects")
        verbose_name_plural = _("groups of exclusive projects")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """A proposal that went to review: what it would cost, and what became of it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="projects")
    proposal = models.OneToOneField(
        "proposals.Proposal", on_delete=models.PROTECT, related_name="project"
    )
    envelope = models.ForeignKey(
        Envelope,
        verbose_name=_("envelope"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
    )
    option = models.OneToOneField(
        "voting.Option", on_delete=models.PROTECT, null=True, blank=True, related_name="project"
    )
    status = models.CharField(
        _("state"), max_length=10, choices=ProjectStatus.choices, default=ProjectStatus.REVIEW
    )
    cost_tenge = models.PositiveBigIntegerField(
        _("cost set by the review, tenge"), null=True, blank=True
    )
    upkeep_tenge = models.PositiveBigIntegerField(
        _("upkeep per year, tenge"), null=True, blank=True
    )
    exclusive_group = models.ForeignKey(
        ExclusiveGroup,
        verbose_name=_("exclusive with"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
    )
    precedence = models.PositiveSmallIntegerField(_("precedence in the group"), default=0)
    specialist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("specialist"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_date = models.DateField(_("review due"), null=True, blank=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["round", "pk"]
        indexes = [models.Index(fields=["round", "status"], name="project_by_status")]

    def __str__(self) -> str:
        return str(self.proposal)


class Review(models.Model):
    """A specialist's finding. The newest one stands; all stay visible."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reviews")
    stage = models.CharField(_("stage"), max_length=8, choices=ReviewStage.choices)
    # {checklist code: yes | no | n/a}; the codes are those of `budgeting.checklist`.
    answers = models.JSONField(_("checklist"), default=dict)
    cost_tenge = models.PositiveBigIntegerField(_("cost, tenge"), null=True, blank=True)
    upkeep_tenge = models.PositiveBigIntegerField(
        _("upkeep per year, tenge"), null=True, blank=True
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reason"), max_length=2000)
    specialist = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.get_decision_display()


class Appeal(models.Model):
    """An author's appeal to the expert council against an infeasible finding."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(_("why the finding is wrong"), max_length=3000)
    filed_at = models.DateTimeField()
    due_date = models.DateField(_("decision due"))
    upheld = models.BooleanField(_("appeal upheld"), null=True, blank=True)
    reason = models.TextField(_("reason of the council"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["filed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(upheld__isnull=False),
                name="decided_appeal_has_outcome",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class CouncilSeat(models.Model):
    """A member of the round's expert council: decides appeals on pages of the site."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="council")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="budget_council_seats"
    )

    class Meta:
        verbose_name = _("member of the expert council")
        verbose_name_plural = _("expert council")
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="council_seat_held_once")
        ]

    def __str__(self) -> str:
        return str(self.person)
