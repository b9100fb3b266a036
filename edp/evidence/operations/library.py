"""The library of what was tried elsewhere: kept by moderators, read by all akimats."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.interface.official import Texts, write
from commons.people.models import Person
from commons.territories.models import Akimat

from ...models import LibraryEntry, LibraryLink, Opportunity, Round
from ...texts import require
from ..errors import EvidenceError
from ..permissions import can_edit_library
from .gates import open_round, require_owner, required, side_of, standing

TEXTS = ("title", "place", "tried", "result")
FIELDS = ("area", "strength", "source", "source_url")


@transaction.atomic
def add_entry(
    *,
    akimat: Akimat,
    texts: Mapping[str, Texts],
    fields: Mapping[str, Any],
    actor: Person,
    at: datetime,
) -> LibraryEntry:
    _require_moderator(actor, akimat)
    entry = LibraryEntry(akimat=akimat, added_at=at)
    _fill(entry, texts, fields)
    record(verb="add_library_entry", subject=entry, at=at, actor=actor, akimat=akimat)
    return entry


@transaction.atomic
def change_entry(
    *,
    entry: LibraryEntry,
    texts: Mapping[str, Texts],
    fields: Mapping[str, Any],
    actor: Person,
    at: datetime,
) -> LibraryEntry:
    """By moderators of the akimat that brought it in."""
    _require_moderator(actor, entry.akimat)
    held: LibraryEntry = standing(LibraryEntry, entry.pk)
    held.changed_at = at
    _fill(held, texts, fields)
    record(verb="change_library_entry", subject=held, at=at, actor=actor, akimat=entry.akimat)
    return held


def _fill(entry: LibraryEntry, texts: Mapping[str, Texts], fields: Mapping[str, Any]) -> None:
    for name in TEXTS:
        require(texts[name])
        write(entry, name, texts[name])
    for name in FIELDS:
        if name in fields:
            setattr(entry, name, fields[name])
    required(entry.source, "source_needed")
    entry.save()


@transaction.atomic
def withdraw_entry(*, entry: LibraryEntry, actor: Person, at: datetime) -> LibraryEntry:
    _require_moderator(actor, entry.akimat)
    held: LibraryEntry = standing(LibraryEntry, entry.pk)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record(verb="withdraw_library_entry", subject=held, at=at, actor=actor, akimat=entry.akimat)
    return held


@transaction.atomic
def link_entry(
    *,
    entry: LibraryEntry,
    round: Round,
    actor: Person,
    at: datetime,
    opportunity: Opportunity | None = None,
    why: str = "",
    language: str = "kk",
) -> LibraryLink:
    """The round, or one opportunity of it, learns from the entry."""
    open_round(round)
    side_of(actor, round)
    if opportunity is not None and opportunity.round_id != round.pk:
        raise EvidenceError("other_round")
    standing(LibraryEntry, entry.pk)
    with refusing({"library_entry_linked_once": EvidenceError("linked_already")}):
        link = LibraryLink.objects.create(
            entry=entry,
            round=round,
            opportunity=opportunity,
            why=why.strip(),
            language=language,
            added_by=actor,
            added_at=at,
        )
    record(
        verb="link_library_entry",
        subject=entry,
        at=at,
        actor=actor,
        akimat=round.akimat,
        round=round.pk,
    )
    return link


@transaction.atomic
def unlink_entry(*, link: LibraryLink, actor: Person, at: datetime) -> None:
    open_round(link.round)
    link.author_id = link.added_by_id  # type: ignore[attr-defined]
    require_owner(actor, link, link.round)
    record(
        verb="unlink_library_entry",
        subject=link.entry,
        at=at,
        actor=actor,
        akimat=link.round.akimat,
        round=link.round_id,
    )
    link.delete()


def _require_moderator(actor: Person, akimat: Akimat) -> None:
    if not can_edit_library(actor, akimat):
        raise EvidenceError("not_yours")
