"""Who follows what, and the outbox: a message is a row before it is anything else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Delivery


class Follow(models.Model):
    """A person's wish to hear of a topic, such as `proposal/12` or `round/3`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    topic = models.CharField(max_length=60, db_index=True)
    followed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-followed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="topic_followed_once")
        ]

    def __str__(self) -> str:
        return self.topic


class Outgoing(models.Model):
    """What is sent: its words by kind and parameters, and how far it has come."""

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=250, blank=True)
    # The same key never makes two messages: what is announced twice is heard once.
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    # After a failure the carrier gets time: the message waits until then.
    retry_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=250, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.kind


class Message(Outgoing):
    """One message to one person, rendered in the person's language when it is delivered."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="message_sent_once")]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(delivery="waiting"), name="message_waits"
            ),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"
            ),
        ]


class Letter(Outgoing):
    """One e-mail to somebody without an account. Once it is sent, nothing tells who got it."""

    address = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["key"], name="letter_sent_once")]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(delivery="waiting"), name="letter_waits"
            )
        ]
