"""Open questions on which residents vote on short statements, and the groups that emerge."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .enums import Answer, ConversationStatus, StatementStatus

__all__ = ["Conversation", "Opinion", "Participant", "Statement"]


class Conversation(models.Model):
    """One open question. `result` is what was computed last, with nobody in it (results.py)."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="conversations"
    )
    draft = models.ForeignKey(
        "consultations.Draft",
        verbose_name=_("about the draft document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conversations",
    )
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=ConversationStatus.choices,
        default=ConversationStatus.DRAFT,
    )
    title = models.CharField(_("question"), max_length=200)
    about = models.TextField(_("what it is about"), max_length=2000, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=3000, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    result = models.JSONField(null=True, blank=True, editable=False)
    result_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The vote that changed last when the result was computed: a later one makes it anew.
    result_through = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """One thought, in few words. Texts in other languages are translations by the akimat."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="statements"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
    )
    text = models.CharField(_("statement"), max_length=200)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    status = models.CharField(
        _("state"), max_length=10, choices=StatementStatus.choices, default=StatementStatus.WAITING
    )
    reason = models.CharField(_("why it is not published"), max_length=300, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "conversation", "language", Lower("text"), name="statement_said_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="hidden") | ~Q(reason=""), name="hidden_statement_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Participant(models.Model):
    """Somebody who voted; without a person once the account is erased. `group` and the point are
    shown to nobody else."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    group = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("participant of a conversation")
        verbose_name_plural = _("participants of conversations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person"],
                condition=Q(person__isnull=False),
                name="conversation_joined_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Opinion(models.Model):
    """A vote on a statement; the last one counts. Read only as part of a group."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="opinions")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="opinions")
    answer = models.SmallIntegerField(choices=Answer.choices)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("opinion on a statement")
        verbose_name_plural = _("opinions on statements")
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="opinion_given_once"),
            models.CheckConstraint(
                condition=Q(answer__in=(-1, 0, 1)), name="opinion_is_one_of_three"
            ),
        ]
        indexes = [models.Index(fields=["statement", "answer"], name="opinions_by_statement")]

    def __str__(self) -> str:
        return str(self.pk)
