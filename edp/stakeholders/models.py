"""Who takes part in a round, for which organisation and sector of the helix."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from commons.people.enums import OrganisationSize, Sector

from .enums import LIVE, NominationStatus, Origin, StakeholderStatus

__all__ = ["Nomination", "Stakeholder"]


class Stakeholder(models.Model):
    """A seat in the room. Someone without an account is here by name; `person` follows once the
    invitation is answered."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="stakeholders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="discovery_seats",
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
    )
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    position = models.CharField(_("position"), max_length=120, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_woman = models.BooleanField(_("woman"), null=True, blank=True)
    is_newcomer = models.BooleanField(
        _("takes part in a process of the akimat for the first time"), default=False
    )
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=StakeholderStatus.choices,
        default=StakeholderStatus.INVITED,
    )
    origin = models.CharField(_("came"), max_length=8, choices=Origin.choices)
    # True while accepted in a round with one seat per organisation: a constraint holds the rule.
    holds_seat = models.BooleanField(default=False, editable=False)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(
        _("language of letters"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    # Said by the person, when the invitation was answered or the seat applied for.
    shows_name = models.BooleanField(_("the name is public"), default=False)
    # The seat that passes to this person as soon as the invitation is accepted.
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors"
    )
    # What an open sign-up says of its organisation; a moderator matches it with those known.
    claimed_organisation = models.CharField(
        _("name of the organisation"), max_length=200, blank=True
    )
    claimed_size = models.CharField(
        _("size"), max_length=8, choices=OrganisationSize.choices, blank=True
    )
    claimed_in_association = models.BooleanField(
        _("member of an association"), null=True, blank=True
    )
    why = models.CharField(_("what they bring"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=Q(holds_seat=True),
                name="one_seat_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(person__isnull=False),
                name="stakeholder_once_per_round",
            ),
            models.UniqueConstraint(
                "round",
                Lower("email"),
                condition=~Q(email="") & Q(status__in=[status.value for status in LIVE]),
                name="stakeholder_address_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(joined_at__isnull=False),
                name="accepted_stakeholder_has_joined",
            ),
        ]
        indexes = [models.Index(fields=["round", "status", "sector"], name="room_by_sector")]

    def __str__(self) -> str:
        return self.name


class Nomination(models.Model):
    """Somebody in the room names a person whom the moderator could invite."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="nominations")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="discovery_nominations"
    )
    made_at = models.DateTimeField(_("named"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    why = models.CharField(_("why this person"), max_length=500)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=NominationStatus.choices,
        default=NominationStatus.WAITING,
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, blank=True, related_name="nominations"
    )

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.name
