"""Petitions and their signatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import Addressee, PetitionStatus

__all__ = ["Petition"]


class Petition(models.Model):
    """A demand that enough signatures put before the akimat or the maslikhat. Its text, author and
    moderation are those of its proposal."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="petitions"
    )
    proposal = models.OneToOneField(
        "proposals.Proposal", on_delete=models.PROTECT, related_name="petition"
    )
    addressee = models.CharField(
        _("addressed to"), max_length=10, choices=Addressee.choices, default=Addressee.AKIMAT
    )
    status = models.CharField(
        _("state"),
        max_length=12,
        choices=PetitionStatus.choices,
        default=PetitionStatus.MODERATION,
    )

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.pk)
