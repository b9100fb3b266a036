"""Where a decision departs from what the scoring recommended. Knows no database.

Let k opportunities be taken and m be put in reserve. The recommendation that a decision is held
against is then: the first k of the ranking are taken, the next m are in reserve, the others are
not taken; and within those taken, as within the reserve, the order is that of the ranking. So one
opportunity that is passed over needs one reason; those that move up behind it need none.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .enums import Difference, Outcome

Key = TypeVar("Key", bound=Hashable)
RANKED = (Outcome.CHOSEN, Outcome.RESERVE)


@dataclass(frozen=True, slots=True)
class Line(Generic[Key]):
    """One opportunity: its place in the ranking (equal scores share one: 1, 1, 3; None where it
    was not scored) and what was decided. `rank` counts from 1 within its outcome."""

    key: Key
    recommended: int | None
    outcome: str
    rank: int | None = None


def differences(lines: Sequence[Line[Key]]) -> dict[Key, Difference]:
    """The departures that need a written reason, by key; nothing for those that need none.

    Where a line between outcomes falls among equal scores, the ranking does not choose between
    these opportunities: the commission does, so each of them needs a reason (``TIED``).
    Undecided lines (empty outcome) count as not taken.
    """
    found: dict[Key, Difference] = {}
    expected = _expected(lines)
    for line in lines:
        decided = line.outcome or Outcome.NOT_CHOSEN
        possible = expected.get(line.key)
        if possible is None:
            found[line.key] = Difference.UNRANKED
        elif decided not in possible:
            found[line.key] = Difference.OUTCOME
        elif len(possible) > 1:
            found[line.key] = Difference.TIED
    for outcome in RANKED:
        group = [line for line in lines if line.outcome == outcome and line.recommended is not None]
        for key in _out_of_order(group):
            found.setdefault(key, Difference.ORDER)
    return found


def _expected(lines: Sequence[Line[Key]]) -> dict[Key, set[str]]:
    """What the ranking would make of each: one outcome, or several where a limit cuts a tie."""
    ranked = sorted(
        (line for line in lines if line.recommended is not None), key=lambda x: x.recommended or 0
    )
    taken = sum(line.outcome == Outcome.CHOSEN for line in lines)
    kept = taken + sum(line.outcome == Outcome.RESERVE for line in lines)

    def at(place: int) -> str:
        if place < taken:
            return Outcome.CHOSEN
        return Outcome.RESERVE if place < kept else Outcome.NOT_CHOSEN

    blocks: dict[int, set[str]] = {}
    for place, line in enumerate(ranked):
        blocks.setdefault(line.recommended or 0, set()).add(at(place))
    return {line.key: blocks[line.recommended or 0] for line in ranked}


def _out_of_order(group: Sequence[Line[Key]]) -> list[Key]:
    """Those whose decided place is not among the places that the ranking gives them here.

    Only the scored ones are compared with each other: one that was never scored, put in between,
    moves nobody.
    """
    decided = sorted(group, key=lambda line: (line.rank is None, line.rank or 0))
    ranked = sorted(group, key=lambda line: line.recommended or 0)
    places: dict[int, set[int]] = {}
    for place, line in enumerate(ranked):
        places.setdefault(line.recommended or 0, set()).add(place)
    return [
        line.key
        for place, line in enumerate(decided)
        if line.rank is not None and place not in places[line.recommended or 0]
    ]
