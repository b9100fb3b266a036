"""Invitations go out, are repeated once, and are taken back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value

from commons.audit.operations import record
from commons.people.models import Organisation, Person
from commons.territories.models import Territory

from ...enums import RoundStatus
from ...models import Round, Stakeholder
from .. import notices, queries
from ..enums import LIVE, Origin, StakeholderStatus
from ..errors import StakeholderError
from .locks import holder_of, lock, lock_running, require_state, seat_taken, step


@transaction.atomic
def invite(
    *,
    round: Round,
    name: str,
    email: str,
    sector: str,
    organisation: Organisation | None,
    actor: Person,
    at: datetime,
    language: str = "kk",
    position: str = "",
    territory: Territory | None = None,
    is_woman: bool | None = None,
    is_newcomer: bool | None = None,
    origin: str = Origin.INVITATION,
    replaces: Stakeholder | None = None,
) -> Stakeholder:
    """Invite one person; a letter goes to the address. Whether they are new is looked up unless
    it is given. Someone who declined, left or was taken back may be invited again.

    Raises StakeholderError: "round_not_running", "address_used", "seat_taken" (unless `replaces`
    is who holds the seat), "other_organisation".
    """
    round = lock_running(round)
    invited = _row_for(round, email)
    if invited.pk:
        step(invited, StakeholderStatus.INVITED)
    invited.name, invited.email, invited.sector = name.strip(), email.strip(), sector
    invited.organisation, invited.position, invited.territory = organisation, position, territory
    invited.language, invited.is_woman, invited.origin = language, is_woman, origin
    invited.replaces = replaces
    _check_seat(invited)
    if is_newcomer is None:
        is_newcomer = not queries.had_seat_before(
            round, email=email, organisation=organisation, person=invited.person
        )
    invited.is_newcomer = is_newcomer
    _begin_anew(invited, at)
    invited.save()
    record(
        verb="invite_stakeholder",
        subject=invited,
        at=at,
        actor=actor,
        akimat=round.akimat,
        organisation=organisation.pk if organisation else None,
        sector=sector,
    )
    notices.invited(invited, at)
    return invited


def _row_for(round: Round, email: str) -> Stakeholder:
    """The row this address has in the round already, or a new one."""
    rows = (
        Stakeholder.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person")
        .filter(round=round, email__iexact=email.strip())
        .order_by("-pk")
    )
    found: Stakeholder | None = next(iter(rows), None)
    if found is None:
        return Stakeholder(round=round)
    found.round = round
    if found.status in LIVE or found.status == StakeholderStatus.REFUSED:
        raise StakeholderError(
            "address_used", email=email, name=found.name, state=found.get_status_display()
        )
    return found


def _check_seat(invited: Stakeholder) -> None:
    if not invited.round.one_seat or invited.organisation_id is None:
        return
    holder, replaced = holder_of(invited), invited.replaces
    if replaced is not None and replaced.organisation_id != invited.organisation_id:
        raise StakeholderError("other_organisation")
    if holder is not None and (replaced is None or holder.pk != replaced.pk):
        raise seat_taken(holder)


def _begin_anew(invited: Stakeholder, at: datetime) -> None:
    invited.invited_at, invited.reason = at, ""
    invited.opened_at = invited.answered_at = invited.reminded_at = None
    invited.joined_at = invited.left_at = None


@transaction.atomic
def withdraw(*, stakeholder: Stakeholder, actor: Person, at: datetime, reason: str = "") -> None:
    """Take an invitation back. A letter that has not gone yet does not go."""
    held = lock(stakeholder, running=False)
    require_state(held, StakeholderStatus.INVITED)
    step(held, StakeholderStatus.WITHDRAWN)
    held.reason, held.left_at = reason, at
    held.save(update_fields=["status", "reason", "left_at"])
    record(
        verb="withdraw_invitation",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
        reason=reason,
    )
    notices.recall(held)


@transaction.atomic
def remind(*, stakeholder: Stakeholder, at: datetime, actor: Person | None = None) -> bool:
    """Repeat an invitation, once; False where there is nothing to repeat (any more)."""
    held = lock(stakeholder)
    if held.status != StakeholderStatus.INVITED or held.reminded_at or not held.email:
        return False
    held.reminded_at = at
    held.save(update_fields=["reminded_at"])
    record(verb="remind_stakeholder", subject=held, at=at, actor=actor, akimat=held.round.akimat)
    notices.reminded(held, at)
    return True


def remind_all(*, at: datetime) -> int:
    """Repeat every invitation that has waited as long as its round says; safe to run twice."""
    due = due_for_reminder(at)
    return sum(remind(stakeholder=one, at=at) for one in due)


def due_for_reminder(at: datetime, most: int = 500) -> list[Stakeholder]:
    days: Any = F("round__remind_after_days")
    waited = ExpressionWrapper(
        F("invited_at") + days * Value(timedelta(days=1)), output_field=DateTimeField()
    )
    rows = (
        Stakeholder.objects.select_related("round")
        .filter(
            ~Q(email=""),
            status=StakeholderStatus.INVITED,
            reminded_at=None,
            round__status=RoundStatus.ANNOUNCED,
        )
        .annotate(due_at=waited)
        .filter(due_at__lte=at)
        .order_by("due_at", "pk")
    )
    return list(rows[:most])
