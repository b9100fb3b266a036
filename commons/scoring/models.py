"""Scorecards, who scores by them, and what came out. They do not know what is being scored: a
process binds its own things to alternatives."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import (
    Aggregation,
    CriterionKind,
    Direction,
    Preference,
    RankingMethod,
    ScorecardStatus,
    Weighting,
)


class Scorecard(models.Model):
    """A question put to evaluators: criteria, weights and rules, frozen when scoring opens."""

    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        related_name="scorecards",
    )
    title = models.CharField(_("title"), max_length=150)
    intro = models.TextField(_("what is asked of the evaluators"), max_length=2000, blank=True)
    status = models.CharField(
        _("state"), max_length=8, choices=ScorecardStatus.choices, default=ScorecardStatus.DRAFT
    )
    method = models.CharField(
        _("method of ranking"),
        max_length=12,
        choices=RankingMethod.choices,
        default=RankingMethod.WEIGHTED_SUM,
    )
    weighting = models.CharField(
        _("how the weights are set"),
        max_length=8,
        choices=Weighting.choices,
        default=Weighting.DIRECT,
    )
    aggregation = models.CharField(
        _("how reviews are joined"),
        max_length=8,
        choices=Aggregation.choices,
        default=Aggregation.MEAN,
    )
    adjusts_severity = models.BooleanField(
        _("harsh and lenient markers are adjusted"), default=False
    )
    min_reviews = models.PositiveSmallIntegerField(
        _("least reviews of each"), default=3, validators=[MinValueValidator(1)]
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    # Seed of the robustness analysis, so that anybody repeats it to the digit. Once frozen it
    # follows from the fingerprint: nobody could choose it.
    seed = models.PositiveIntegerField(_("seed"), default=1)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    # The canonical JSON of criteria, weights, rules, alternatives and figures, and its SHA-256,
    # which is in the audit record as well.
    snapshot = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Where it was closed with sheets missing: why.
    close_note = models.TextField(_("why it was closed early"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | (Q(frozen_at__isnull=False) & ~Q(fingerprint="")),
                name="open_scorecard_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="scorecard_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Area(models.Model):
    """A heading under which criteria stand; its weight is the sum of theirs."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="areas")
    title = models.CharField(_("area"), max_length=150)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """What is asked of every alternative, or the figure that is taken from data."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="criteria")
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="criteria",
    )
    code = models.SlugField(_("code"), max_length=30)
    title = models.CharField(_("criterion"), max_length=150)
    question = models.TextField(_("what to ask oneself"), max_length=600, blank=True)
    kind = models.CharField(
        _("kind"), max_length=8, choices=CriterionKind.choices, default=CriterionKind.QUALITATIVE
    )
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.BENEFIT
    )
    # Shares of 1 are made of these when the weights are used; what is entered need not sum to 100.
    weight = models.DecimalField(
        _("weight"), max_digits=7, decimal_places=3, default=1, validators=[MinValueValidator(0)]
    )
    # Ends of the scale; for a figure, the ends against which it is normalised (empty: the data's).
    low = models.FloatField(_("lowest"), null=True, blank=True, default=1)
    high = models.FloatField(_("highest"), null=True, blank=True, default=5)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    preference = models.CharField(
        _("preference function"), max_length=8, choices=Preference.choices, default=Preference.USUAL
    )
    indifference = models.FloatField(_("q: differences up to it do not count"), default=0)
    strict = models.FloatField(_("p: differences from it on count fully"), default=0)
    # True for wordings that are ours, put in where the official list was never published.
    is_placeholder = models.BooleanField(_("placeholder of this site"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "code"], name="criterion_code_used_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


class Anchor(models.Model):
    """What a point of the scale means, in words."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="anchors")
    value = models.PositiveSmallIntegerField(_("points"))
    text = models.CharField(_("means"), max_length=250)

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "value"], name="anchor_of_a_point_once")
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.text}"


class Swing(models.Model):
    """Swing weighting: 0–100 points for moving a criterion from its worst to its best."""

    criterion = models.OneToOneField(Criterion, on_delete=models.CASCADE, related_name="swing")
    points = models.PositiveSmallIntegerField(_("points"), default=100)

    def __str__(self) -> str:
        return str(self.points)


class Comparison(models.Model):
    """AHP: how many times more important `first` is than `second` (Saaty's 1/9 … 9)."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="comparisons")
    first = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    ratio = models.FloatField(_("times more important"), default=1)

    class Meta:
        ordering = ["first__position", "second__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_compared_once"),
            models.CheckConstraint(condition=Q(ratio__gt=0), name="ratio_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.second_id}: {self.ratio}"


class Alternative(models.Model):
    """One of the things scored. `code` is what exports name; a process keeps title and text."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="alternatives")
    code = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    # Those who stand behind it must not score it.
    organisations = models.ManyToManyField(
        "people.Organisation", blank=True, related_name="scored_alternatives"
    )
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="scored_alternatives"
    )

    class Meta:
        verbose_name = _("alternative")
        verbose_name_plural = _("alternatives")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "code"], name="alternative_code_used_once")
        ]

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """The value of a quantitative criterion for one alternative, with where it comes from."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="figures")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="figures")
    value = models.FloatField(_("value"))
    source = models.CharField(_("source"), max_length=250, blank=True)

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "criterion"], name="figure_entered_once")
        ]

    def __str__(self) -> str:
        return str(self.value)


class Evaluator(models.Model):
    """A person who scores, for an organisation or for nobody but themselves."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="evaluators")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evaluator_seats"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluators",
    )
    capacity = models.PositiveSmallIntegerField(_("most sheets"), null=True, blank=True)

    class Meta:
        verbose_name = _("evaluator")
        verbose_name_plural = _("evaluators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "person"], name="evaluator_seated_once")
        ]

    def __str__(self) -> str:
        return str(self.person)


class Conflict(models.Model):
    """A declared conflict of interest: this evaluator does not score this alternative."""

    evaluator = models.ForeignKey(Evaluator, on_delete=models.CASCADE, related_name="conflicts")
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="conflicts")
    reason = models.CharField(_("reason"), max_length=500)
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluator", "alternative"], name="conflict_declared_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason[:60]


class ScoreSheet(models.Model):
    """One evaluator's review of one alternative: assigned first, then filled in, then handed in."""

    evaluator = models.ForeignKey(Evaluator, on_delete=models.CASCADE, related_name="sheets")
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="sheets")
    assigned_at = models.DateTimeField(_("assigned"))
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    # Set aside for a conflict of interest: it stays on record and counts nowhere.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    remark = models.TextField(_("remark on the whole"), max_length=3000, blank=True)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["alternative", "evaluator"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluator", "alternative"], name="one_sheet_per_evaluator_and_alternative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id}/{self.alternative_id}"


class Score(models.Model):
    """Points for one criterion, and why."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.FloatField(_("points"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1500, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="criterion_scored_once")
        ]

    def __str__(self) -> str:
        return str(self.value)


class Ranking(models.Model):
    """The result at the close: the rule of the scorecard applied once, kept as it was computed."""

    scorecard = models.OneToOneField(Scorecard, on_delete=models.PROTECT, related_name="ranking")
    computed_at = models.DateTimeField()
    # Everything the pages show; its shape is that of `scoring.results.Result`.
    result = models.JSONField()

    def __str__(self) -> str:
        return str(self.computed_at)
