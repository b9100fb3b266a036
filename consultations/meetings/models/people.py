"""Who comes to a meeting, and who asked for one."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..enums import Mode, Need, RegistrationStatus, RequestStatus
from .meeting import Meeting


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
