"""How a council is formed: the announcement, who applied, who judges."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector

from ..files import StoredFile
from .enums import ApplicationStatus, FormationStatus, Method, Outcome, Sex, TieRule


class Formation(models.Model):
    """The filling of the seats of a council, by competition or by lot. What a draw needs beyond
    this (quotas, pool, seed) hangs on it from the part `draws`."""

    council = models.ForeignKey(
        "consultations.Council", on_delete=models.PROTECT, related_name="formations"
    )
    method = models.CharField(
        _("how seats are filled"),
        max_length=12,
        choices=Method.choices,
        default=Method.COMPETITION,
    )
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=FormationStatus.choices,
        default=FormationStatus.DRAFT,
    )
    seats = models.PositiveSmallIntegerField(_("seats to fill"), validators=[MinValueValidator(1)])
    reserve = models.PositiveSmallIntegerField(_("places in reserve"), default=5)
    asked = models.TextField(_("what is asked of a member"), max_length=3000, blank=True)
    conditions = models.TextField(_("who can apply"), max_length=2000, blank=True)
    apply_until = models.DateTimeField(_("applications until"), null=True, blank=True)
    decide_by = models.DateField(_("result by"), null=True, blank=True)
    tie_rule = models.CharField(
        _("equal scores"), max_length=8, choices=TieRule.choices, default=TieRule.EARLIER
    )
    # For lots: where the word comes from is announced; the word is entered before any score.
    tie_source = models.CharField(_("source of the word"), max_length=250, blank=True)
    tie_word = models.CharField(_("word"), max_length=200, blank=True)
    min_reviews = models.PositiveSmallIntegerField(
        _("reviews of each application"), default=3, validators=[MinValueValidator(1)]
    )
    scorecard = models.OneToOneField(
        "scoring.Scorecard",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="formation",
    )
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    # Applications are checked and the pool stands: by the opening of the scoring or for the draw.
    checked_at = models.DateTimeField(_("applications checked"), null=True, blank=True)
    seated_at = models.DateTimeField(_("result published"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)
    cancel_reason = models.TextField(_("why it was called off"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("formation of a council")
        verbose_name_plural = _("formations of councils")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council"],
                condition=~Q(status__in=["seated", "cancelled"]),
                name="one_running_formation_per_council",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"])
                | Q(announced_at__isnull=False, apply_until__isnull=False),
                name="announced_formation_has_deadline",
            ),
        ]

    def __str__(self) -> str:
        return str(self.council)


class SectorSeats(models.Model):
    """How many of the seats a sector gets at least and at most."""

    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="plan")
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    least = models.PositiveSmallIntegerField(_("at least"), default=0)
    most = models.PositiveSmallIntegerField(_("at most"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["formation", "sector"], name="sector_planned_once"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="sector_most_is_most"),
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.least}–{self.most}"


class GroupMember(models.Model):
    """A member of the working group that checks and scores. Its list is published."""

    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="group")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="formation_seats",
    )
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("work or position"), max_length=150, blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_head = models.BooleanField(_("heads the group"), default=False)

    class Meta:
        verbose_name = _("member of a working group")
        verbose_name_plural = _("members of working groups")
        ordering = ["-is_head", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["formation", "person"],
                condition=Q(person__isnull=False),
                name="group_member_once",
            ),
            models.UniqueConstraint(
                fields=["formation"], condition=Q(is_head=True), name="group_headed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """Somebody asks for a seat. In a formation by lot it is an entry of the pool: what the draw
    divides by (sex, year of birth, district, household, `traits`) is kept here."""

    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="applications")
    # Counted from 1 in each formation: what is public where a name is not.
    number = models.PositiveIntegerField(_("number"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="council_applications",
    )
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=ApplicationStatus.choices,
        default=ApplicationStatus.SUBMITTED,
    )
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="council_applications",
    )
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    position = models.CharField(_("work or position"), max_length=150, blank=True)
    motivation = models.TextField(_("why you want to sit in the council"), max_length=3000)
    experience = models.TextField(_("experience"), max_length=3000, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    # The address in one spelling: of one household one person is drawn. Never shown.
    household = models.CharField(_("home address"), max_length=250, blank=True)
    # Further census traits that a draw asks for: {"education": "higher"}.
    traits = models.JSONField(default=dict, blank=True)
    consent_at = models.DateTimeField(_("consent given"))
    submitted_at = models.DateTimeField(_("received"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    # Public: why somebody was not admitted.
    refusal = models.TextField(_("reason"), max_length=500, blank=True)
    alternative = models.OneToOneField(
        "scoring.Alternative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="council_application",
    )
    # Where the working group departs from what rule and scores give, and its public reason.
    decided = models.CharField(
        _("decided otherwise"), max_length=10, choices=Outcome.choices, blank=True
    )
    decision_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    rank = models.PositiveIntegerField(_("place"), null=True, blank=True)
    reserve_place = models.PositiveIntegerField(_("place in reserve"), null=True, blank=True)
    # Code and parameters of the sentence that says why: `selection.Place`.
    why = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("application for a seat")
        verbose_name_plural = _("applications for seats")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["formation", "number"], name="application_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["formation", "person"],
                condition=Q(person__isnull=False) & ~Q(status="withdrawn"),
                name="application_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["formation", "organisation"],
                condition=Q(organisation__isnull=False) & Q(status__in=["submitted", "admitted"]),
                name="application_once_per_organisation",
            ),
        ]
        indexes = [models.Index(fields=["formation", "status"], name="application_by_state")]

    def __str__(self) -> str:
        return f"№ {self.number}"


class ApplicationFile(StoredFile):
    """A curriculum vitae or a letter: for staff and the working group."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="attachment"
    )
