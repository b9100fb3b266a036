"""What the scores and the announced rules give: an order without ties, and from it the seats."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from . import formation_queries, queries, selection
from .enums import ApplicationStatus, Outcome, TieRule
from .models import Application, Formation
from .selection import Candidate, Place, Plan

UNRANKED = "unranked"


@dataclass(frozen=True)
class Line:
    """One applicant in the order of places. `shared` where the score was equal to another's."""

    application: Application
    rank: int | None
    place: Place
    score: float | None = None
    shared: bool = False


def lot_of(word: str, number: int) -> str:
    """The lot of an application among equal scores: the least goes first. Anybody can repeat it:
    SHA-256 of the word, a vertical bar and the number, as hexadecimal digits."""
    return hashlib.sha256(f"{word}|{number}".encode()).hexdigest()


def plan_of(formation: Formation) -> Plan:
    """What the selection goes by, with those who sit in the council already."""
    held = list(queries.seated_rows().filter(council=formation.council_id))
    rows = formation_queries.plan_rows(formation)
    counts = Counter(one.sector for one in held)
    bodies = frozenset(one.organisation_id for one in held if one.organisation_id is not None)
    return Plan(
        seats=formation.seats,
        reserve=formation.reserve,
        civil_percent=queries.composition(formation.council, held).civil_percent,
        least={one.sector: one.least for one in rows},
        most={one.sector: one.most for one in rows},
        held=counts,
        held_organisations=bodies,
    )


def lines(formation: Formation) -> list[Line]:
    """Everybody who was admitted and has not withdrawn, in the order of places; those whom nobody
    reviewed come last and have no place. Empty before the close of the scoring."""
    result = formation_queries.result_of(formation)
    if result is None:
        return []
    rows = formation_queries.applications(formation).filter(status=ApplicationStatus.ADMITTED)
    held = {str(one.number): one for one in rows}
    ranked = [(one, held[one.code]) for one in result.alternatives if one.code in held]
    order = sorted(ranked, key=lambda pair: (pair[0].rank, _tie(formation, pair[1])))
    scores = Counter(one.rank for one, _application in order)
    candidates = [
        Candidate(application.number, place, application.sector, application.organisation_id)
        for place, (_one, application) in enumerate(order, 1)
    ]
    fixed = {
        application.number: Outcome(application.decided)
        for _one, application in order
        if application.decided
    }
    found = selection.select(candidates, plan_of(formation), fixed)
    told = [
        Line(application, place, found[application.number], one.score, scores[one.rank] > 1)
        for place, (one, application) in enumerate(order, 1)
    ]
    seen = {line.application.number for line in told}
    rest = [one for one in held.values() if one.number not in seen]
    return told + [
        Line(one, None, Place(one.number, Outcome.NOT_SEATED, UNRANKED))
        for one in sorted(rest, key=lambda one: one.number)
    ]


def of_outcome(found: Sequence[Line], outcome: Outcome) -> list[Line]:
    return [line for line in found if line.place.outcome == outcome]


def _tie(formation: Formation, application: Application) -> tuple[str, int]:
    """Numbers are given in the order in which applications came."""
    by_lot = formation.tie_rule == TieRule.LOT
    return (lot_of(formation.tie_word, application.number) if by_lot else "", application.number)
