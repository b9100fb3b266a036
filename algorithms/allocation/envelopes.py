"""Envelopes: a count for each district and one citywide, each with its own money and voters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from algorithms.allocation.election import Election
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.outcome import Outcome

Leftovers = Literal["returned", "citywide"]
Rule = Callable[[str, Election], Outcome]
_LEFTOVERS = ("returned", "citywide")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One envelope's count and the money that moved, in the election's unit.

    ``budget``: what the envelope had of its own. ``received``: what other envelopes left over and
    gave to it; ``outcome.budget`` is both together. ``given``: what it left over and gave away;
    ``returned``: what it left over and nobody spends. ``budget`` + ``received`` = the outcome's
    cost + ``given`` + ``returned``.
    """

    outcome: Outcome
    budget: int
    received: int
    given: int
    returned: int

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries, lists, strings and integers."""
        return {
            "outcome": self.outcome.to_json(),
            "budget": self.budget,
            "received": self.received,
            "given": self.given,
            "returned": self.returned,
        }


def count_envelopes(
    elections: Mapping[str, Election],
    rule: Rule,
    *,
    leftovers: Leftovers = "returned",
    citywide: str = "",
) -> dict[str, Envelope]:
    """Counts every election by ``rule``, which gets its name beside it; in the order given.

    Nothing but money crosses from one envelope to another: each has its own voters (n), its own
    ballots, and groups of exclusive projects that end with it, whatever their names. What an
    envelope leaves over is ``returned``, or goes to the envelope named ``citywide``, which is then
    counted last, wherever it stands. A rule that depends on the budget (a share of it as threshold,
    an endowment) sees the raised one there.

    Raises AllocationError: ``unknown_setting``, ``citywide_missing``, and what ``rule`` raises.
    """
    if leftovers not in _LEFTOVERS:
        raise AllocationError("unknown_setting", name="leftovers", value=leftovers)
    if leftovers == "citywide" and citywide not in elections:
        raise AllocationError("citywide_missing", name=citywide)
    last = {citywide} if leftovers == "citywide" else set()
    counted = {
        name: _count(name, election, rule, gives=bool(last))
        for name, election in elections.items()
        if name not in last
    }
    for name in last:
        received = sum(envelope.given for envelope in counted.values())
        counted[name] = _count(name, elections[name], rule, received=received)
    return {name: counted[name] for name in elections}


def _count(
    name: str, election: Election, rule: Rule, *, received: int = 0, gives: bool = False
) -> Envelope:
    outcome = rule(name, _raised(election, received))
    left = outcome.budget - outcome.cost
    return Envelope(
        outcome=outcome,
        budget=election.budget,
        received=received,
        given=left if gives else 0,
        returned=0 if gives else left,
    )


def _raised(election: Election, received: int) -> Election:
    if not received:
        return election
    ids = [p.id for p in election.projects]
    ballots = (({ids[c]: n for c, n in ballot}, many) for ballot, many in election.ballots)
    return Election(election.budget + received, election.projects, ballots)
