"""What is written of a meeting: before the notice freely, after it with a public reason for another
time or place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.interface import official
from commons.interface.official import Texts, missing
from commons.people.models import Person
from commons.rounds.checks import require_all
from commons.territories.models import Akimat

from ... import texts
from ...errors import HearingError
from .. import checks, legal, notices, queries
from ..enums import MeetingKind, MeetingStatus, RequestStatus
from ..errors import MeetingError
from ..models import EnvironmentRequest, Meeting, MeetingChange
from .registering import move_up
from .states import locked, record

TEXTS = ("title", "about", "place", "led_by")
FIELDS = (
    "kind",
    "council",
    "draft",
    "petition",
    "starts_at",
    "ends_at",
    "access",
    "territory",
    "languages",
    "is_remote",
    "link",
    "stream",
    "capacity",
    "email",
    "phone",
)
# Whoever planned to come must hear of these, and why.
REASONED = ("starts_at", "ends_at", "place", "is_remote")
FIXED = ("kind", "council")


@transaction.atomic
def create_meeting(
    *,
    akimat: Akimat,
    kind: str,
    title: Texts,
    starts_at: datetime,
    ends_at: datetime,
    actor: Person,
    at: datetime,
    request: EnvironmentRequest | None = None,
    **fields: Any,
) -> Meeting:
    """A draft that only those who prepare it see. `fields` are those of `change_meeting`;
    `request` is the one that the hearing follows from.

    Raises MeetingError: ``ends_before_start``, ``council_needed``, ``council_elsewhere``,
    ``source_elsewhere``, ``request_not_agreed``; HearingError: ``text_needed``,
    ``territory_outside``.
    """
    meeting = Meeting(akimat=akimat, kind=MeetingKind(kind), created_by=actor, created_at=at)
    values = {"title": title, "starts_at": starts_at, "ends_at": ends_at}
    _set(meeting, {**values, "changed_at": at, **fields})
    _check(meeting)
    meeting.save()
    if request is not None:
        if request.status != RequestStatus.AGREED or request.akimat_id != akimat.pk:
            raise MeetingError("request_not_agreed")
        EnvironmentRequest.objects.filter(pk=request.pk).update(meeting=meeting)
    record(meeting, "meeting_created", actor, at, kind=meeting.kind)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    actor: Person,
    at: datetime,
    reason: Texts | None = None,
    **changes: Any,
) -> Meeting:
    """Change what is written of a meeting: texts as {"kk": ..}, and plain fields.

    What a notice must hold stays after it. Another time or place then needs a reason, is kept for
    everybody to see, and is told to all who registered or follow. A date that was moved forward is
    noticed anew: if that is later than the law allows, the reason stands for the breach too. A
    date that was put off keeps the notice it had.

    Raises MeetingError: ``was_cancelled``, ``has_ended``, ``kind_fixed``, ``reason_needed``,
    ``starts_in_past``, ``places_taken``, ``checks_failed`` and those of `create_meeting`.
    """
    meeting = locked(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        raise MeetingError("was_cancelled")
    before = _values(meeting)
    was = meeting.starts_at
    _set(meeting, changes)
    _check(meeting)
    after = _values(meeting)
    changed = sorted(name for name in after if after[name] != before[name])
    if not changed:
        return meeting
    meeting.changed_at = at
    if meeting.status != MeetingStatus.DRAFT:
        _after_notice(meeting, before, was, changed, reason or {}, at)
    meeting.save()
    record(meeting, "meeting_changed", actor, at, changed=changed)
    if meeting.status == MeetingStatus.ANNOUNCED:
        _tell(meeting, changed, reason or {}, at)
        move_up(meeting, at)
    return meeting


@transaction.atomic
def discard_meeting(*, meeting: Meeting, actor: Person, at: datetime) -> None:
    """Throw a draft away. Raises MeetingError("already_announced")."""
    meeting = locked(meeting)
    if meeting.status != MeetingStatus.DRAFT:
        raise MeetingError("already_announced")
    record(meeting, "meeting_discarded", actor, at, title=official.read(meeting, "title"))
    meeting.delete()


def _after_notice(
    meeting: Meeting,
    before: Mapping[str, Any],
    was: datetime,
    changed: list[str],
    reason: Texts,
    at: datetime,
) -> None:
    if any(name in FIXED for name in changed):
        raise MeetingError("kind_fixed")
    if at >= was and any(name in REASONED for name in changed):
        raise MeetingError("has_begun" if at < meeting.ends_at else "has_ended")
    standing = [one for one in checks.checks(meeting, at) if one.code != "ahead"]
    require_all(standing, MeetingError)
    count = queries.taken(meeting)
    if meeting.capacity is not None and meeting.capacity < count:
        raise MeetingError("places_taken", count=count)
    reasoned = [name for name in REASONED if name in changed]
    if reasoned or "title" in changed:
        meeting.sequence += 1
    if not reasoned:
        return
    if missing(reason):
        raise MeetingError("reason_needed")
    if meeting.starts_at <= at:
        raise MeetingError("starts_in_past")
    kept = {name: _plain(before[name]) for name in reasoned}
    change = MeetingChange(meeting=meeting, changed_at=at, before=kept)
    official.write(change, "reason", reason)
    change.save()
    if "starts_at" in changed:
        _move(meeting, was, reason, at)
    if "ends_at" in changed or "starts_at" in changed:
        _set_dates(meeting)


def _move(meeting: Meeting, was: datetime, reason: Texts, at: datetime) -> None:
    meeting.reminded_at = None
    if timezone.localdate(meeting.starts_at) < timezone.localdate(was):
        meeting.noticed_at = at
    assert meeting.noticed_at is not None
    found = legal.notice(meeting, meeting.noticed_at)
    if found.breach and (found.breach > meeting.breach_days or not meeting.breach_reason_kk):  # type: ignore[attr-defined]
        official.write(meeting, "breach_reason", reason)
    meeting.breach_days = found.breach


def _set_dates(meeting: Meeting) -> None:
    for name, day in legal.dates(meeting).items():
        setattr(meeting, name, day)


def _tell(meeting: Meeting, changed: list[str], reason: Texts, at: datetime) -> None:
    if any(name in REASONED for name in changed):
        key = f"changed/{meeting.sequence}"
        notices.to_all(meeting, "changed", at, key=key, reason=dict(reason))
    elif "link" in changed and at < meeting.ends_at:
        notices.to_registered(meeting, "link", at, key=f"link/{at.isoformat()}")


def _set(meeting: Meeting, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name in TEXTS:
            official.write(meeting, name, value)
        elif name in FIELDS or name == "changed_at":
            setattr(meeting, name, value)
        else:
            raise TypeError(f"a meeting has no field {name!r} that can be set")


def _values(meeting: Meeting) -> dict[str, Any]:
    plain = {name: getattr(meeting, name) for name in FIELDS}
    return plain | {name: official.read(meeting, name) for name in TEXTS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _check(meeting: Meeting) -> None:
    texts.require(official.read(meeting, "title"))
    if meeting.ends_at <= meeting.starts_at:
        raise MeetingError("ends_before_start")
    council = meeting.council
    if council is None and meeting.kind == MeetingKind.COUNCIL:
        raise MeetingError("council_needed")
    if council is not None and council.akimat_id != meeting.akimat_id:
        raise MeetingError("council_elsewhere")
    for source in (meeting.draft, meeting.petition):
        if source is not None and source.akimat_id != meeting.akimat_id:
            raise MeetingError("source_elsewhere")
    place = meeting.territory
    if place is not None and not meeting.akimat.territory.contains(place):
        raise HearingError("territory_outside", territory=place.name)
