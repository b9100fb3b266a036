"""Public councils: who sits in them, for whom, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector

from .enums import Seat, SeatedBy

__all__ = ["Council", "Mandate"]


class Council(models.Model):
    """A public council of an akimat. One with `ended_on` is part of the record."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="councils"
    )
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it watches over"), max_length=2000, blank=True)
    size = models.PositiveSmallIntegerField(_("number of seats"))
    term_begins_on = models.DateField(_("term begins"), null=True, blank=True)
    term_ends_on = models.DateField(_("term ends"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("public council")
        verbose_name_plural = _("public councils")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """One person's seat for a term. The name is kept here: it is public by law, also when the
    person has no account."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="mandates")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandates",
    )
    name = models.CharField(_("name"), max_length=120)
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    seated_by = models.CharField(
        _("how seated"), max_length=12, choices=SeatedBy.choices, default=SeatedBy.COMPETITION
    )
    begins_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))
    ended_on = models.DateField(_("ended early"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["begins_on", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation"],
                condition=Q(ended_on__isnull=True, organisation__isnull=False),
                name="council_organisation_seated_once",
            ),
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(ended_on__isnull=True, person__isnull=False),
                name="council_person_seated_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="mandate_has_length"
            ),
        ]

    def __str__(self) -> str:
        return self.name
