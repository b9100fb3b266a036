"""Locks that all writes of an event share, and the records they leave."""

from datetime import datetime
from typing import Any

from commons.audit.operations import record as audit
from commons.people.models import Person

from ..errors import EventError
from ..models import Event


def locked(event: Event) -> Event:
    """The event as it stands, held until the transaction ends. The plenary is held before its
    groups, so that registrations for groups side by side see each other."""
    if event.inside_id:
        _hold(event.inside_id)
    return _hold(event.pk)


def _hold(pk: int) -> Event:
    return (
        Event.objects.select_related("round__akimat")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=pk)
    )


def require_announced(event: Event) -> None:
    if event.cancelled_at is not None:
        raise EventError("was_cancelled")
    if event.published_at is None:
        raise EventError("not_published")


def record(event: Event, verb: str, actor: Person | None, at: datetime, **detail: Any) -> None:
    audit(
        verb=verb,
        subject=event,
        at=at,
        actor=actor,
        akimat=event.round.akimat,
        round=event.round_id,
        **detail,
    )
