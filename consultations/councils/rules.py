"""What still stands between a formation and its announcement."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from commons.interface import official
from commons.people.enums import Sector

from ..periods import Periods, periods_of
from . import formation_queries, queries, shares
from .composition import STATE, Composition
from .enums import TieRule
from .errors import FormationError
from .models import Formation, GroupMember

LEAST_GROUP = 3


def free_seats(formation: Formation) -> int:
    return queries.composition(formation.council).vacant


def plan_problems(
    plan: Mapping[str, tuple[int, int]], seats: int, held: Composition
) -> list[FormationError]:
    """`plan`: {sector: (at least, at most)}; `held` are those who sit in the council already."""
    found = []
    for sector, (least, most) in plan.items():
        if most < least:
            found.append(FormationError("plan_reversed", sector=Sector(sector).label))
    promised = sum(least for least, _most in plan.values())
    possible = sum(most for _least, most in plan.values())
    if promised > seats:
        found.append(FormationError("plan_too_many", promised=promised, seats=seats))
    if possible < seats:
        found.append(FormationError("plan_too_few", possible=possible, seats=seats))
    allowed = state_seats(seats, held)
    if plan.get(STATE, (0, 0))[1] > allowed:
        found.append(FormationError("plan_state", allowed=allowed))
    return found


def state_seats(seats: int, held: Composition) -> int:
    """How many of the seats to fill may go to officials."""
    whole = held.total + seats
    return max(0, whole - shares.least(whole, held.civil_percent) - held.state)


def group_problems(group: list[GroupMember], periods: Periods) -> list[FormationError]:
    """The working group: three at least, headed, and the state one third of it at most."""
    found = []
    if len(group) < LEAST_GROUP:
        found.append(FormationError("group_small"))
    if not any(one.is_head for one in group):
        found.append(FormationError("group_headless"))
    state = sum(one.sector == STATE for one in group)
    allowed = shares.most(len(group), periods.state_percent)
    if state > allowed:
        found.append(FormationError("group_state", state=state, total=len(group), allowed=allowed))
    return found


def faults(formation: Formation, at: datetime) -> list[FormationError]:
    """Everything that keeps it from being announced, so that a page can list it all at once."""
    found: list[FormationError] = []
    absent = official.missing(official.read(formation, "asked"))
    if absent:
        found.append(FormationError("text_needed", languages=", ".join(absent)))
    held = queries.composition(formation.council)
    if formation.seats > held.vacant:
        found.append(FormationError("too_many_seats", vacant=held.vacant))
    plan = {one.sector: (one.least, one.most) for one in formation_queries.plan_rows(formation)}
    found += plan_problems(plan, formation.seats, held)
    found += _dates(formation, at)
    lots = formation.tie_rule == TieRule.LOT and not formation_queries.is_by_lot(formation)
    if lots and official.missing(official.read(formation, "tie_source")):
        found.append(FormationError("source_needed"))
    periods = periods_of(formation.council.akimat)
    return found + group_problems(formation_queries.group(formation), periods)


def _dates(formation: Formation, at: datetime) -> list[FormationError]:
    until = formation.apply_until
    if until is None:
        return [FormationError("deadline_needed")]
    if until <= at:
        return [FormationError("deadline_past")]
    if formation.decide_by is not None and formation.decide_by < timezone.localdate(until):
        return [FormationError("result_before_deadline")]
    return []
