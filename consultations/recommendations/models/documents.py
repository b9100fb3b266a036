"""Final documents and the recommendations in them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import STANDING_TONES, TONES, ControlForm, Decision, DocumentStatus, Source, Standing


class FinalDocument(models.Model):
    """The document that a hearing, a council, a discussion or a petition ends with (Law on Public
    Control, article 13). Sent, it cannot change: a trigger holds that too."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="final_documents"
    )
    # Where it comes from: at least one is set.
    meeting = models.ForeignKey(
        "consultations.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="final_documents",
    )
    council = models.ForeignKey(
        "consultations.Council",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="final_documents",
    )
    draft = models.ForeignKey(
        "consultations.Draft",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="final_documents",
    )
    petition = models.ForeignKey(
        "consultations.Petition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="final_documents",
    )
    status = models.CharField(
        _("state"), max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=200)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The author of the petition, who can ask to be heard.
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    # What the law wants stated: date, time, place, tasks, subjects, forms, facts established.
    event_on = models.DateField(_("date of the event"))
    begins = models.TimeField(_("began"), null=True, blank=True)
    ends = models.TimeField(_("ended"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=250, blank=True)
    tasks = models.TextField(_("tasks"), max_length=2000, blank=True)
    subjects = models.TextField(_("who carried it out"), max_length=1000, blank=True)
    forms = models.JSONField(_("forms of public control"), default=list, blank=True)
    facts = models.TextField(_("facts established"), max_length=6000, blank=True)
    # The last day for sending it, and how it was sent.
    send_due_on = models.DateField(_("to be sent until"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_late = models.BooleanField(_("sent late"), default=False)
    content = models.JSONField(_("text as it was sent"), null=True, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("final document")
        verbose_name_plural = _("final documents")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False)
                | Q(council__isnull=False)
                | Q(draft__isnull=False)
                | Q(petition__isnull=False),
                name="final_document_comes_from_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DRAFT, sent_at__isnull=True, digest="")
                | (
                    Q(status=DocumentStatus.SENT, sent_at__isnull=False, content__isnull=False)
                    & ~Q(digest="")
                ),
                name="final_document_is_sent_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["akimat", "send_due_on"],
                condition=Q(sent_at__isnull=True),
                name="final_document_waits",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sent(self) -> bool:
        return self.status == DocumentStatus.SENT

    @property
    def is_overdue(self) -> bool:
        return not self.is_sent and self.send_due_on < timezone.localdate()

    @property
    def source(self) -> Source:
        if self.meeting_id:
            return Source.MEETING
        if self.draft_id:
            return Source.DRAFT
        return Source.PETITION if self.petition_id else Source.COUNCIL

    @property
    def form_names(self) -> list[str]:
        return [str(ControlForm(code).label) for code in self.forms]


class Recommendation(models.Model):
    """One thing that the akimat is asked to do. `due_on` is set when the document is sent."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="recommendations"
    )
    document = models.ForeignKey(
        FinalDocument, on_delete=models.CASCADE, related_name="recommendations"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("recommendation"), max_length=2000)
    grounds = models.TextField(_("why"), max_length=2000, blank=True)
    specialist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who replies"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations_to_answer",
    )
    due_on = models.DateField(_("reply until"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    reply = models.TextField(_("reasoned reply"), max_length=4000, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Kept with the reply, so that no later change of a calendar or a setting mends it.
    replied_late = models.BooleanField(_("answered late"), default=False)
    replied_in = models.PositiveSmallIntegerField(
        _("answered in, working days"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["document", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="recommendation_numbered_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True)
                | (
                    ~Q(decision="")
                    & ~Q(reply_kk="")
                    & ~Q(reply_ru="")
                    & Q(reply_kk__isnull=False, reply_ru__isnull=False)
                    & Q(replied_in__isnull=False)
                ),
                name="reply_has_decision_and_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["akimat", "due_on"],
                condition=Q(replied_at__isnull=True),
                name="recommendation_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.number}"

    @property
    def tone(self) -> str:
        return TONES.get(self.decision, "plain")

    def standing(self, today: date) -> Standing:
        if self.replied_at:
            return Standing.LATE if self.replied_late else Standing.IN_TIME
        late = self.due_on is not None and self.due_on < today
        return Standing.OVERDUE if late else Standing.WAITING

    @property
    def standing_now(self) -> Standing:
        return self.standing(timezone.localdate())

    @property
    def standing_tone(self) -> str:
        return STANDING_TONES[self.standing_now]
