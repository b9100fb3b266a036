"""Draft documents that are discussed paragraph by paragraph."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import DraftKind, DraftStatus

__all__ = ["Draft"]


class Draft(models.Model):
    """A document under discussion. Its text is in versions, its paragraphs keep their identity."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="drafts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DraftKind.choices)
    status = models.CharField(
        _("state"), max_length=10, choices=DraftStatus.choices, default=DraftStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("in plain words"), max_length=3000, blank=True)
    # The office that wrote the document and answers remarks.
    office = models.CharField(_("office that wrote it"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers remarks"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("discussion opened"), null=True, blank=True)
    closes_on = models.DateField(_("remarks until"), null=True, blank=True)
    answers_on = models.DateField(_("answers until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft document")
        verbose_name_plural = _("draft documents")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title
