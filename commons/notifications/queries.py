"""Reads of the outbox and of follows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from .models import Follow, Letter, Message


def messages(person: Any) -> QuerySet[Message]:
    """All messages to a person, newest first."""
    return Message.objects.filter(person=person).order_by("-created_at", "-pk")


def unread_count(person: Any) -> int:
    return Message.objects.filter(person=person, read_at__isnull=True).count()


def follows(person: Any) -> QuerySet[Follow]:
    return Follow.objects.filter(person=person).order_by("-followed_at", "-pk")


def is_following(person: Any, topic: str) -> bool:
    return bool(person.is_authenticated) and follows(person).filter(topic=topic).exists()


def follower_count(topic: str) -> int:
    return Follow.objects.filter(topic=topic).count()


def deliveries(keys: Iterable[str]) -> dict[str, str]:
    """How far what was sent under these keys has come, to accounts and to addresses alike."""
    wanted = list(keys)
    found: dict[str, str] = {}
    for model in (Message, Letter):
        found |= dict(model.objects.filter(key__in=wanted).values_list("key", "delivery"))
    return found
