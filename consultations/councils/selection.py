"""From a ranking to seats: by place, under the rules that were announced.

For each applicant in the order of places: the seat is given unless

1. the working group decided otherwise about this applicant (`fixed`, with a public reason);
2. somebody of the same organisation has a seat already;
3. the sector has as many seats as it may have at most;
4. for an official: the state has as many as it may have of the whole council;
5. the seats that are left are needed for the least that sectors must have.

Where there are fewer applicants than seats, the share of the state is counted of the seats that are
filled: officials with the worst places give way until the rule holds. Nobody counts twice and
nothing is drawn here, so the same ranking gives the same council.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import shares
from .composition import STATE
from .enums import Outcome

# Codes of `Place.code`; the sentences are in `wording`.
BY_PLACE, SECTOR_LEAST, DECIDED = "by_place", "sector_least", "decided"
SAME_ORGANISATION, SECTOR_FULL, STATE_FULL = "same_organisation", "sector_full", "state_full"
SEATS_KEPT, NO_SEAT_LEFT = "seats_kept", "no_seat_left"
# Written by others into the result: the seats were drawn; a seat fell free later.
DRAWN, FROM_RESERVE = "drawn", "from_reserve"


@dataclass(frozen=True)
class Candidate:
    """`key` is the number of the application, `rank` its place; ties are broken before."""

    key: int
    rank: int
    sector: str
    organisation: int | None = None


@dataclass(frozen=True)
class Plan:
    """`least` and `most` seats by sector; a sector that is not named has 0 and no limit.

    `held` are those who sit already and stay, by sector, with their organisations: a formation that
    fills single seats of a council counts them.
    """

    seats: int
    reserve: int
    civil_percent: int
    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    held_organisations: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Place:
    """What came out for one applicant and why: `code`, and the number of who stands in the way."""

    key: int
    outcome: Outcome
    code: str
    before: int | None = None
    reserve_place: int | None = None


def select(
    candidates: Sequence[Candidate],
    plan: Plan,
    fixed: Mapping[int, Outcome] | None = None,
) -> dict[int, Place]:
    """{key: place}, in the order of ranks. `fixed` holds what was decided by hand."""
    order = sorted(candidates, key=lambda one: (one.rank, one.key))
    decided = dict(fixed or {})
    cap = _state_seats(plan, plan.seats)
    while True:
        found = _run(order, plan, decided, cap)
        taken = [one for one in order if found[one.key].outcome == Outcome.SEATED]
        state = sum(one.sector == STATE for one in taken)
        allowed = _state_seats(plan, len(taken))
        if state <= allowed or cap == 0:
            break
        cap = min(cap, state) - 1
    return _with_reserve(order, found, plan, decided)


def next_in_reserve(
    reserve: Sequence[Candidate],
    *,
    leaving: str,
    held: Mapping[str, int],
    organisations: frozenset[int],
    plan: Plan,
) -> Candidate | None:
    """Who takes a seat that fell free: the first in reserve who keeps the rules; one of the sector
    that lost it first where that sector now has less than its least.

    `held` and `organisations` are of those who still sit.
    """
    order = sorted(reserve, key=lambda one: (one.rank, one.key))
    fitting = [one for one in order if _fits(one, held, organisations, plan)]
    if held.get(leaving, 0) < plan.least.get(leaving, 0):
        same = [one for one in fitting if one.sector == leaving]
        fitting = same or fitting
    return fitting[0] if fitting else None


def _fits(
    one: Candidate, held: Mapping[str, int], organisations: frozenset[int], plan: Plan
) -> bool:
    if one.organisation is not None and one.organisation in organisations:
        return False
    if one.sector in plan.most and held.get(one.sector, 0) >= plan.most[one.sector]:
        return False
    if one.sector != STATE:
        return True
    total, state = sum(held.values()) + 1, held.get(STATE, 0) + 1
    return total - state >= shares.least(total, plan.civil_percent)


def _state_seats(plan: Plan, filled: int) -> int:
    """How many of the new seats may go to officials, if so many are filled."""
    whole = sum(plan.held.values()) + filled
    most = whole - shares.least(whole, plan.civil_percent)
    return max(0, most - plan.held.get(STATE, 0))


def _run(
    order: Sequence[Candidate], plan: Plan, decided: Mapping[int, Outcome], cap: int
) -> dict[int, Place]:
    taken: Counter[str] = Counter()
    seats_of: dict[int, int | None] = dict.fromkeys(plan.held_organisations)
    found: dict[int, Place] = {}
    for one in order:  # what was decided by hand takes its seat before all others
        if decided.get(one.key) == Outcome.SEATED:
            found[one.key] = Place(one.key, Outcome.SEATED, DECIDED)
            taken[one.sector] += 1
            if one.organisation is not None:
                seats_of[one.organisation] = one.key
        elif one.key in decided:
            found[one.key] = Place(one.key, Outcome.NOT_SEATED, DECIDED)
    passed_over = False
    for place, one in enumerate(order):
        if one.key in found:
            continue
        code = _obstacle(one, order[place + 1 :], plan, taken, seats_of, cap, found)
        if code:
            before = seats_of.get(one.organisation) if one.organisation is not None else None
            before = before if code == SAME_ORGANISATION else None
            found[one.key] = Place(one.key, Outcome.NOT_SEATED, code, before)
            passed_over = passed_over or code == SEATS_KEPT
            continue
        why = SECTOR_LEAST if passed_over else BY_PLACE
        found[one.key] = Place(one.key, Outcome.SEATED, why)
        taken[one.sector] += 1
        if one.organisation is not None:
            seats_of[one.organisation] = one.key
    return found


def _obstacle(
    one: Candidate,
    after: Sequence[Candidate],
    plan: Plan,
    taken: Counter[str],
    seats_of: Mapping[int, int | None],
    cap: int,
    found: Mapping[int, Place],
) -> str:
    """Why this one gets no seat; empty if nothing speaks against it."""
    if one.organisation is not None and one.organisation in seats_of:
        return SAME_ORGANISATION
    if taken.total() >= plan.seats:
        return NO_SEAT_LEFT
    if one.sector in plan.most and taken[one.sector] >= plan.most[one.sector]:
        return SECTOR_FULL
    if one.sector == STATE and taken[STATE] >= cap:
        return STATE_FULL
    left = plan.seats - taken.total() - 1
    rest = [other for other in after if other.key not in found]
    state_left = cap - taken[STATE] - (one.sector == STATE)
    owed = 0
    for sector, least in plan.least.items():
        lacking = max(0, least - taken[sector] - (sector == one.sector))
        owed += min(lacking, _available(rest, sector, seats_of, one, state_left))
    return SEATS_KEPT if owed > left else ""


def _available(
    rest: Sequence[Candidate],
    sector: str,
    seats_of: Mapping[int, int | None],
    one: Candidate,
    state_left: int,
) -> int:
    """How many of a sector could still take a seat, each organisation once."""
    free = [
        o
        for o in rest
        if o.sector == sector
        and (
            o.organisation is None
            or (o.organisation not in seats_of and o.organisation != one.organisation)
        )
    ]
    bodies = {o.organisation for o in free if o.organisation is not None}
    count = len(bodies) + sum(o.organisation is None for o in free)
    return min(count, max(0, state_left)) if sector == STATE else count


def _with_reserve(
    order: Sequence[Candidate],
    found: Mapping[int, Place],
    plan: Plan,
    decided: Mapping[int, Outcome],
) -> dict[int, Place]:
    """The best of those without a seat wait in reserve, unless they were decided on by hand."""
    places: dict[int, Place] = {}
    waiting = 0
    for one in order:
        place = found[one.key]
        by_hand = decided.get(one.key)
        is_free = by_hand is None or by_hand == Outcome.RESERVE
        if place.outcome != Outcome.SEATED and is_free and waiting < plan.reserve:
            waiting += 1
            place = Place(one.key, Outcome.RESERVE, place.code, place.before, waiting)
        places[one.key] = place
    return places
