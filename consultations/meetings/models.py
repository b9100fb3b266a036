"""Meetings and hearings: the notice, the papers, the agenda, who comes."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..files import StoredFile
from .enums import (
    Access,
    AgendaProposalStatus,
    MeetingKind,
    MeetingStatus,
    Mode,
    Need,
    RegistrationStatus,
    RequestStatus,
    Spoken,
)

__all__ = [
    "AgendaItem",
    "AgendaProposal",
    "AgendaSupport",
    "EnvironmentRequest",
    "Meeting",
    "MeetingChange",
    "MeetingPaper",
    "MeetingRegistration",
]


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
    access = ArrayField(
        models.CharField(max_length=10, choices=Access.choices),
        verbose_name=_("what the place offers"),
        default=list,
        blank=True,
    )
    # The district it is about: for "what is decided near me".
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    led_by = models.CharField(_("who leads it"), max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=4, choices=Spoken.choices),
        verbose_name=_("languages spoken"),
        default=list,
        blank=True,
    )
    is_remote = models.BooleanField(_("one can take part remotely"), default=False)
    # For those who registered to take part remotely.
    link = models.URLField(_("link to take part remotely"), blank=True)
    # For everybody.
    stream = models.URLField(_("link to watch it live"), blank=True)
    recording = models.URLField(_("recording"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("places in the room"), null=True, blank=True)
    email = models.EmailField(_("e-mail for questions"), blank=True)
    phone = models.CharField(_("telephone for questions"), max_length=30, blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(_("notice published"), null=True, blank=True)
    # When the present date was made public: later than the notice where it was moved forward.
    noticed_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    # Calendar days that the law asked for when the notice was published, and how many of them
    # were missing.
    notice_days = models.PositiveSmallIntegerField(_("legal lead time, days"), null=True)
    notice_due_on = models.DateField(_("notice due"), null=True, blank=True)
    breach_days = models.PositiveSmallIntegerField(_("days too late"), default=0)
    breach_reason = models.CharField(_("why the notice came late"), max_length=300, blank=True)
    papers_due_on = models.DateField(_("papers due"), null=True, blank=True)
    agenda_until = models.DateField(_("proposals for the agenda until"), null=True, blank=True)
    questions_until = models.DateField(_("questions before the meeting until"), null=True)
    minutes_due_on = models.DateField(_("minutes due"), null=True, blank=True)
    replies_due_on = models.DateField(_("replies due"), null=True, blank=True)

    # Raised by every change that calendars must take over.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_has_length"
            ),
            models.CheckConstraint(
                condition=Q(breach_days=0) | Q(breach_reason_kk__gt="", breach_reason_ru__gt=""),
                name="late_notice_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.DRAFT)
                | Q(announced_at__isnull=False, notice_days__isnull=False),
                name="announced_meeting_has_its_notice",
            ),
        ]
        indexes = [models.Index(fields=["akimat", "status", "starts_at"], name="meeting_by_time")]

    def __str__(self) -> str:
        return self.title


class MeetingChange(models.Model):
    """Another time or place after the notice, with its reason; public for ever."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    changed_at = models.DateTimeField()
    reason = models.CharField(_("reason of the change"), max_length=300)
    # What changed, as it was: {"starts_at": iso, "ends_at": iso, "place": {"kk": ..}}.
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("change of a meeting")
        verbose_name_plural = _("changes of meetings")
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return self.reason


class MeetingPaper(StoredFile):
    """A paper of a meeting: a file, or a draft that is discussed on this site."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    draft = models.ForeignKey(
        "consultations.Draft",
        verbose_name=_("draft document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Taken down after the notice; that it was there stays to be seen.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("paper of a meeting")
        verbose_name_plural = _("papers of meetings")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(file__gt="") | Q(withdrawn_at__isnull=False),
                name="paper_is_file_or_draft",
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One point of the agenda, official. Changed in place: what happens at it refers to it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    title = models.CharField(_("item"), max_length=200)
    speaker = models.CharField(_("who reports"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaProposal(models.Model):
    """What somebody asks to be put on the agenda. Everything that was proposed stays public, with
    the decision and its reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proposals")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agenda_proposals"
    )
    title = models.CharField(_("item"), max_length=150)
    text = models.TextField(_("why it should be discussed"), max_length=1500)
    language = models.CharField(_("written in"), max_length=2, choices=settings.LANGUAGES)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=AgendaProposalStatus.choices,
        default=AgendaProposalStatus.PROPOSED,
    )
    proposed_at = models.DateTimeField()
    due_on = models.DateField(_("decision until"))
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    item = models.OneToOneField(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        verbose_name = _("proposal for an agenda")
        verbose_name_plural = _("proposals for agendas")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=AgendaProposalStatus.DECLINED)
                | Q(decided_at__isnull=False, reason__gt=""),
                name="declined_proposal_has_its_reason",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(status=AgendaProposalStatus.PROPOSED),
                name="agenda_proposal_waits",
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaSupport(models.Model):
    """Somebody else wants the same item discussed."""

    proposal = models.ForeignKey(AgendaProposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda_supports"
    )
    supported_at = models.DateTimeField()

    class Meta:
        ordering = ["supported_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="agenda_supported_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MeetingRegistration(models.Model):
    """Somebody who wants to come or to take part remotely. Who has no account is entered by staff
    under `name`, with the e-mail address where there is one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="meeting_registrations",
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    mode = models.CharField(
        _("how they take part"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON
    )
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=RegistrationStatus.choices,
        default=RegistrationStatus.REGISTERED,
    )
    wants_to_speak = models.BooleanField(_("wishes to speak"), default=False)
    topic = models.CharField(_("on what"), max_length=200, blank=True)
    language = models.CharField(
        _("speaks in"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    # Only for staff.
    needs = ArrayField(
        models.CharField(max_length=12, choices=Need.choices),
        verbose_name=_("needs"),
        default=list,
        blank=True,
    )
    needs_text = models.CharField(_("other needs"), max_length=200, blank=True)
    registered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("registration for a meeting")
        verbose_name_plural = _("registrations for meetings")
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="meeting_person_registered_once",
            ),
            models.UniqueConstraint(
                "meeting",
                Lower("email"),
                condition=Q(person__isnull=True) & ~Q(email=""),
                name="meeting_address_registered_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(name__gt=""),
                name="meeting_registration_is_somebodys",
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "status", "mode"], name="meeting_registration_state")
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        return self.person.public_name if self.person else self.name


class EnvironmentRequest(models.Model):
    """A request for an environmental hearing. Public, and so is the answer or its delay."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="environment_requests"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="environment_requests"
    )
    organisation = models.CharField(_("company or association"), max_length=200, blank=True)
    title = models.CharField(_("what the hearing should be about"), max_length=150)
    text = models.TextField(_("why a hearing is needed"), max_length=3000)
    language = models.CharField(_("written in"), max_length=2, choices=settings.LANGUAGES)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(
        _("state"), max_length=10, choices=RequestStatus.choices, default=RequestStatus.WAITING
    )
    requested_at = models.DateTimeField()
    due_on = models.DateField(_("answer until"))
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answer_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The hearing that came of it.
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests"
    )

    class Meta:
        verbose_name = _("request for an environmental hearing")
        verbose_name_plural = _("requests for environmental hearings")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=RequestStatus.WAITING)
                | Q(answered_at__isnull=False, answer__gt=""),
                name="environment_answer_is_written",
            )
        ]
        indexes = [
            models.Index(
                fields=["akimat", "due_on"],
                condition=Q(status=RequestStatus.WAITING),
                name="environment_request_waits",
            )
        ]

    def __str__(self) -> str:
        return self.title
