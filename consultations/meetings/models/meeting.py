"""A meeting with its notice, and what changed after it."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..enums import Access, MeetingKind, MeetingStatus, Spoken


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

    @property
    def was_at(self) -> datetime | None:
        """When it was to begin, if that changed."""
        text = self.before.get("starts_at")
        return datetime.fromisoformat(text) if text else None

    @property
    def was_place(self) -> str:
        """Where it was to be held, in the reader's language."""
        place = self.before.get("place") or {}
        return place.get(get_language() or "kk") or place.get("kk") or ""
