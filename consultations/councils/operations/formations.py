"""A formation is set up, announced, given more time or called off."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from commons.interface.errors import refusing
from commons.interface.official import Texts, missing, write
from commons.people.enums import Sector
from commons.people.models import Person
from commons.scoring import operations as scoring

from .. import formation_queries, notices, queries, rules, scorecard
from ..composition import STATE
from ..enums import FormationStatus, Method
from ..errors import FormationError
from ..models import Council, Formation, SectorSeats
from .locks import advance, lock_council, lock_formation, noted

F = FormationStatus
TEXTS = ("asked", "conditions", "tie_source")
PLAIN = ("seats", "reserve", "apply_until", "decide_by", "tie_rule", "min_reviews")


@transaction.atomic
def create_formation(
    *, council: Council, method: str, actor: Person | None, at: datetime, seats: int | None = None
) -> Formation:
    """For all free seats unless told otherwise; every sector may have any of them but for the
    state, which may have what the law leaves it. A competition gets its ready-made scorecard.

    Raises CouncilError ``council_ended``; FormationError: ``running_already``, ``too_many_seats``.
    """
    held = lock_council(council)
    found = queries.composition(held)
    seats = found.vacant if seats is None else seats
    if not 1 <= seats <= found.vacant:
        raise FormationError("too_many_seats", vacant=found.vacant, fields=["seats"])
    made = Formation(council=held, method=Method(method), seats=seats, created_at=at)
    if method == Method.COMPETITION:
        made.scorecard = scorecard.make(held.akimat, actor, at)
    taken = {"one_running_formation_per_council": FormationError("running_already")}
    with refusing(taken):
        made.save()
    most = rules.state_seats(seats, found)
    SectorSeats.objects.bulk_create(
        SectorSeats(formation=made, sector=sector, most=most if sector == STATE else seats)
        for sector in Sector
    )
    noted("formation_created", made, actor, at, method=str(method), seats=seats)
    return made


@transaction.atomic
def change_formation(
    *, formation: Formation, actor: Person | None, at: datetime, **fields: Any
) -> Formation:
    """Before the announcement only. `fields`: asked, conditions and tie_source (Texts), seats,
    reserve, apply_until, decide_by, tie_rule, min_reviews.

    Raises FormationError: ``not_draft``, ``too_many_seats``.
    """
    held = lock_formation(formation, F.DRAFT)
    if unknown := set(fields) - {*TEXTS, *PLAIN}:
        raise TypeError(f"not a field of a formation: {sorted(unknown)}")
    for name in TEXTS:
        if name in fields:
            write(held, name, fields[name])
    for name in PLAIN:
        if name in fields:
            setattr(held, name, fields[name])
    vacant = rules.free_seats(held)
    if held.seats > vacant:
        raise FormationError("too_many_seats", vacant=vacant, fields=["seats"])
    held.save()
    noted("formation_changed", held, actor, at, fields=sorted(fields))
    return held


@transaction.atomic
def set_plan(
    *,
    formation: Formation,
    plan: Mapping[str, tuple[int, int]],
    actor: Person | None,
    at: datetime,
) -> None:
    """{sector: (at least, at most)} of the seats. Raises FormationError: ``not_draft``,
    ``plan_reversed``, ``plan_too_many``, ``plan_too_few``, ``plan_state``."""
    held = lock_formation(formation, F.DRAFT)
    problems = rules.plan_problems(plan, held.seats, queries.composition(held.council))
    if problems:
        raise problems[0]
    for row in formation_queries.plan_rows(held):
        row.least, row.most = plan.get(row.sector, (0, 0))
        row.save(update_fields=["least", "most"])
    seats = {sector: list(pair) for sector, pair in plan.items()}
    noted("formation_plan_set", held, actor, at, plan=seats)


@transaction.atomic
def set_weights(
    *, formation: Formation, weights: Mapping[int, Decimal], actor: Person, at: datetime
) -> None:
    """Of the criteria, by key. Raises FormationError ``not_draft``, ``by_lot``, and what
    `scoring.set_weights` raises."""
    held = lock_formation(formation, F.DRAFT)
    if held.scorecard is None:
        raise FormationError("by_lot")
    scoring.set_weights(scorecard=held.scorecard, weights=weights, actor=actor, at=at)


@transaction.atomic
def announce_formation(*, formation: Formation, actor: Person | None, at: datetime) -> Formation:
    """Publish it with the council it forms. From now on its rules stay as they are.

    Raises FormationError: ``not_draft`` and what `rules.faults` finds first.
    """
    held = lock_formation(formation, F.DRAFT)
    found = rules.faults(held, at)
    if found:
        raise found[0]
    advance(held, F.ANNOUNCED)
    held.announced_at = at
    held.save()
    council = held.council
    if council.published_at is None:
        council.published_at = at
        council.save(update_fields=["published_at"])
    group = formation_queries.group(held)
    noted(
        "formation_announced",
        held,
        actor,
        at,
        method=held.method,
        seats=held.seats,
        group=[one.person_id for one in group],
        plan={one.sector: [one.least, one.most] for one in formation_queries.plan_rows(held)},
    )
    for one in group:
        one.formation = held
        notices.group_named(one, at)
    notices.announced(held, at)
    return held


@transaction.atomic
def extend_applications(
    *, formation: Formation, until: datetime, actor: Person, at: datetime
) -> Formation:
    """Take applications for longer, also after the last day has passed; nothing was scored yet.

    Raises FormationError: ``wrong_state``, ``deadline_past``, ``deadline_earlier``.
    """
    held = lock_formation(formation, F.ANNOUNCED)
    assert held.apply_until is not None
    if until <= at:
        raise FormationError("deadline_past", fields=["until"])
    if until <= held.apply_until:
        raise FormationError("deadline_earlier", fields=["until"])
    before, held.apply_until = held.apply_until, until
    held.save(update_fields=["apply_until"])
    noted(
        "formation_extended",
        held,
        actor,
        at,
        before=before.isoformat(),
        after=until.isoformat(),
    )
    notices.extended(held, at)
    return held


@transaction.atomic
def cancel_formation(
    *, formation: Formation, reason: Texts, actor: Person, at: datetime
) -> Formation:
    """Call it off, with a public reason that every applicant is told.

    Raises FormationError: ``wrong_state``, ``reason_needed``.
    """
    held = lock_formation(formation)
    if missing(reason):
        raise FormationError("reason_needed", fields=["reason_kk"])
    advance(held, F.CANCELLED)
    held.cancelled_at = at
    write(held, "cancel_reason", reason)
    held.save()
    noted("formation_cancelled", held, actor, at, reason=dict(reason))
    notices.cancelled(held, at)
    return held


@transaction.atomic
def discard_formation(*, formation: Formation, actor: Person, at: datetime) -> None:
    """One that was never announced. Raises FormationError ``not_draft``."""
    held = lock_formation(formation, F.DRAFT)
    noted("formation_discarded", held, actor, at)
    card = held.scorecard
    held.delete()
    if card is not None:
        scoring.discard_scorecard(scorecard=card, actor=actor, at=at)
