"""Whom a conversation is told to."""

from datetime import datetime

from django.urls import reverse

from commons.interface.official import read
from commons.notifications import operations as notifications

from .models import Conversation, Statement


def topic(conversation: Conversation) -> str:
    return f"conversation/{conversation.pk}"


def path_of(conversation: Conversation) -> str:
    return reverse("consultations:conversation", args=[conversation.akimat.slug, conversation.pk])


def tell_opened(conversation: Conversation, at: datetime) -> None:
    until = conversation.closes_on
    topics = [f"hearings/{conversation.akimat_id}"]
    if conversation.draft_id:
        topics.append(f"draft/{conversation.draft_id}")
    for one in topics:
        notifications.notify_followers(
            topic=one,
            kind="conversation_opened",
            params={
                "title": read(conversation, "title"),
                "until_date": until.isoformat() if until else "",
            },
            path=path_of(conversation),
            key=f"conversation/{conversation.pk}/opened",
            at=at,
        )


def tell_closed(conversation: Conversation, at: datetime) -> None:
    notifications.notify_followers(
        topic=topic(conversation),
        kind="conversation_closed",
        params={"title": read(conversation, "title")},
        path=path_of(conversation),
        key=f"conversation/{conversation.pk}/closed",
        at=at,
    )


def tell_author(statement: Statement, kind: str, at: datetime) -> None:
    if statement.author is None:
        return
    conversation = statement.conversation
    notifications.notify(
        person=statement.author,
        kind=kind,
        params={
            "text": statement.text,
            "title": read(conversation, "title"),
            "reason": statement.reason,
        },
        path=path_of(conversation),
        key=f"statement/{statement.pk}/{kind}/{at:%Y%m%d%H%M%S}",
        at=at,
    )
