"""Meetings of a round: agenda, registration, attendance, notes, report."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import EventKind, NoteKind, RegistrationStatus

__all__ = ["AgendaItem", "Event", "Note", "NoteVersion", "Registration", "ReportVersion"]


class Event(models.Model):
    """A meeting. Four groups in parallel are four events inside one plenary (`inside`)."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="events")
    inside = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="groups"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices)
    title = models.CharField(_("title"), max_length=150)
    about = models.TextField(_("what it is about"), max_length=2000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=250, blank=True)
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField(_("link to take part remotely"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    is_open = models.BooleanField(_("anyone may come"), default=False)
    facilitator = models.ForeignKey(
        "edp.Stakeholder",
        verbose_name=_("facilitator"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="facilitates",
    )
    rapporteur = models.ForeignKey(
        "edp.Stakeholder",
        verbose_name=_("rapporteur"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports_on",
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    # Written by the rapporteur; the summary is official and exists in three languages.
    summary = models.TextField(_("summary"), max_length=4000, blank=True)
    report = models.TextField(_("full report"), max_length=60000, blank=True)
    report_language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    report_version = models.PositiveIntegerField(default=0, editable=False)
    report_published_at = models.DateTimeField(_("report published"), null=True, blank=True)
    pdf = models.FileField(upload_to="discovery/reports/", blank=True, max_length=120)
    pdf_made_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Which version of the report the file holds; another than `report_version` is made anew.
    pdf_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    pdf_step = models.PositiveSmallIntegerField(default=0, editable=False)
    pdf_error = models.CharField(max_length=250, blank=True, editable=False)
    # Raised by every change that calendars must take over.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_has_length")
        ]
        indexes = [models.Index(fields=["round", "starts_at"], name="event_by_time")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    title = models.CharField(_("item"), max_length=200)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """A place at an event and whether it was taken. One of `stakeholder` and `person` is set."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    stakeholder = models.ForeignKey(
        "edp.Stakeholder",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="registrations",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="event_registrations",
    )
    status = models.CharField(
        max_length=10, choices=RegistrationStatus.choices, default=RegistrationStatus.REGISTERED
    )
    registered_at = models.DateTimeField()
    attended = models.BooleanField(_("came"), null=True, blank=True)
    attended_marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "stakeholder"],
                condition=Q(stakeholder__isnull=False),
                name="stakeholder_registered_once",
            ),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(person__isnull=False),
                name="person_registered_once",
            ),
            models.CheckConstraint(
                condition=Q(stakeholder__isnull=False) | Q(person__isnull=False),
                name="registration_is_somebodys",
            ),
        ]
        indexes = [models.Index(fields=["event", "status"], name="registration_by_status")]

    def __str__(self) -> str:
        return str(self.pk)


class Note(models.Model):
    """What somebody wrote down during an event. Every wording is kept (`NoteVersion`)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="event_notes"
    )
    kind = models.CharField(max_length=8, choices=NoteKind.choices, default=NoteKind.IDEA)
    text = models.TextField(_("note"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    version = models.PositiveIntegerField(default=1)
    # Chosen by the writer's browser, so that a note sent twice over a bad line is one note.
    key = models.UUIDField(unique=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class NoteVersion(models.Model):
    """A wording of a note. One written over a newer wording is kept aside (`is_taken` False)."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=NoteKind.choices, default=NoteKind.IDEA)
    text = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    is_taken = models.BooleanField(default=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_version_once")]

    def __str__(self) -> str:
        return f"{self.note_id}.{self.number}"


class ReportVersion(models.Model):
    """A wording of a report with its summaries. One written over a newer is kept aside."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="report_versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    report = models.TextField(max_length=60000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # {"kk": ..., "ru": ..., "en": ...}
    summary = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    is_taken = models.BooleanField(default=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="report_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_id}.{self.number}"
