"""Public councils: who sits in them, for whom, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector

from .enums import EndKind, Seat, SeatedBy
from .formation_models import (
    Application,
    ApplicationFile,
    Formation,
    GroupMember,
    SectorSeats,
)

__all__ = [
    "Application",
    "ApplicationFile",
    "Commission",
    "CommissionMember",
    "Council",
    "Formation",
    "GroupMember",
    "Mandate",
    "SectorSeats",
]


class Council(models.Model):
    """A public council of an akimat for one term. One with `ended_on` is part of the record."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="councils"
    )
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it watches over"), max_length=2000, blank=True)
    size = models.PositiveSmallIntegerField(_("number of seats"))
    # The council of the term before, which this one follows.
    succeeds = models.OneToOneField(
        "self",
        verbose_name=_("follows"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
    )
    term_begins_on = models.DateField(_("term begins"), null=True, blank=True)
    term_ends_on = models.DateField(_("term ends"), null=True, blank=True)
    # By when the formation of the next council must have begun: stored with the term.
    formation_due_on = models.DateField(_("next formation begins by"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("public council")
        verbose_name_plural = _("public councils")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_ends_on__isnull=True) | Q(term_ends_on__gt=F("term_begins_on")),
                name="council_term_has_length",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """One person's seat for a term. The name is kept here: it is public by law, also when the
    person has no account. `sector` says whom the seat stands for; "gov" is an official."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="mandates")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandates",
    )
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("work or position"), max_length=150, blank=True)
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    in_presidium = models.BooleanField(_("sits in the presidium"), default=False)
    # Of the present seat, where it is more than that of a member: when and where it was voted.
    elected_on = models.DateField(_("elected"), null=True, blank=True)
    elected_at = models.ForeignKey(
        "consultations.Meeting",
        verbose_name=_("elected at"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Only counted, never shown beside a name.
    is_woman = models.BooleanField(_("woman"), null=True, blank=True)
    # For those without an account: the seat goes to the account that confirms this address.
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language of letters"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    seated_by = models.CharField(
        _("how seated"), max_length=12, choices=SeatedBy.choices, default=SeatedBy.COMPETITION
    )
    application = models.OneToOneField(
        "consultations.Application",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandate",
    )
    # Whose place this one took in the middle of the term.
    succeeds = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
    )
    begins_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    end_kind = models.CharField(_("why"), max_length=10, choices=EndKind.choices, blank=True)
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
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(ended_on__isnull=True, seat="chair"),
                name="council_chaired_once",
            ),
            models.CheckConstraint(
                condition=~Q(seat="chair") | ~Q(sector="gov"), name="chair_outside_public_service"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="mandate_has_length"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_kind=""), name="mandate_end_has_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Commission(models.Model):
    """A standing commission of a council; one with `ended_on` was dissolved."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="commissions")
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it deals with"), max_length=1000, blank=True)
    formed_on = models.DateField(_("formed"))
    ended_on = models.DateField(_("dissolved"), null=True, blank=True)

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        ordering = ["formed_on", "pk"]

    def __str__(self) -> str:
        return self.name


class CommissionMember(models.Model):
    """A member of the council in one of its commissions. Who leaves the council leaves it too."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="members")
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="commissions")
    is_chair = models.BooleanField(_("chairs it"), default=False)

    class Meta:
        ordering = ["-is_chair", "mandate__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "mandate"], name="commission_member_once"
            ),
            models.UniqueConstraint(
                fields=["commission"],
                condition=Q(is_chair=True),
                name="commission_chaired_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.mandate_id)
