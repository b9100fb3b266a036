"""The draw of a council: quotas, the lottery that was published, the seed, who was drawn."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import DrawStatus, Fairness, SeedKind

__all__ = ["Draw", "DrawParty", "DrawQuota"]


def default_bounds() -> list[int]:
    return [18, 30, 45, 60]


def default_features() -> list[str]:
    return ["sex", "age", "district", "sector"]


class Draw(models.Model):
    """One draw for one formation. `archive` is the file that is published: canonical JSON, from
    which anybody repeats the draw; what it holds is frozen when it is computed."""

    formation = models.OneToOneField(
        "consultations.Formation", on_delete=models.PROTECT, related_name="draw"
    )
    status = models.CharField(
        _("state"), max_length=12, choices=DrawStatus.choices, default=DrawStatus.PREPARING
    )
    fairness = models.CharField(
        _("chances"), max_length=8, choices=Fairness.choices, default=Fairness.LEXIMIN
    )
    features = models.JSONField(_("what the panel must mirror"), default=default_features)
    # Youngest age of each band; those younger than the first belong to it.
    age_bounds = models.JSONField(default=default_bounds)
    census_source = models.CharField(_("source of the census figures"), max_length=250, blank=True)
    seed_kind = models.CharField(
        _("where the seed comes from"),
        max_length=8,
        choices=SeedKind.choices,
        default=SeedKind.SOURCE,
    )
    seed_source = models.TextField(_("the source, and how it becomes the seed"), max_length=1000)
    seed_at = models.DateTimeField(_("the seed comes into being"), null=True, blank=True)
    seed = models.CharField(_("seed"), max_length=300, blank=True)
    # How far the background has come, for the page: done of total, and with what.
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    step_code = models.CharField(max_length=20, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    failure = models.JSONField(null=True, blank=True)
    archive = models.TextField(blank=True)
    archive_hash = models.CharField(max_length=64, blank=True)
    pool_size = models.PositiveIntegerField(default=0)
    never = models.JSONField(default=list)
    number = models.PositiveIntegerField(_("number drawn"), null=True, blank=True)
    panel = models.JSONField(default=list)
    # Each: {"gone": [...], "unavailable": [...], "chosen": [...], "at": ..., "unmet": [...]}
    replaced = models.JSONField(default=list)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(_("chances published"), null=True, blank=True)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("draw of a council")
        verbose_name_plural = _("draws of councils")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["preparing", "computing"]) | ~Q(archive=""),
                name="published_draw_has_archive",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | (~Q(seed="") & Q(number__isnull=False)),
                name="drawn_by_a_seed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.formation_id)


class DrawQuota(models.Model):
    """How many with one value of one feature the panel must have. `weight` is the census."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="quotas")
    feature = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    weight = models.PositiveIntegerField(_("people in the census"), null=True, blank=True)
    least = models.PositiveSmallIntegerField(_("at least"), default=0)
    most = models.PositiveSmallIntegerField(_("at most"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "feature", "value"], name="drawn_value_once"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="draw_quota_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.value}: {self.least}–{self.most}"


class DrawParty(models.Model):
    """One of three who each commit to a secret before the chances are computed."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="parties")
    name = models.CharField(_("party"), max_length=120)
    commitment = models.CharField(_("commitment (SHA-256)"), max_length=64)
    secret = models.CharField(_("secret"), max_length=200, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "name"], name="draw_party_named_once"),
            models.UniqueConstraint(fields=["draw", "commitment"], name="draw_commitments_differ"),
        ]

    def __str__(self) -> str:
        return self.name
