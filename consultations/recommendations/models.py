"""Final documents, the recommendations in them, and the reply that each of them gets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Decision, DocumentStatus

__all__ = ["FinalDocument", "Recommendation"]


class FinalDocument(models.Model):
    """The document that a hearing, a council, a discussion or a petition ends with (Law on Public
    Control, article 13). Sent, it cannot change."""

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
    created_at = models.DateTimeField()
    # The event the document is about, and the last day for sending it.
    event_on = models.DateField(_("date of the event"))
    send_due_on = models.DateField(_("to be sent until"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

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
            )
        ]

    def __str__(self) -> str:
        return self.title


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

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["document", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="recommendation_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | (~Q(decision="") & ~Q(reply="")),
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
