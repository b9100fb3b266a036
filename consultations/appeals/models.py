"""Open questions to the akim. Text, author and moderation are those of the proposal."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Question", "QuestionReply"]


class Question(models.Model):
    """Its period begins when it is published; `due_on` is set then and stays."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="questions"
    )
    proposal = models.OneToOneField(
        "proposals.Proposal", on_delete=models.PROTECT, related_name="question"
    )
    due_on = models.DateField(_("reply until"), null=True, blank=True)
    specialist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who prepares the reply"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to the akim")
        verbose_name_plural = _("questions to the akim")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["akimat", "due_on"],
                condition=Q(replied_at__isnull=True),
                name="question_waits",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class QuestionReply(models.Model):
    """A wording of the reply; the latest holds, the former ones stay readable."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replies")
    office = models.CharField(_("who replies"), max_length=200)
    text = models.TextField(_("reply"), max_length=6000)
    # Of a correction: why the former wording was not right.
    reason = models.CharField(_("why it is corrected"), max_length=500, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("reply to a question")
        verbose_name_plural = _("replies to questions")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
