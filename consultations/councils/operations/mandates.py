"""Seats are given by hand, corrected, and end; the rule of the law is asked each time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from commons.interface.dates import long_date
from commons.interface.errors import DomainError, refusing
from commons.people.models import Organisation, Person

from ...periods import periods_of
from .. import notices, queries
from ..enums import EndKind, Seat, SeatedBy
from ..errors import CouncilError
from ..models import Council, Mandate
from ..terms import months_on
from .locks import lock_council, lock_mandate, noted

# What can be corrected of a seat; each correction is on record by its name.
FIELDS = ("name", "position", "sector", "organisation", "territory", "is_woman", "email")


@transaction.atomic
def add_member(
    *,
    council: Council,
    name: str,
    sector: str,
    begins_on: date,
    actor: Person | None,
    at: datetime,
    organisation: Organisation | None = None,
    seated_by: str = SeatedBy.EARLIER,
    email: str = "",
    language: str = "kk",
    **more: Any,
) -> Mandate:
    """Give a seat by hand. The account that confirmed the address gets it at once; to an address
    without one goes a letter. `more`: position, territory, is_woman, application, succeeds.

    Before a council is public its members are entered as they are; afterwards nobody is added who
    would break the rule. Raises CouncilError: ``council_ended``, ``council_full``, ``rule_broken``,
    ``organisation_seated``, ``person_seated``, ``day_outside``.
    """
    held = lock_council(council)
    mandate = Mandate(
        council=held,
        person=more.pop("person", None) or queries.account_under(email),
        name=name.strip(),
        sector=sector,
        organisation=organisation,
        seated_by=seated_by,
        email=email.strip().lower(),
        language=language,
        begins_on=begins_on,
        ends_on=held.term_ends_on or _end_of_term(held, begins_on),
        **more,
    )
    if held.term_begins_on and held.term_ends_on:
        _check_day(held, begins_on)
    check_seat(held, mandate)
    if held.published_at is not None:
        check_rule(held, sector)
    with refusing(taken_by(mandate)):
        mandate.save()
    noted("mandate_begun", mandate, actor, at, sector=sector, seated_by=str(seated_by))
    if held.published_at is not None:
        notices.seated([mandate], at)
    return mandate


@transaction.atomic
def change_member(
    *, mandate: Mandate, changes: Mapping[str, Any], actor: Person, at: datetime
) -> Mandate:
    """Correct what is known of a seat (FIELDS). Raises CouncilError: ``not_seated``,
    ``rule_broken``, ``organisation_seated``, ``person_seated``, ``chair_in_service``."""
    held = lock_mandate(mandate)
    before = held.sector
    changed = [name for name in FIELDS if name in changes and _set(held, name, changes[name])]
    if held.seat == Seat.CHAIR and held.sector == "gov":
        raise CouncilError("chair_in_service", name=held.name)
    if "email" in changed and held.person is None:
        held.person = queries.account_under(held.email)
    if held.council.published_at is not None and held.sector != before:
        check_rule(held.council, held.sector, instead_of=before)
    check_seat(held.council, held)
    if changed:
        with refusing(taken_by(held)):
            held.save()
        noted("mandate_changed", held, actor, at, fields=changed)
    return held


@transaction.atomic
def end_mandate(
    *,
    mandate: Mandate,
    ended_on: date,
    kind: str,
    actor: Person | None,
    at: datetime,
    reason: str = "",
) -> Mandate:
    """A member leaves, with a public reason. If the composition breaks the rule now, everybody sees
    it until it is mended, and the moderators are told. Raises CouncilError: ``not_seated``,
    ``day_outside``."""
    held = lock_mandate(mandate)
    if not held.begins_on <= ended_on <= held.ends_on:
        raise outside(held.begins_on, held.ends_on, "ended_on")
    kept = queries.composition(held.council).is_kept
    held.ended_on, held.end_kind, held.end_reason = ended_on, EndKind(kind), reason.strip()
    held.in_presidium = False
    held.save(update_fields=["ended_on", "end_kind", "end_reason", "in_presidium"])
    found = queries.composition(held.council)
    noted("mandate_ended", held, actor, at, kind=str(kind), keeps_rule=found.is_kept)
    notices.mandate_ended(held, at)
    if kept and not found.is_kept:
        notices.rule_broken(held.council, found, held, at)
    return held


@transaction.atomic
def bind_seats(*, person: Person, at: datetime) -> int:
    """Seats given to an address go to the account that has confirmed it since."""
    bound = 0
    for one in queries.unbound(person).select_related("council"):
        held = lock_mandate(one)
        seats = Mandate.objects.filter(council=held.council, person=person, ended_on__isnull=True)
        if held.person_id is None and not seats.exists():
            held.person = person
            held.save(update_fields=["person"])
            noted("mandate_bound", held, person, at)
            bound += 1
    return bound


def check_seat(council: Council, mandate: Mandate) -> None:
    """Room, and one seat for a person and for an organisation, with sentences that name who sits.

    Raises CouncilError: ``council_full``, ``organisation_seated``, ``person_seated``.
    """
    others = list(
        queries.seated_rows().filter(council=council).exclude(pk=mandate.pk).order_by("pk")
    )
    if mandate.pk is None and len(others) >= council.size:
        raise CouncilError("council_full", size=council.size)
    for one in others:
        if mandate.organisation_id and one.organisation_id == mandate.organisation_id:
            raise CouncilError(
                "organisation_seated",
                organisation=str(mandate.organisation),
                holder=one.name,
                fields=["organisation"],
            )
        if mandate.person_id and one.person_id == mandate.person_id:
            raise CouncilError("person_seated", name=one.name, fields=["email"])


def check_rule(council: Council, sector: str, instead_of: str = "") -> None:
    """Raises CouncilError("rule_broken") if one more of the sector would break the rule."""
    found = queries.composition(council)
    if found.forbids(sector, instead_of):
        after = found.with_one(sector, instead_of)
        raise CouncilError(
            "rule_broken",
            total=after.total,
            needed=after.needed,
            civil=after.civil,
            fields=["sector"],
        )


def taken_by(mandate: Mandate) -> dict[str, DomainError]:
    """What the constraints say, should two writers ever meet."""
    return {
        "council_organisation_seated_once": CouncilError(
            "organisation_seated", organisation=str(mandate.organisation), holder="…"
        ),
        "council_person_seated_once": CouncilError("person_seated", name=mandate.name),
    }


def _end_of_term(council: Council, begins_on: date) -> date:
    """For a council that is not public yet: its own term is set when it is published."""
    return months_on(begins_on, 12 * periods_of(council.akimat).term_years)


def _check_day(council: Council, day: date) -> None:
    begins, ends = council.term_begins_on, council.term_ends_on
    if begins and ends and not begins <= day < ends:
        raise outside(begins, ends, "begins_on")


def outside(begins: date, ends: date, field: str) -> CouncilError:
    return CouncilError(
        "day_outside", begins=long_date(begins), ends=long_date(ends), fields=[field]
    )


def _set(row: Any, name: str, value: Any) -> bool:
    differs = getattr(row, name) != value
    setattr(row, name, value)
    return bool(differs)
