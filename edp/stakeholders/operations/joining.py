"""Organisations nobody invited sign up by themselves; a moderator admits or refuses them."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Organisation, Person
from commons.territories.models import Territory

from ...models import Round, Stakeholder
from .. import notices, queries
from ..enums import Origin, StakeholderStatus
from ..errors import StakeholderError
from ..permissions import signup_is_open
from .locks import lock, lock_running, step, take_seat
from .organisations import find_or_create, same_name


@transaction.atomic
def sign_up(
    *,
    round: Round,
    person: Person,
    organisation_name: str,
    sector: str,
    at: datetime,
    size: str = "",
    territory: Territory | None = None,
    in_association: bool | None = None,
    why: str = "",
    position: str = "",
    name: str = "",
    is_woman: bool | None = None,
    shows_name: bool = False,
) -> Stakeholder:
    """Ask for a seat. An organisation known under the same name is taken at once, so that a seat
    that is gone is said now and not after days of waiting.

    Raises StakeholderError: "signup_closed", "person_seated", "invited_already", "seat_taken".
    """
    round = lock_running(round)
    if not signup_is_open(round, at):
        raise StakeholderError("signup_closed")
    applied = _row_for(round, person)
    if applied.pk:
        step(applied, StakeholderStatus.APPLIED)
    applied.status, applied.origin = StakeholderStatus.APPLIED, Origin.SIGNUP
    applied.name, applied.email = name.strip() or person.name, person.email
    applied.language, applied.sector = person.language, sector
    applied.organisation = same_name(round.akimat, organisation_name)
    applied.claimed_organisation = " ".join(organisation_name.split())[:200]
    applied.claimed_size, applied.claimed_in_association = size, in_association
    applied.territory, applied.position, applied.why = territory, position, why
    applied.is_woman, applied.shows_name, applied.reason = is_woman, shows_name, ""
    applied.answered_at, applied.joined_at, applied.left_at = at, None, None
    take_seat(applied)
    applied.holds_seat = False
    applied.save()
    record(verb="sign_up_for_round", subject=applied, at=at, actor=person, akimat=round.akimat)
    return applied


def _row_for(round: Round, person: Person) -> Stakeholder:
    rows = list(Stakeholder.objects.filter(round=round, person=person)) or list(
        Stakeholder.objects.filter(round=round, person=None, email__iexact=person.email)
    )
    for row in rows:
        if row.status == StakeholderStatus.INVITED:
            raise StakeholderError("invited_already")
        if row.status in (
            StakeholderStatus.APPLIED,
            StakeholderStatus.ACCEPTED,
            StakeholderStatus.REFUSED,
        ):
            raise StakeholderError("person_seated")
    row = rows[0] if rows else Stakeholder()
    row.round, row.person = round, person
    return row


@transaction.atomic
def admit(
    *,
    stakeholder: Stakeholder,
    actor: Person,
    at: datetime,
    organisation: Organisation | None = None,
    is_newcomer: bool | None = None,
) -> Stakeholder:
    """Give an applicant the seat. `organisation` is the known one the moderator matched; without
    it the claimed one is taken over. Raises StakeholderError: "wrong_state", "seat_taken"."""
    held = lock(stakeholder)
    step(held, StakeholderStatus.ACCEPTED)
    held.organisation = organisation or held.organisation or _claimed(held)
    if held.organisation is None:
        raise StakeholderError("organisation_needed")
    take_seat(held)
    if is_newcomer is None:
        is_newcomer = not queries.had_seat_before(
            held.round, email=held.email, organisation=held.organisation, person=held.person
        )
    held.is_newcomer, held.joined_at, held.left_at, held.reason = is_newcomer, at, None, ""
    held.save()
    record(
        verb="admit_stakeholder",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
        organisation=held.organisation.pk,
    )
    notices.admitted(held, at)
    return held


def _claimed(held: Stakeholder) -> Organisation | None:
    if not held.claimed_organisation:
        return None
    return find_or_create(
        akimat=held.round.akimat,
        name=held.claimed_organisation,
        sector=held.sector,
        size=held.claimed_size,
        in_association=held.claimed_in_association,
        territory=held.territory,
    )


@transaction.atomic
def refuse(*, stakeholder: Stakeholder, reason: str, actor: Person, at: datetime) -> Stakeholder:
    """Say no, with the reason that the applicant reads. Raises StakeholderError."""
    if not reason.strip():
        raise StakeholderError("reason_needed")
    held = lock(stakeholder, running=False)
    step(held, StakeholderStatus.REFUSED)
    held.reason = reason.strip()
    held.save(update_fields=["status", "reason"])
    record(
        verb="refuse_stakeholder",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
        reason=held.reason,
    )
    notices.refused(held, at)
    return held
