"""What a round knows: strengths, SWOT, trends, and what was tried elsewhere."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import Dimension, Mobility

__all__ = ["Asset"]


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
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("strength")
        verbose_name_plural = _("strengths")
        ordering = ["dimension", "pk"]

    def __str__(self) -> str:
        return self.title
