"""Who did what, when and why: rows are added and never changed (a trigger holds that)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import verbs


class Entry(models.Model):
    """One act on one subject. `actor` is empty when the clock or a task acted."""

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    verb = models.CharField(_("act"), max_length=60)
    subject_type = models.CharField(_("kind of subject"), max_length=60)
    subject_id = models.CharField(_("subject"), max_length=40)
    detail = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["akimat", "-at"], name="audit_by_akimat"),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.subject_type} {self.subject_id}"

    @property
    def words(self) -> str:
        """The act in the reader's language, such as "verified residency"."""
        return verbs.words(self.verb)
