"""Applicants become members: all of them in one transaction, under the rules of the law.

The draw by lot ends here too: it calls `seat_members` with those drawn and those in reserve.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.people.models import Person

from ...periods import periods_of
from .. import composition as rule
from .. import formation_queries, notices, proposing, queries, selection
from ..enums import ApplicationStatus, FormationStatus, Outcome, SeatedBy
from ..errors import CouncilError, FormationError
from ..models import Application, Council, Formation, Mandate
from ..terms import set_term
from .locks import advance, lock_formation, lock_mandate, noted
from .mandates import add_member, outside

F = FormationStatus


@transaction.atomic
def seat_members(
    *,
    formation: Formation,
    applications: Sequence[Application],
    seated_by: str,
    actor: Person | None,
    at: datetime,
    begins_on: date | None = None,
    reserves: Sequence[Application] = (),
    why: Mapping[int, Mapping[str, Any]] | None = None,
) -> list[Mandate]:
    """Give seats to these applicants, put `reserves` in their order into reserve, and publish.

    The term of a new council begins on `begins_on` (today, unless told otherwise). `why`: by number
    of the application, the code and parameters of the sentence that explains the result. Everybody
    who applied is told. Raises FormationError: ``wrong_state``, ``foreign``, ``nobody_seated``,
    ``decided_too_many``, ``decided_organisation``, ``decided_rule``.
    """
    held = lock_formation(formation, F.SCORED, F.READY)
    taken, spare = list(applications), list(reserves)
    _check(held, taken, spare)
    council = held.council
    begins = begins_on or timezone.localdate(at)
    if council.term_begins_on is None:
        set_term(council, begins, periods_of(council.akimat))
    assert council.term_begins_on is not None
    assert council.term_ends_on is not None
    if not council.term_begins_on <= begins < council.term_ends_on:
        raise outside(council.term_begins_on, council.term_ends_on, "begins_on")
    council.published_at = council.published_at or at
    council.save()
    made = Mandate.objects.bulk_create(
        Mandate(
            council=council,
            begins_on=begins,
            ends_on=council.term_ends_on,
            seated_by=SeatedBy(seated_by),
            **_from(one),
        )
        for one in taken
    )
    _write_outcomes(held, taken, spare, why or {})
    advance(held, F.SEATED)
    held.seated_at = at
    held.save(update_fields=["status", "seated_at", "decided_on"])
    noted(
        "council_formed",
        held,
        actor,
        at,
        seated=[one.number for one in taken],
        reserve=[one.number for one in spare],
        by=str(seated_by),
    )
    _tell(held, at)
    return made


@transaction.atomic
def publish_result(
    *,
    formation: Formation,
    begins_on: date,
    decided_on: date,
    actor: Person,
    at: datetime,
) -> list[Mandate]:
    """Publish the decision of the working group: what scores and rules give, and where it decided
    otherwise, with its reasons. Raises as `seat_members`, and FormationError ``not_scored``."""
    held = lock_formation(formation)
    if held.status != F.SCORED:
        raise FormationError("not_scored")
    held.decided_on = decided_on
    held.save(update_fields=["decided_on"])
    found = proposing.lines(held)
    for line in found:
        line.application.formation = held
    return seat_members(
        formation=held,
        applications=[one.application for one in proposing.of_outcome(found, Outcome.SEATED)],
        reserves=[one.application for one in proposing.of_outcome(found, Outcome.RESERVE)],
        seated_by=SeatedBy.COMPETITION,
        actor=actor,
        at=at,
        begins_on=begins_on,
        why={
            one.application.number: {
                "code": one.place.code,
                "before": one.place.before,
                "rank": one.rank,
                "shared": one.shared,
            }
            for one in found
        },
    )


@transaction.atomic
def fill_from_reserve(
    *, mandate: Mandate, begins_on: date, actor: Person | None, at: datetime
) -> Mandate:
    """The seat of somebody who left goes to the first in reserve who keeps the rules.

    Raises CouncilError: ``not_ended``, ``filled_already``, ``reserve_empty``, ``council_ended``.
    """
    held = lock_mandate(mandate, seated=False)
    if held.council.ended_on is not None:
        raise CouncilError("council_ended")
    found = next_for(held)
    if found is None:
        raise CouncilError("reserve_empty")
    return give_seat(mandate=held, application=found, begins_on=begins_on, actor=actor, at=at)


@transaction.atomic
def give_seat(
    *,
    mandate: Mandate,
    application: Application,
    begins_on: date,
    actor: Person | None,
    at: datetime,
) -> Mandate:
    """Let this applicant follow who left. A draw calls it with the replacement that keeps its
    quotas. Raises CouncilError: ``not_ended``, ``filled_already`` and as `add_member`."""
    held = lock_mandate(mandate, seated=False)
    if held.ended_on is None:
        raise CouncilError("not_ended", name=held.name)
    if Mandate.objects.filter(succeeds=held).exists():
        raise CouncilError("filled_already", name=held.name)
    application.outcome = Outcome.SEATED
    application.why = {**application.why, "code": selection.FROM_RESERVE, "before": None}
    application.save(update_fields=["outcome", "why"])
    fields = _from(application)
    return add_member(
        council=held.council,
        begins_on=begins_on,
        seated_by=held.seated_by,
        succeeds=held,
        actor=actor,
        at=at,
        **fields,
    )


def next_for(mandate: Mandate) -> Application | None:
    """Who in reserve would take this seat now."""
    council = mandate.council
    formation = formation_queries.filled_by(council)
    if formation is None:
        return None
    waiting = {one.number: one for one in formation_queries.reserve(formation)}
    candidates = [
        selection.Candidate(one.number, one.reserve_place or place, one.sector, one.organisation_id)
        for place, one in enumerate(waiting.values(), 1)
    ]
    plan = proposing.plan_of(formation)
    found = selection.next_in_reserve(
        candidates,
        leaving=mandate.sector,
        held=plan.held,
        organisations=plan.held_organisations,
        plan=plan,
    )
    return waiting[found.key] if found else None


def _from(one: Application) -> dict[str, Any]:
    """What a mandate takes over from the application."""
    return {
        "application": one,
        "person": one.person,
        "name": one.name,
        "position": one.position,
        "sector": one.sector,
        "organisation": one.organisation,
        "territory": one.territory,
        "is_woman": {"f": True, "m": False}.get(one.sex),
        "language": one.language,
    }


def _check(formation: Formation, taken: list[Application], spare: list[Application]) -> None:
    if not taken:
        raise FormationError("nobody_seated")
    for one in (*taken, *spare):
        if one.formation_id != formation.pk or one.status != ApplicationStatus.ADMITTED:
            raise FormationError("foreign")
    council: Council = formation.council
    held = list(queries.seated_rows().filter(council=council))
    seats = min(formation.seats, council.size - len(held))
    if len(taken) > seats:
        raise FormationError("decided_too_many", given=len(taken), seats=seats)
    bodies = Counter(one.organisation_id for one in held if one.organisation_id is not None)
    for one in taken:
        if one.organisation_id is None:
            continue
        bodies[one.organisation_id] += 1
        if bodies[one.organisation_id] > 1:
            raise FormationError("decided_organisation", organisation=str(one.organisation))
    before = queries.composition(council, held)
    sectors = [*(one.sector for one in held), *(one.sector for one in taken)]
    after = rule.of_sectors(sectors, council.size, before.civil_percent)
    if after.state > before.state and not after.is_kept:
        raise FormationError(
            "decided_rule", total=after.total, needed=after.needed, civil=after.civil
        )


def _write_outcomes(
    formation: Formation,
    taken: list[Application],
    spare: list[Application],
    why: Mapping[int, Mapping[str, Any]],
) -> None:
    seated = {one.pk for one in taken}
    places = {one.pk: place for place, one in enumerate(spare, 1)}
    rows = list(formation_queries.admitted(formation))
    for one in rows:
        one.outcome = Outcome.NOT_SEATED
        if one.pk in seated:
            one.outcome = Outcome.SEATED
        elif one.pk in places:
            one.outcome, one.reserve_place = Outcome.RESERVE, places[one.pk]
        one.why = dict(why.get(one.number, {"code": selection.DRAWN}))
        one.rank = one.why.get("rank")
    Application.objects.bulk_update(rows, ["outcome", "reserve_place", "why", "rank"])


def _tell(formation: Formation, at: datetime) -> None:
    rows = list(formation_queries.admitted(formation).select_related("person"))
    for outcome in (Outcome.SEATED, Outcome.NOT_SEATED):
        told = [one for one in rows if one.outcome == outcome]
        notices.to_applicants(formation, told, f"result_{outcome}", at)
    for one in rows:
        if one.outcome == Outcome.RESERVE:
            one.formation = formation
            notices.to_applicant(one, "result_reserve", at, place=one.reserve_place)
    notices.formed(formation, at)
