"""Notes on what changes outside and will be felt here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ...models import Round, TrendNote
from .gates import open_round, require_owner, required, side_of, standing

FIELDS = ("title", "text", "horizon_years", "source", "source_url", "language")


@transaction.atomic
def add_trend(*, round: Round, fields: Mapping[str, Any], actor: Person, at: datetime) -> TrendNote:
    open_round(round)
    note = TrendNote(round=round, author=actor, sector=side_of(actor, round), added_at=at)
    _fill(note, fields)
    record(verb="add_trend", subject=note, at=at, actor=actor, akimat=round.akimat)
    return note


@transaction.atomic
def change_trend(
    *, note: TrendNote, fields: Mapping[str, Any], actor: Person, at: datetime
) -> TrendNote:
    open_round(note.round)
    held: TrendNote = standing(TrendNote, note.pk)
    require_owner(actor, held, note.round)
    held.changed_at = at
    _fill(held, fields)
    record(verb="change_trend", subject=held, at=at, actor=actor, akimat=note.round.akimat)
    return held


def _fill(note: TrendNote, fields: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(note, name, fields[name])
    required(note.title)
    required(note.source, "source_needed")
    note.save()


@transaction.atomic
def withdraw_trend(*, note: TrendNote, actor: Person, at: datetime) -> TrendNote:
    open_round(note.round)
    held: TrendNote = standing(TrendNote, note.pk)
    require_owner(actor, held, note.round)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record(verb="withdraw_trend", subject=held, at=at, actor=actor, akimat=note.round.akimat)
    return held
