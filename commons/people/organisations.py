"""Organisations that people speak for, by sector of the quadruple helix."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .enums import OrganisationSize, Sector


class Organisation(models.Model):
    """Known to one akimat; two akimats may each know the same one under its BIN."""

    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    size = models.CharField(
        _("size"), max_length=8, choices=OrganisationSize.choices, default=OrganisationSize.UNKNOWN
    )
    bin = models.CharField(_("BIN"), max_length=12, blank=True)
    # Whether an association or chamber speaks for it already: the round looks for those without.
    in_association = models.BooleanField(_("member of an association"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("akimat", Lower("name"), name="organisation_named_once")
        ]

    def __str__(self) -> str:
        return self.name
