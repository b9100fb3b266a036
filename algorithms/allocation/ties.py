"""Tie-breaking: an order that is published before anyone votes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from algorithms.allocation.election import Election
from algorithms.allocation.errors import AllocationError

Criterion = Literal["votes", "cost", "lot", "id", "file"]
_CRITERIA = ("votes", "cost", "lot", "id", "file")
_DECISIVE = ("lot", "id", "file")


class TieBreak:
    """Criteria applied one after another to projects that a rule finds exactly equal.

    ``votes`` (more first, counted in voters), ``cost`` (lower first), ``lot`` (lower number drawn
    first), ``id`` (ascending as Python strings), ``file`` (order of the election's projects). The
    last criterion must tell every two projects apart: lot, id or file.

    Raises AllocationError: ``ties_undecided``, ``ties_unknown_criterion``, ``lots_not_distinct``,
    and, when a rule meets the election, ``lots_missing``.
    """

    __slots__ = ("criteria", "lots")

    def __init__(
        self, criteria: Sequence[Criterion], lots: Mapping[str, int] | None = None
    ) -> None:
        for criterion in criteria:
            if criterion not in _CRITERIA:
                raise AllocationError("ties_unknown_criterion", criterion=criterion)
        if not criteria or criteria[-1] not in _DECISIVE:
            raise AllocationError("ties_undecided", criteria=list(criteria))
        self.criteria: tuple[Criterion, ...] = tuple(criteria)
        self.lots = dict(lots or {})
        if len(set(self.lots.values())) != len(self.lots):
            raise AllocationError("lots_not_distinct")

    @classmethod
    def published(cls, lots: Mapping[str, int]) -> "TieBreak":
        """More votes, then lower cost, then the announced draw: the order of our rounds."""
        return cls(("votes", "cost", "lot"), lots)

    @classmethod
    def cheapest_first(cls, lots: Mapping[str, int]) -> "TieBreak":
        """Lower cost, then more votes, then the draw: the order of equalshares.net."""
        return cls(("cost", "votes", "lot"), lots)

    @classmethod
    def by_id(cls) -> "TieBreak":
        """Ascending project id, the order of the reference outcomes."""
        return cls(("id",))

    @classmethod
    def by_file_order(cls) -> "TieBreak":
        """The order in which the election lists its projects, the custom of official counts."""
        return cls(("file",))

    def order(self, election: Election) -> "Order":
        """The criteria bound to one election; raises ``lots_missing``."""
        if "lot" in self.criteria:
            missing = [p.id for p in election.projects if p.id not in self.lots]
            if missing:
                raise AllocationError("lots_missing", projects=missing)
        return Order(self, election)

    def describe(self) -> dict[str, object]:
        """Plain data for an outcome's description of its rule."""
        return {"criteria": list(self.criteria), "lots": dict(self.lots)}


class Order:
    """Chooses among tied projects, which it knows by their index in the election."""

    __slots__ = ("_keys", "_projects")

    def __init__(self, ties: TieBreak, election: Election) -> None:
        self._projects = election.projects
        self._keys = []
        for position, project in enumerate(election.projects):
            values: dict[str, int | str] = {
                "votes": -election.votes[project.id],
                "cost": project.cost,
                "lot": ties.lots.get(project.id, 0),
                "id": project.id,
                "file": position,
            }
            self._keys.append(tuple(values[criterion] for criterion in ties.criteria))

    def first(self, tied: Iterable[int]) -> int:
        """The project that goes first among ``tied``.

        One that stands behind a tied rival of its own group is set aside before the criteria are
        asked, so that declared precedence never depends on the draw.
        """
        tied = list(tied)
        best: dict[str, int] = {}
        for i in tied:
            group, precedence = self._projects[i].group, self._projects[i].precedence
            if group:
                best[group] = min(best.get(group, precedence), precedence)
        leading = [
            i
            for i in tied
            if not self._projects[i].group
            or self._projects[i].precedence == best[self._projects[i].group]
        ]
        return min(leading, key=self._keys.__getitem__)

    def ranks(self) -> list[int]:
        """The place of each project were all of them tied and none in a group."""
        ranked = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        return [place for _, place in sorted((c, place) for place, c in enumerate(ranked))]

    def ranked(self, tied: Iterable[int]) -> list[int]:
        """All of ``tied``, as ``first`` would take them one after another."""
        left = list(tied)
        ranked = []
        while left:
            ranked.append(self.first(left))
            left.remove(ranked[-1])
        return ranked
