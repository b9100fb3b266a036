"""A council's open books: when it can be met, what it spends, what a community gives."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..files import StoredFile
from .enums import ExpenseKind, GiftKind, GiverKind, VisitStatus

__all__ = [
    "CouncilBudget",
    "Expense",
    "Fund",
    "Gift",
    "OfficeHours",
    "Receipt",
    "Spending",
    "Visit",
    "YearReport",
]


class OfficeHours(models.Model):
    """A time in which members of a council listen to residents, one after the other."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="office_hours"
    )
    council = models.ForeignKey(
        "consultations.Council",
        verbose_name=_("council"),
        on_delete=models.PROTECT,
        related_name="office_hours",
    )
    who = models.CharField(_("who receives"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    visit_minutes = models.PositiveSmallIntegerField(
        _("time for each visitor, minutes"),
        default=20,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )
    place = models.CharField(_("place"), max_length=250)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    link = models.URLField(_("link for a visit by video"), blank=True)
    announced_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("why they were cancelled"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="office_hours_have_length"
            )
        ]

    def __str__(self) -> str:
        return self.who


class Visit(models.Model):
    """A resident's time in office hours. The topic is for those who receive; the outcome is public
    and names nobody."""

    hours = models.ForeignKey(OfficeHours, on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="council_visits",
    )
    starts_at = models.DateTimeField(_("time"))
    topic = models.CharField(_("what it is about"), max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    by_video = models.BooleanField(_("by video"), default=False)
    status = models.CharField(
        max_length=10, choices=VisitStatus.choices, default=VisitStatus.BOOKED
    )
    outcome = models.CharField(_("what came of it, without names"), max_length=500, blank=True)
    booked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hours", "starts_at"],
                condition=~Q(status="cancelled"),
                name="office_slot_taken_once",
            ),
            models.UniqueConstraint(
                fields=["hours", "person"],
                condition=~Q(status="cancelled") & Q(person__isnull=False),
                name="one_office_visit_per_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(StoredFile):
    """The paper behind a line of a register."""


class Line(models.Model):
    """A line of a public register. Lines are never changed: a mistake is taken back by a line of
    its own (`reverses`, with the same amount and a reason)."""

    on = models.DateField(_("date"))
    amount_tenge = models.PositiveBigIntegerField(
        _("amount, tenge"), validators=[MinValueValidator(1)]
    )
    receipt = models.ForeignKey(
        Receipt,
        verbose_name=_("receipt"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["-on", "-pk"]

    @property
    def signed_tenge(self) -> int:
        """What the line adds to its sum: a line that takes another back adds less than nothing."""
        return -self.amount_tenge if self.reverses_id else self.amount_tenge  # type: ignore[attr-defined]


class CouncilBudget(models.Model):
    """What a council may spend in a year."""

    council = models.ForeignKey(
        "consultations.Council", on_delete=models.CASCADE, related_name="budgets"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    amount_tenge = models.PositiveBigIntegerField(_("budget, tenge"))

    class Meta:
        verbose_name = _("budget of a council")
        verbose_name_plural = _("budgets of councils")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["council", "year"], name="one_council_budget_a_year")
        ]

    def __str__(self) -> str:
        return str(self.year)


class Expense(Line):
    """What a council's work cost. Members who paid themselves get it back, and it shows here."""

    council = models.ForeignKey(
        "consultations.Council", on_delete=models.PROTECT, related_name="expenses"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ExpenseKind.choices)
    what = models.CharField(_("what for"), max_length=200)
    paid_to = models.CharField(_("paid to"), max_length=150)
    to_member = models.BooleanField(_("paid back to a member of the council"), default=False)
    meeting = models.ForeignKey(
        "consultations.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expenses",
    )

    class Meta(Line.Meta):
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")

    def __str__(self) -> str:
        return self.what


class Fund(models.Model):
    """A community's fund, watched over by a council: what was given and what it was spent on."""

    akimat = models.ForeignKey("territories.Akimat", on_delete=models.PROTECT, related_name="funds")
    council = models.ForeignKey(
        "consultations.Council",
        verbose_name=_("council that watches over it"),
        on_delete=models.PROTECT,
        related_name="funds",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("town or district"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=200)
    purpose = models.TextField(_("what it is for"), max_length=2000)
    how_to_give = models.TextField(_("how to give"), max_length=1000, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("community fund")
        verbose_name_plural = _("community funds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Gift(Line):
    """A gift; its giver is named only where they wish."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="gifts")
    kind = models.CharField(_("kind"), max_length=8, choices=GiftKind.choices)
    giver_kind = models.CharField(_("who gives"), max_length=10, choices=GiverKind.choices)
    giver = models.CharField(_("name, if the giver wishes it"), max_length=150, blank=True)
    giver_place = models.CharField(_("where the giver lives now"), max_length=120, blank=True)
    note = models.CharField(_("what it is meant for"), max_length=300, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")

    def __str__(self) -> str:
        return self.giver or str(self.get_giver_kind_display())


class Spending(Line):
    """What a fund paid for."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="spendings")
    what = models.CharField(_("what for"), max_length=300)
    paid_to = models.CharField(_("paid to"), max_length=150)
    decided = models.CharField(_("decided by, for example minutes and date"), max_length=200)

    class Meta(Line.Meta):
        verbose_name = _("spending")
        verbose_name_plural = _("spendings")

    def __str__(self) -> str:
        return self.what


class YearReport(models.Model):
    """The report of a council on a year as it was published: its figures are kept, so that later
    changes elsewhere leave it as it was read."""

    council = models.ForeignKey(
        "consultations.Council", on_delete=models.PROTECT, related_name="year_reports"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    words = models.TextField(_("in the council's own words"), max_length=5000, blank=True)
    figures = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("yearly report")
        verbose_name_plural = _("yearly reports")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["council", "year"], name="one_council_report_a_year")
        ]

    def __str__(self) -> str:
        return str(self.year)
