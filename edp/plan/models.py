"""The strategy document: what was decided, and what will be done about it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import (
    ActionStatus,
    Degree,
    ExAnteResult,
    ItemKind,
    PdfStatus,
    ProgrammeLevel,
)

__all__ = [
    "Action",
    "Challenge",
    "ExAnte",
    "Instrument",
    "Objective",
    "Plan",
    "PlanPdf",
    "PlanVersion",
    "Priority",
    "Programme",
    "ProgrammeItem",
    "Risk",
]

YEARS = [MinValueValidator(1990), MaxValueValidator(2100)]


class Editable(models.Model):
    """Written by several people in several languages.

    `version` grows with each change, so that nobody writes over what they have not seen.
    `written` says when each language of a text was last written: {"title": {"kk": "2026-…"}}.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    written = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


class Instrument(Editable):
    """What the akimat or others already have to support with: linked rather than invented."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="instruments"
    )
    title = models.CharField(_("instrument"), max_length=200)
    text = models.TextField(_("what it gives and to whom"), max_length=1500, blank=True)
    is_financial = models.BooleanField(_("gives money"), default=True)
    owner = models.CharField(_("run by"), max_length=200, blank=True)
    url = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Programme(Editable):
    """A national or regional programme that plans of the akimat may serve."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="programmes"
    )
    title = models.CharField(_("programme"), max_length=250)
    level = models.CharField(_("level"), max_length=10, choices=ProgrammeLevel.choices)
    first_year = models.PositiveSmallIntegerField(_("from the year"), validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("to the year"), validators=YEARS)
    source = models.CharField(_("act or document"), max_length=250, blank=True)
    url = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["level", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="programme_years_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammeItem(Editable):
    """Something the programme names: a cluster, a priority, a goal."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind.choices)
    title = models.CharField(_("what it names"), max_length=250)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("what a programme names")
        verbose_name_plural = _("what programmes name")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Plan(Editable):
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


class Challenge(Editable):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="challenges")
    title = models.CharField(_("challenge"), max_length=200)
    text = models.TextField(_("in detail"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Priority(Editable):
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
    programme_items = models.ManyToManyField(
        ProgrammeItem, verbose_name=_("serves"), blank=True, related_name="priorities"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Objective(Editable):
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="objectives")
    title = models.CharField(_("objective"), max_length=250)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Action(Editable):
    """What somebody does for an objective. Money in tenge, work in person-months."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(_("action"), max_length=250)
    text = models.TextField(_("in detail"), max_length=3000, blank=True)
    target = models.CharField(_("what there will be at the end"), max_length=250, blank=True)
    lead = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("lead"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
    )
    partners = models.ManyToManyField(
        "people.Organisation", verbose_name=_("partners"), blank=True, related_name="actions"
    )
    instruments = models.ManyToManyField(
        Instrument, verbose_name=_("existing instruments"), blank=True, related_name="actions"
    )
    programme_items = models.ManyToManyField(
        ProgrammeItem, verbose_name=_("serves"), blank=True, related_name="actions"
    )
    starts_date = models.DateField(_("from"), null=True, blank=True)
    ends_date = models.DateField(_("until"), null=True, blank=True)
    staff_months = models.PositiveSmallIntegerField(_("work, person-months"), null=True, blank=True)
    needs_no_money = models.BooleanField(_("needs no money of its own"), default=False)
    public_tenge = models.PositiveBigIntegerField(_("public money, tenge"), null=True, blank=True)
    private_tenge = models.PositiveBigIntegerField(_("private money, tenge"), null=True, blank=True)
    funding_source = models.CharField(_("source of the money"), max_length=200, blank=True)
    status = models.CharField(
        _("state"), max_length=10, choices=ActionStatus.choices, default=ActionStatus.PROPOSED
    )
    stop_reason = models.TextField(_("why it was stopped"), max_length=1000, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_date__isnull=True)
                | Q(ends_date__isnull=True)
                | Q(ends_date__gte=F("starts_date")),
                name="action_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(needs_no_money=False)
                | (Q(public_tenge__isnull=True) & Q(private_tenge__isnull=True)),
                name="action_without_money_names_none",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ExAnte(Editable):
    """Asked before an action is approved: is it needed, by how many, and who keeps it up?"""

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="ex_ante")
    need = models.TextField(_("what shows that it is needed"), max_length=2000, blank=True)
    users = models.CharField(_("who will use it"), max_length=250, blank=True)
    users_now = models.PositiveIntegerField(_("users at the start"), null=True, blank=True)
    users_later = models.PositiveIntegerField(_("users after five years"), null=True, blank=True)
    upkeep_tenge = models.PositiveBigIntegerField(_("upkeep a year, tenge"), null=True, blank=True)
    upkeep_payer = models.CharField(_("who pays for the upkeep"), max_length=250, blank=True)
    alternatives = models.TextField(_("what else was considered"), max_length=2000, blank=True)
    result = models.CharField(
        _("result"), max_length=6, choices=ExAnteResult.choices, default=ExAnteResult.LATER
    )
    conclusion = models.TextField(_("the reason in a sentence"), max_length=1000, blank=True)
    made_at = models.DateTimeField(_("checked"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ex ante check")
        verbose_name_plural = _("ex ante checks")

    def __str__(self) -> str:
        return str(self.action)


class Risk(Editable):
    """What could go wrong with the whole plan, or with one action."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    action = models.ForeignKey(
        Action,
        verbose_name=_("of the action"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="risks",
    )
    text = models.CharField(_("what could go wrong"), max_length=300)
    mitigation = models.TextField(_("what is done about it"), max_length=1000, blank=True)
    likelihood = models.PositiveSmallIntegerField(
        _("how likely"), choices=Degree.choices, default=Degree.MIDDLE
    )
    impact = models.PositiveSmallIntegerField(
        _("how bad"), choices=Degree.choices, default=Degree.MIDDLE
    )
    owner = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("who watches it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 3)) & Q(impact__range=(1, 3)),
                name="risk_from_1_to_3",
            )
        ]

    def __str__(self) -> str:
        return self.text


class PlanVersion(models.Model):
    """What was published, word for word: never changed afterwards."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    # {"kk": document, "ru": ..., "en": ...}, as edp.plan.document builds it.
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.TextField(_("what is new in it"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("version of the plan")
        verbose_name_plural = _("versions of the plan")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_numbered_once")
        ]

    def __str__(self) -> str:
        return str(self.number)


class PlanPdf(models.Model):
    """One version in one language, for print. Made in the background."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="pdfs")
    language = models.CharField(max_length=2)
    status = models.CharField(max_length=8, choices=PdfStatus.choices, default=PdfStatus.WAITING)
    file = models.FileField(upload_to="plans/", blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="plan_pdf_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"
