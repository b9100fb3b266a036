"""The invited answer, with an account or without; those who sit in the room may leave it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ...models import Round, Stakeholder
from .. import queries
from ..enums import StakeholderStatus
from ..errors import StakeholderError
from .locks import holder_of, lock, lock_round, require_state, step, take_seat

# What the invited may say or correct about themselves while they answer.
OWN = frozenset({"name", "position", "territory", "is_woman", "shows_name"})

# Who can still say yes to an invitation.
ASKED = (StakeholderStatus.INVITED, StakeholderStatus.DECLINED)


def mark_opened(*, stakeholder: Stakeholder, at: datetime) -> None:
    """The first opening of the letter's link counts."""
    Stakeholder.objects.filter(pk=stakeholder.pk, opened_at=None).update(opened_at=at)


@transaction.atomic
def answer_invitation(
    *,
    stakeholder: Stakeholder,
    person: Person | None,
    accepts: bool,
    at: datetime,
    reason: str = "",
    said: Mapping[str, Any] | None = None,
) -> Stakeholder:
    """Accept or decline. A person who is signed in gets the seat bound to their account; `said`
    are values for the fields in OWN. Who declined may still accept.

    Raises StakeholderError: "wrong_state", "seat_taken", "person_seated", "round_not_running".
    """
    held = lock(stakeholder)
    for field, value in (said or {}).items():
        if field in OWN:
            setattr(held, field, value)
    if accepts:
        _accept(held, person, at)
    else:
        step(held, StakeholderStatus.DECLINED)
        held.reason = reason
    held.answered_at = at
    held.save()
    record(
        verb="accept_invitation" if accepts else "decline_invitation",
        subject=held,
        at=at,
        actor=person,
        akimat=held.round.akimat,
        shows_name=held.shows_name,
    )
    return held


def _accept(held: Stakeholder, person: Person | None, at: datetime) -> None:
    step(held, StakeholderStatus.ACCEPTED)
    if person is not None:
        bind(held, person)
    if held.replaces is not None and held.replaces == holder_of(held):
        give_up(held.replaces, at)
    take_seat(held)
    held.joined_at, held.left_at, held.reason = at, None, ""


def bind(held: Stakeholder, person: Person) -> None:
    """The seat belongs to the account from now on. Raises StakeholderError("person_seated")."""
    others = Stakeholder.objects.filter(round=held.round_id, person=person).exclude(pk=held.pk)
    for other in others:
        if other.status in (StakeholderStatus.ACCEPTED, StakeholderStatus.APPLIED):
            raise StakeholderError("person_seated")
        # An old row of theirs, declined or left long ago: the account goes with the new one.
        other.person = None
        other.save(update_fields=["person"])
    held.person = person
    if held.is_newcomer and queries.had_seat_before(
        held.round, email=held.email, organisation=held.organisation, person=person
    ):
        held.is_newcomer = False


def give_up(seat: Stakeholder, at: datetime) -> None:
    step(seat, StakeholderStatus.LEFT)
    seat.holds_seat, seat.left_at = False, at
    seat.save(update_fields=["status", "holds_seat", "left_at", "reason"])


@transaction.atomic
def seat_who_came(
    *, round: Round, stakeholders: Iterable[Stakeholder], actor: Person | None, at: datetime
) -> int:
    """Who was invited and came to a meeting has answered by coming; returns how many did.

    Their organisation's seat is theirs where nobody holds it. A seat that passes from a colleague
    waits for the answer itself, so that nobody loses theirs by somebody else's visit.
    """
    keys = [one.pk for one in stakeholders if one.status in ASKED and one.replaces_id is None]
    if not keys:
        return 0
    round = lock_round(round)
    rows = Stakeholder.objects.filter(pk__in=keys, status__in=ASKED, replaces=None)
    came = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not came:
        return 0
    held = set(queries.holders(round))
    for one in came:
        step(one, StakeholderStatus.ACCEPTED)
        firm = one.organisation_id
        one.holds_seat = bool(round.one_seat and firm and firm not in held)
        if one.holds_seat and firm:
            held.add(firm)
        one.answered_at = one.joined_at = at
        one.left_at, one.reason = None, ""
    fields = ["status", "holds_seat", "answered_at", "joined_at", "left_at", "reason"]
    Stakeholder.objects.bulk_update(came, fields, batch_size=500)
    record(
        verb="seat_who_came",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        stakeholders=[one.pk for one in came],
    )
    return len(came)


@transaction.atomic
def leave(
    *, stakeholder: Stakeholder, at: datetime, actor: Person | None = None, reason: str = ""
) -> None:
    """Give the seat up; the organisation may send another person."""
    held = lock(stakeholder, running=False)
    held.reason = reason
    give_up(held, at)
    record(
        verb="leave_room",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
        reason=reason,
    )


@transaction.atomic
def show_name(
    *, stakeholder: Stakeholder, shows_name: bool, at: datetime, actor: Person | None
) -> None:
    """Whoever sits in the room decides, at any time, whether everybody sees the name."""
    held = lock(stakeholder, running=False)
    require_state(held, StakeholderStatus.ACCEPTED)
    held.shows_name = shows_name
    held.save(update_fields=["shows_name"])
    record(
        verb="show_name" if shows_name else "hide_name",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
    )


@transaction.atomic
def withdraw_application(*, stakeholder: Stakeholder, at: datetime, actor: Person) -> None:
    """The person takes an open sign-up back before it is decided."""
    held = lock(stakeholder, running=False)
    require_state(held, StakeholderStatus.APPLIED)
    step(held, StakeholderStatus.WITHDRAWN)
    held.left_at = at
    held.save(update_fields=["status", "left_at"])
    record(verb="withdraw_application", subject=held, at=at, actor=actor, akimat=held.round.akimat)


@transaction.atomic
def bind_seats(*, person: Person, at: datetime) -> int:
    """Seats accepted by letter go to the account that is now confirmed under their address."""
    bound = 0
    for seat in queries.unbound(person):
        held = lock(seat, running=False)
        taken = Stakeholder.objects.filter(round=held.round_id, person=person).exists()
        if held.person_id is None and not taken:
            bind(held, person)
            held.save(update_fields=["person", "is_newcomer"])
            record(verb="bind_seat", subject=held, at=at, actor=person, akimat=held.round.akimat)
            bound += 1
    return bound
