"""Meetings and hearings: the notice, the papers, the agenda, who comes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import MeetingKind, MeetingStatus

__all__ = ["Meeting"]


class Meeting(models.Model):
    """A meeting of any kind. `MeetingKind` decides its periods; dates that follow from a period
    are stored when the notice is published."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="meetings"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MeetingKind.choices)
    council = models.ForeignKey(
        "consultations.Council",
        verbose_name=_("council"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
    )
    # What the hearing is about, where that is a document of this site.
    draft = models.ForeignKey(
        "consultations.Draft",
        verbose_name=_("draft document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
    )
    petition = models.ForeignKey(
        "consultations.Petition",
        verbose_name=_("petition"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
    )
    status = models.CharField(
        _("state"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what is discussed"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=250, blank=True)
    # The district it is about: for "what is decided near me".
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(_("notice published"), null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_has_length"
            )
        ]
        indexes = [models.Index(fields=["akimat", "status", "starts_at"], name="meeting_by_time")]

    def __str__(self) -> str:
        return self.title
