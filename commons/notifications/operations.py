"""Writes of the outbox: a message is a row in the transaction of what it tells about."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from commons.people.models import Person

from . import kinds
from .errors import NotificationError
from .models import Follow, Message
from .tasks import deliver_outbox

TOPIC = re.compile(r"[a-z_]+/[0-9A-Za-z_-]+")


def notify(
    *,
    person: Person,
    kind: str,
    params: Mapping[str, Any],
    path: str = "",
    key: str,
    at: datetime,
) -> Message | None:
    """Put one message into the outbox; the same person and key never get a second.

    Returns None for an account that is closed, and the first message where the key was used.
    Raises NotificationError("unknown_kind") and KeyError where a placeholder has no parameter,
    so that a message without words fails where it is made and not in the background.
    """
    _check_words(kind, params)
    if person.erased_at or not person.is_active:
        return None
    made, _new = Message.objects.get_or_create(
        person=person,
        key=key,
        defaults={"kind": kind, "params": dict(params), "path": path, "created_at": at},
    )
    _ring()
    return made


def notify_followers(
    *,
    topic: str,
    kind: str,
    params: Mapping[str, Any],
    path: str = "",
    key: str,
    at: datetime,
    without: Iterable[Person] = (),
) -> int:
    """One message to everyone who follows the topic; returns how many were told now."""
    left_out = [person.pk for person in without]
    people = Person.objects.filter(follows__topic=topic).exclude(pk__in=left_out)
    return notify_people(people=people, kind=kind, params=params, path=path, key=key, at=at)


def notify_people(
    *,
    people: QuerySet[Person],
    kind: str,
    params: Mapping[str, Any],
    path: str = "",
    key: str,
    at: datetime,
) -> int:
    """One message to each of many people, at the cost of two queries; returns how many were told
    now. Closed accounts are left out, and those whom this key has reached already."""
    _check_words(kind, params)
    listeners = (
        people.filter(erased_at__isnull=True, is_active=True)
        .exclude(pk__in=Message.objects.filter(key=key).values("person"))
        .order_by("pk")
    )
    rows = [
        Message(person=person, kind=kind, params=dict(params), path=path, key=key, created_at=at)
        for person in listeners
    ]
    Message.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    _ring()
    return len(rows)


def follow(*, person: Person, topic: str, at: datetime) -> Follow:
    """Raises NotificationError("topic") unless the topic reads like `proposal/12`."""
    if not TOPIC.fullmatch(topic) or len(topic) > 60:
        raise NotificationError("topic")
    made, _new = Follow.objects.get_or_create(
        person=person, topic=topic, defaults={"followed_at": at}
    )
    return made


def unfollow(*, person: Person, topic: str) -> None:
    if not TOPIC.fullmatch(topic):
        return
    Follow.objects.filter(person=person, topic=topic).delete()


def mark_read(*, person: Person, message: Message, at: datetime) -> Message:
    """The first reading counts."""
    Message.objects.filter(pk=message.pk, person=person, read_at__isnull=True).update(read_at=at)
    message.refresh_from_db()
    return message


def mark_all_read(*, person: Person, at: datetime) -> int:
    return Message.objects.filter(person=person, read_at__isnull=True).update(read_at=at)


@transaction.atomic
def reword(*, keys: Iterable[str], param: str, value: Any) -> int:
    """Put another value in the place of a parameter, in everybody's messages with these keys:
    a name that was given to others goes when its bearer goes. Mail that was sent stays sent."""
    rows = list(
        Message.objects.select_for_update()
        .filter(key__in=list(keys), params__has_key=param)
        .order_by("pk")
    )
    for row in rows:
        row.params = {**row.params, param: value}
    return Message.objects.bulk_update(rows, ["params"], batch_size=1000)


def _check_words(kind: str, params: Mapping[str, Any]) -> None:
    if not kinds.known(kind):
        raise NotificationError("unknown_kind", kind=kind)
    kinds.rendered(kind, params)


def _ring() -> None:
    """Redis is only the doorbell: the sweep finds the row even if nobody hears."""
    transaction.on_commit(deliver_outbox.delay, robust=True)
