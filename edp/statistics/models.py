"""Figures of places by year, and who published them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Period

__all__ = ["Activity", "Dataset", "Employment", "Observation", "Statistic"]

CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")


class Dataset(models.Model):
    """What was imported together. Without an akimat everybody reads it; else that akimat alone."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=300)
    url = models.URLField(_("link to the source"), blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    retrieved_on = models.DateField(_("taken from the source on"), null=True, blank=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    imported_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["akimat", "code"], name="dataset_code_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.title


class Statistic(models.Model):
    """One indicator of a data set: what is counted, and in what unit."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="statistics")
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60)
    # Only where it differs from the data set's.
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "code"], name="statistic_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def cited(self) -> str:
        """Where the figure comes from; needs the data set at hand."""
        return self.source or self.dataset.source


class Observation(models.Model):
    """One figure. Without a territory it is that of Kazakhstan as a whole."""

    statistic = models.ForeignKey(Statistic, on_delete=models.CASCADE, related_name="observations")
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    period = models.CharField(
        _("part of the year"), max_length=2, choices=Period.choices, default="", blank=True
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)

    class Meta:
        ordering = ["statistic", "territory", "year", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["statistic", "territory", "year", "period"],
                name="figure_given_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1900, 2100)), name="figure_of_a_known_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statistic_id}: {self.year}{self.period}"


class Activity(models.Model):
    """A line of the classifier of economic activities (OKED): a section A–U or digits below it."""

    code = models.CharField(_("OKED code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """1 for a section, 2 for a division; lines of different depth must not be added up."""
        return 1 if self.code.isalpha() else sum(sign.isdigit() for sign in self.code)


class Employment(models.Model):
    """How many people work in an activity in a place."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="employment")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    persons = models.PositiveIntegerField(_("people employed"))

    class Meta:
        ordering = ["dataset", "territory", "activity", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "activity", "territory", "year"], name="employment_given_once"
            )
        ]
        indexes = [models.Index(fields=["dataset", "year"], name="employment_by_year")]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.year}"
