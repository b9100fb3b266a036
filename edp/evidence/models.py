"""What a round knows: strengths, SWOT, trends, and what was tried elsewhere."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector

from .enums import Dimension, Mobility, PolicyArea, Quadrant, RemarkKind, Strength

__all__ = [
    "Asset",
    "AssetRemark",
    "LibraryEntry",
    "LibraryLink",
    "SwotItem",
    "SwotSupport",
    "TrendNote",
]


class Asset(models.Model):
    """A strength of the territory, with where the claim comes from."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="assets")
    dimension = models.CharField(_("dimension"), max_length=14, choices=Dimension.choices)
    mobility = models.CharField(_("mobility"), max_length=8, choices=Mobility.choices)
    title = models.CharField(_("strength"), max_length=150)
    text = models.TextField(_("why it is one"), max_length=2000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("link to the source"), blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("where"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assets"
    )
    # Whose side it was written from; nothing where a moderator wrote it for the akimat.
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True, default="")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("strength")
        verbose_name_plural = _("strengths")
        ordering = ["dimension", "pk"]

    def __str__(self) -> str:
        return self.title


class AssetRemark(models.Model):
    """Somebody in the room says with a reason that a strength is one, or that it is not."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=8, choices=RemarkKind.choices)
    text = models.TextField(_("reason"), max_length=1000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True, default="")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "author"],
                condition=Q(withdrawn_at=None),
                name="one_standing_remark_each",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SwotItem(models.Model):
    """A strength, weakness, opportunity or threat, in one sentence."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="swot_items")
    quadrant = models.CharField(_("where it belongs"), max_length=11, choices=Quadrant.choices)
    text = models.CharField(_("in one sentence"), max_length=300)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True, default="")
    added_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["quadrant", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("pk")), name="swot_item_not_into_itself"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SwotSupport(models.Model):
    """One person in the room agrees with an item; who wrote it is the first."""

    item = models.ForeignKey(SwotItem, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True, default="")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="one_support_of_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person_id}"


class TrendNote(models.Model):
    """Something outside that will change what the region can live from."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="trends")
    title = models.CharField(_("trend"), max_length=150)
    text = models.TextField(_("what changes, and what it means here"), max_length=3000)
    horizon_years = models.PositiveSmallIntegerField(
        _("felt here within, years"), validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("link to the source"), blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True, default="")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["horizon_years", "pk"]

    def __str__(self) -> str:
        return self.title


class LibraryEntry(models.Model):
    """Something that was tried somewhere, and what came of it. All akimats read it."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="library_entries"
    )
    area = models.CharField(_("policy area"), max_length=16, choices=PolicyArea.choices)
    title = models.CharField(_("what it was, in one line"), max_length=150)
    place = models.CharField(_("where, and when"), max_length=150)
    tried = models.TextField(_("what was tried"), max_length=3000)
    result = models.TextField(_("what came of it"), max_length=3000)
    strength = models.PositiveSmallIntegerField(
        _("how far the evidence carries"), choices=Strength.choices
    )
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("link to the source"), blank=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("library entry")
        verbose_name_plural = _("library entries")
        ordering = ["-strength", "-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class LibraryLink(models.Model):
    """A round, or one opportunity in it, learns from an entry."""

    entry = models.ForeignKey(LibraryEntry, on_delete=models.CASCADE, related_name="links")
    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="library_links")
    opportunity = models.ForeignKey(
        "edp.Opportunity",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="library_links",
    )
    why = models.CharField(_("what we learn from it"), max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "round", "opportunity"],
                name="library_entry_linked_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.round_id}"
