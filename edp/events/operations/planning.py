"""Moderators plan events: they write, announce, change, cancel them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person

from ... import texts
from ...models import Round
from ...stakeholders.enums import StakeholderStatus
from ...stakeholders.models import Stakeholder
from .. import notices, queries
from ..enums import EventKind
from ..errors import EventError
from ..models import AgendaItem, Event
from .registering import move_up
from .states import locked, record

TEXTS = ("title", "about", "place")
FIELDS = (
    "kind",
    "starts_at",
    "ends_at",
    "territory",
    "link",
    "capacity",
    "is_open",
    "facilitator",
    "rapporteur",
    "inside",
)
# Whoever planned to come must hear of these; calendars take over the title as well.
TOLD = ("starts_at", "ends_at", "place", "link")
LEADERS = ("facilitator", "rapporteur")
MOST_GROUPS = 12


@transaction.atomic
def create_event(
    *,
    round: Round,
    kind: str,
    title: Texts,
    starts_at: datetime,
    ends_at: datetime,
    actor: Person | None,
    at: datetime,
    agenda: Sequence[Mapping[str, Any]] = (),
    **fields: Any,
) -> Event:
    """A draft that only staff see. `fields` are those of `change_event`; `agenda` as `set_agenda`.

    Raises EventError: ``ends_before_start``, ``not_accepted``, ``wrong_plenary``; DiscoveryError
    ("text_needed") unless the title exists in Kazakh and in Russian.
    """
    event = Event(round=round, kind=EventKind(kind), changed_at=at)
    _set(event, {"title": title, "starts_at": starts_at, "ends_at": ends_at, **fields})
    _check(event)
    event.save()
    _write_agenda(event, agenda)
    record(event, "create_event", actor, at, kind=event.kind)
    return event


@transaction.atomic
def change_event(*, event: Event, actor: Person | None, at: datetime, **changes: Any) -> Event:
    """Change what is written of an event: texts as {"kk": ..}, `agenda`, and plain fields.

    Who has registered is told of another time, place or link; more places let those who wait move
    up. Raises EventError: ``was_cancelled``, ``places_taken`` and those of `create_event`.
    """
    agenda = changes.pop("agenda", None)
    event = locked(event)
    if event.cancelled_at is not None:
        raise EventError("was_cancelled")
    before = _values(event)
    _set(event, changes)
    _check(event)
    after = _values(event)
    changed = sorted(name for name in after if after[name] != before[name])
    count = queries.taken(event)
    if "capacity" in changed and event.capacity is not None and event.capacity < count:
        raise EventError("places_taken", count=count)
    told = [name for name in changed if name in TOLD]
    if told or "title" in changed:
        event.sequence += 1
    if "starts_at" in changed:
        event.reminded_at = None
    if changed:
        event.changed_at = at
        event.save()
    if agenda is not None:
        _write_agenda(event, agenda)
    if not changed and agenda is None:
        return event
    record(event, "change_event", actor, at, changed=changed)
    if event.published_at is not None:
        if told and at < event.ends_at:
            notices.to_registered(event, "changed", at, key=f"changed/{event.sequence}")
        _tell_leaders(event, at, [name for name in LEADERS if name in changed])
        move_up(event, at)
    return event


@transaction.atomic
def set_agenda(
    *, event: Event, agenda: Sequence[Mapping[str, Any]], actor: Person | None, at: datetime
) -> Event:
    """Each item as {"starts_at": time | None, "title": Texts, "speaker": str}, in their order."""
    return change_event(event=event, actor=actor, at=at, agenda=agenda)


@transaction.atomic
def make_groups(
    *,
    plenary: Event,
    titles: Sequence[Texts],
    starts_at: datetime,
    ends_at: datetime,
    actor: Person | None,
    at: datetime,
    capacity: int | None = None,
    kind: str = EventKind.FOCUS_GROUP,
) -> list[Event]:
    """Groups in parallel inside a plenary, one for each title, drafts with the place of it."""
    plenary = locked(plenary)
    if not titles:
        raise EventError("no_titles")
    if len(titles) > MOST_GROUPS:
        raise EventError("too_many_groups", most=MOST_GROUPS)
    return [
        create_event(
            round=plenary.round,
            inside=plenary,
            kind=kind,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            capacity=capacity,
            place=official.read(plenary, "place"),
            territory=plenary.territory,
            is_open=plenary.is_open,
            actor=actor,
            at=at,
        )
        for title in titles
    ]


@transaction.atomic
def publish_event(*, event: Event, actor: Person | None, at: datetime) -> Event:
    """Announce it, and the drafts of groups inside it. Raises EventError: ``was_cancelled``,
    ``already_published``."""
    event = locked(event)
    if event.cancelled_at is not None:
        raise EventError("was_cancelled")
    if event.published_at is not None:
        raise EventError("already_published")
    groups = event.groups.select_for_update(of=("self",), no_key=True).filter(
        published_at=None, cancelled_at=None
    )
    for one in (event, *groups.order_by("pk")):
        one.round = event.round
        one.published_at = one.changed_at = at
        one.save(update_fields=["published_at", "changed_at"])
        record(one, "publish_event", actor, at)
        if at < one.ends_at:
            _tell_leaders(one, at, LEADERS)
    return event


@transaction.atomic
def cancel_event(*, event: Event, reason: Texts, actor: Person | None, at: datetime) -> Event:
    """Call an announced event off, and the groups inside it. Everybody who registered is told.

    Raises EventError: ``not_published``, ``was_cancelled``, ``has_ended``; DiscoveryError
    ("text_needed") unless the reason exists in Kazakh and in Russian.
    """
    texts.require(reason)
    event = locked(event)
    if event.cancelled_at is not None:
        raise EventError("was_cancelled")
    if event.published_at is None:
        raise EventError("not_published")
    if at >= event.ends_at:
        raise EventError("has_ended")
    groups = event.groups.select_for_update(of=("self",), no_key=True).filter(cancelled_at=None)
    for one in (event, *groups.order_by("pk")):
        one.round = event.round
        one.cancelled_at = one.changed_at = at
        official.write(one, "cancel_reason", reason)
        one.sequence += 1
        one.save()
        record(one, "cancel_event", actor, at, reason=dict(reason))
        if one.published_at is not None:
            notices.to_registered(one, "cancelled", at, key="cancelled", reason=dict(reason))
    return event


@transaction.atomic
def discard_event(*, event: Event, actor: Person | None, at: datetime) -> None:
    """Throw a draft away. Raises EventError: ``already_published``."""
    event = locked(event)
    if event.published_at is not None or event.groups.exclude(published_at=None).exists():
        raise EventError("already_published")
    record(event, "discard_event", actor, at, title=official.read(event, "title"))
    event.delete()


def _set(event: Event, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name in TEXTS:
            official.write(event, name, value)
        elif name in FIELDS:
            setattr(event, name, value)
        else:
            raise TypeError(f"an event has no field {name!r} that can be set")


def _values(event: Event) -> dict[str, Any]:
    plain = {name: getattr(event, name) for name in FIELDS}
    return plain | {name: official.read(event, name) for name in TEXTS}


def _check(event: Event) -> None:
    texts.require(official.read(event, "title"))
    if event.ends_at <= event.starts_at:
        raise EventError("ends_before_start")
    for seat in (event.facilitator, event.rapporteur):
        if seat is not None and not _takes_part(seat, event):
            raise EventError("not_accepted")
    plenary = event.inside
    if plenary is not None and (
        plenary.round_id != event.round_id
        or plenary.inside_id is not None
        or (event.pk is not None and plenary.pk == event.pk)
        or (event.pk is not None and event.groups.exists())
    ):
        raise EventError("wrong_plenary")


def _takes_part(seat: Stakeholder, event: Event) -> bool:
    return seat.round_id == event.round_id and seat.status == StakeholderStatus.ACCEPTED


def _write_agenda(event: Event, agenda: Sequence[Mapping[str, Any]]) -> None:
    event.agenda.all().delete()
    for position, item in enumerate(agenda):
        texts.require(item["title"])
        AgendaItem.objects.create(
            event=event,
            position=position,
            starts_at=item.get("starts_at"),
            speaker=(item.get("speaker") or "").strip(),
            **official.columns("title", item["title"]),
        )


def _tell_leaders(event: Event, at: datetime, names: Sequence[str]) -> None:
    for name in names:
        notices.to_leader(event, getattr(event, name), at)
