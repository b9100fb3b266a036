"""The speaking list: who is on it, who is called, who has spoken."""

from datetime import datetime
from math import ceil

from django.db import transaction
from django.db.models import Max

from commons.people.models import Person

from ...meetings.enums import RegistrationStatus
from ...meetings.models import AgendaItem, Meeting
from ..enums import SpeakerStatus
from ..errors import SittingError
from ..models import Speaker
from .states import open_record, require_here, require_started, touch

S = SpeakerStatus


@transaction.atomic
def take_from_registrations(*, meeting: Meeting, actor: Person, at: datetime) -> int:
    """Put those on the list who registered to speak since; returns how many are new."""
    sitting = open_record(meeting)
    found = take_registered(meeting)
    touch(sitting)
    return found


def take_registered(meeting: Meeting) -> int:
    """Inside a lock: in the order of registration, each once. Who cancelled does not speak."""
    Speaker.objects.filter(
        meeting=meeting, status=S.WAITING, registration__status=RegistrationStatus.CANCELLED
    ).update(status=S.WITHDRAWN)
    wishes = meeting.registrations.filter(
        wants_to_speak=True, status=RegistrationStatus.REGISTERED, turn__isnull=True
    ).order_by("registered_at", "pk")
    first = _last(meeting) + 1
    rows = [
        Speaker(
            meeting=meeting,
            registration=wish,
            person_id=wish.person_id,
            name="" if wish.person_id else wish.name,
            topic=wish.topic,
            language=wish.language,
            position=first + n,
        )
        for n, wish in enumerate(wishes)
    ]
    return len(Speaker.objects.bulk_create(rows))


@transaction.atomic
def add_speaker(
    *,
    meeting: Meeting,
    name: str,
    topic: str = "",
    language: str = "kk",
    item: AgendaItem | None = None,
    actor: Person,
    at: datetime,
) -> Speaker:
    """Somebody who asks for the floor in the room goes to the end of the list."""
    sitting = open_record(meeting)
    require_here(meeting, item)
    made = Speaker.objects.create(
        meeting=meeting,
        name=name.strip(),
        topic=topic.strip(),
        language=language,
        item=item,
        position=_last(meeting) + 1,
    )
    touch(sitting)
    return made


@transaction.atomic
def call(*, speaker: Speaker, actor: Person, at: datetime) -> Speaker:
    """Give the floor; who had it has spoken. Raises SittingError: ``wrong_turn``,
    ``not_started``."""
    sitting = open_record(speaker.meeting)
    require_started(sitting)
    speaker = _fresh(speaker, S.WAITING)
    finish_current(speaker.meeting, at)
    speaker.status, speaker.called_at = S.CALLED, at
    if speaker.item_id is None:
        speaker.item = sitting.item
    speaker.save(update_fields=["status", "called_at", "item"])
    touch(sitting)
    return speaker


@transaction.atomic
def finish(*, speaker: Speaker, actor: Person, at: datetime) -> Speaker:
    sitting = open_record(speaker.meeting)
    speaker = _fresh(speaker, S.CALLED)
    _finished(speaker, at)
    touch(sitting)
    return speaker


def finish_current(meeting: Meeting, at: datetime) -> None:
    """Inside a lock: whoever has the floor has spoken."""
    for speaker in Speaker.objects.filter(meeting=meeting, status=S.CALLED):
        _finished(speaker, at)


@transaction.atomic
def withdraw(*, speaker: Speaker, actor: Person, at: datetime) -> Speaker:
    """Who is called and does not come, or does not want to speak any more."""
    sitting = open_record(speaker.meeting)
    speaker = _fresh(speaker, S.WAITING, S.CALLED)
    speaker.status = S.WITHDRAWN
    speaker.save(update_fields=["status"])
    touch(sitting)
    return speaker


@transaction.atomic
def put_back(*, speaker: Speaker, actor: Person, at: datetime) -> Speaker:
    """To the end of the list again."""
    sitting = open_record(speaker.meeting)
    speaker = _fresh(speaker, S.WITHDRAWN)
    speaker.status, speaker.position = S.WAITING, _last(speaker.meeting) + 1
    speaker.save(update_fields=["status", "position"])
    touch(sitting)
    return speaker


@transaction.atomic
def move_up(*, speaker: Speaker, actor: Person, at: datetime) -> Speaker:
    """Before the one who waits in front; the first stays where they are."""
    sitting = open_record(speaker.meeting)
    speaker = _fresh(speaker, S.WAITING)
    waiting = list(Speaker.objects.filter(meeting=speaker.meeting, status=S.WAITING))
    place = waiting.index(speaker)
    if place:
        before = waiting[place - 1]
        before.position, speaker.position = speaker.position, before.position
        before.save(update_fields=["position"])
        speaker.save(update_fields=["position"])
        touch(sitting)
    return speaker


def _last(meeting: Meeting) -> int:
    last: int | None = meeting.speakers.aggregate(last=Max("position"))["last"]
    return last or 0


def _fresh(speaker: Speaker, *allowed: str) -> Speaker:
    found = Speaker.objects.select_for_update(of=("self",)).select_related("meeting", "item")
    held = found.get(pk=speaker.pk)
    if held.status not in allowed:
        raise SittingError("wrong_turn")
    return held


def _finished(speaker: Speaker, at: datetime) -> None:
    spoken = at - (speaker.called_at or at)
    speaker.status = S.SPOKEN
    speaker.minutes = max(1, ceil(spoken.total_seconds() / 60))
    speaker.save(update_fields=["status", "minutes"])
