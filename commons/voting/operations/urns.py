"""Totals of an urn with its scanned protocol: one officer enters, another compares and confirms.

They stand beside the count of the ballots and are no part of it: nobody can tell from totals who
voted, so they could not be kept apart from the ballots of the roll.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.db import transaction

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.people.models import Person

from ..enums import BatchStatus, PollStatus
from ..errors import VotingError
from ..models import Poll, Publication, UrnCount
from ..protocols import protocol_file
from ..queries import rules_of
from ..urn_sums import fitting


def enter_urn_count(
    *,
    poll: Poll,
    place: str,
    forms: int,
    invalid: int,
    totals: Mapping[str, int],
    protocol: IO[bytes],
    name: str,
    actor: Person,
    at: datetime,
) -> UrnCount:
    """By the first officer, from the protocol that the urn's commission signed.

    `totals`: votes, or points, by number on the ballot. Raises VotingError ``urn_not_now``,
    ``urn_place_needed``, ``urn_forms_wrong``, ``urn_counted``, what `fitting` and `protocol_file`
    find, and ImageError.
    """
    # A picture is decoded before anything is locked.
    scanned = protocol_file(protocol, name)
    with transaction.atomic():
        poll = _counting(poll)
        if not place.strip():
            raise VotingError("urn_place_needed")
        if not 0 <= invalid <= forms:
            raise VotingError("urn_forms_wrong")
        urn = UrnCount(
            poll=poll,
            place=place.strip(),
            forms=forms,
            invalid=invalid,
            totals=fitting(rules_of(poll), forms - invalid, totals),
            entered_by=actor,
            entered_at=at,
        )
        urn.protocol.save(scanned.name or "", scanned, save=False)
        _save(urn)
        _record("urn_count_entered", urn, actor, at)
        return urn


@transaction.atomic
def confirm_urn_count(*, urn: UrnCount, actor: Person, at: datetime) -> UrnCount:
    """By a second officer, who compared the entry with the protocol.

    Raises VotingError: ``urn_settled``, ``urn_needs_other_officer``, ``urn_not_now``.
    """
    urn = _waiting(urn)
    if urn.entered_by_id == actor.pk:
        raise VotingError("urn_needs_other_officer")
    urn.status, urn.confirmed_by = BatchStatus.CONFIRMED, actor
    urn.save(update_fields=["status", "confirmed_by"])
    _record("urn_count_confirmed", urn, actor, at)
    return urn


@transaction.atomic
def refuse_urn_count(*, urn: UrnCount, actor: Person, reason: str, at: datetime) -> UrnCount:
    """A count that cannot stand; the same urn can be entered anew."""
    urn = _waiting(urn)
    if not reason.strip():
        raise VotingError("urn_reason_needed")
    urn.status, urn.reason = BatchStatus.REFUSED, reason.strip()[:200]
    urn.save(update_fields=["status", "reason"])
    _record("urn_count_refused", urn, actor, at, reason=urn.reason)
    return urn


def _counting(poll: Poll) -> Poll:
    """The poll, if it has opened and is not published yet."""
    locked = Poll.objects.select_for_update(of=("self",), no_key=True).select_related("akimat")
    found = locked.get(pk=poll.pk)
    opened = found.status in (PollStatus.OPEN, PollStatus.CLOSED)
    if not opened or Publication.objects.filter(poll=found).exists():
        raise VotingError("urn_not_now")
    return found


def _waiting(urn: UrnCount) -> UrnCount:
    poll = _counting(urn.poll)
    urn = UrnCount.objects.select_for_update(of=("self",)).get(pk=urn.pk)
    if urn.status != BatchStatus.ENTERED:
        raise VotingError("urn_settled")
    urn.poll = poll
    return urn


def _save(urn: UrnCount) -> None:
    """A file that no row names would stay for good."""
    try:
        with refusing({"urn_counted_once": VotingError("urn_counted")}):
            urn.save()
    except VotingError:
        urn.protocol.delete(save=False)
        raise


def _record(verb: str, urn: UrnCount, actor: Person, at: datetime, **detail: str) -> None:
    record(
        verb=verb,
        subject=urn,
        at=at,
        actor=actor,
        akimat=urn.poll.akimat,
        place=urn.place,
        forms=urn.forms,
        invalid=urn.invalid,
        **detail,
    )
