"""An election: a budget, projects with integer costs, and ballots grouped when identical."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from algorithms.allocation.errors import AllocationError
from algorithms.allocation.rows import Ballots, Rows


@dataclass(frozen=True, slots=True)
class Project:
    """A project on the ballot.

    ``cost`` is in the smallest unit of money that the election counts in. Of the projects with one
    non-empty ``group`` at most one can be funded; where the rule finds two of them equal, the lower
    ``precedence`` goes first, before any other tie-break.
    """

    id: str
    cost: int
    group: str = ""
    precedence: int = 0


class Election:
    """Immutable input of every rule.

    ``ballots`` are pairs of (points by project id, number of voters who cast exactly this). An
    approval is 1 point. A project with 0 points counts as not voted for. An empty ballot counts
    in ``voters`` and nowhere else.

    Attributes: ``budget``; ``projects`` in the order given, which is the file order of ties;
    ``ballots``, a tuple of (((project index, points), ...) by index, multiplicity), each ballot
    once, in the order first met; ``rows``, the same as arrays; ``voters``, the number of ballots
    cast; ``votes`` and ``points``, totals by project id. Of ballots and rows one is made from the
    other when it is first asked for.

    Raises AllocationError: ``budget_negative``, ``project_duplicate``, ``cost_not_positive``,
    ``not_an_integer``, ``ballot_unknown_project``, ``points_negative``, ``multiplicity_negative``;
    ``rows`` raises ``points_too_large`` where sums would leave the integers a float64 holds.
    """

    __slots__ = ("_ballots", "_rows", "budget", "points", "projects", "voters", "votes")

    def __init__(
        self,
        budget: int,
        projects: Sequence[Project],
        ballots: Iterable[tuple[Mapping[str, int], int]],
    ) -> None:
        index = self._open(budget, projects)
        self._rows: Rows | None = None
        self._ballots: Ballots | None = _grouped(ballots, index)
        self.voters = sum(count for _, count in self._ballots)
        votes = [0] * len(self.projects)
        points = [0] * len(self.projects)
        for key, count in self._ballots:
            for position, given in key:
                votes[position] += count
                points[position] += count * given
        self._total(votes, points)

    @classmethod
    def of_rows(cls, budget: int, projects: Sequence[Project], rows: Rows) -> "Election":
        """An election from ballots that are arrays already; all sums must be below 2^52."""
        self = cls.__new__(cls)
        self._open(budget, projects)
        self._rows, self._ballots = rows, None
        self.voters = int(rows.many.sum())
        self._total(rows.votes(), rows.totals())
        return self

    def _open(self, budget: int, projects: Sequence[Project]) -> dict[str, int]:
        _require_integer(budget, "budget")
        if budget < 0:
            raise AllocationError("budget_negative", budget=budget)
        self.budget = budget
        self.projects = tuple(projects)
        return _index(self.projects)

    def _total(self, votes: list[int], points: list[int]) -> None:
        self.votes = {p.id: total for p, total in zip(self.projects, votes, strict=True)}
        self.points = {p.id: total for p, total in zip(self.projects, points, strict=True)}

    @property
    def ballots(self) -> Ballots:
        """Each ballot once, in the order first met, with its number of voters."""
        if self._ballots is None:
            assert self._rows is not None
            self._ballots = self._rows.ballots()
        return self._ballots

    @property
    def rows(self) -> Rows:
        """The ballots as arrays."""
        if self._rows is None:
            largest = max(self.points.values(), default=0)
            if max(largest, self.voters) >= 2**52:
                raise AllocationError("points_too_large", largest=largest)
            self._rows = Rows.of(len(self.projects), self.ballots)
        return self._rows


def _grouped(ballots: Iterable[tuple[Mapping[str, int], int]], index: Mapping[str, int]) -> Ballots:
    grouped: dict[tuple[tuple[int, int], ...], int] = {}
    for ballot, multiplicity in ballots:
        _require_integer(multiplicity, "multiplicity")
        if multiplicity < 0:
            raise AllocationError("multiplicity_negative", multiplicity=multiplicity)
        key = _canonical(ballot, index)
        grouped[key] = grouped.get(key, 0) + multiplicity
    return tuple((key, count) for key, count in grouped.items() if count)


def _require_integer(value: object, name: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise AllocationError("not_an_integer", name=name, value=value)


def _index(projects: Sequence[Project]) -> dict[str, int]:
    index: dict[str, int] = {}
    for position, project in enumerate(projects):
        _require_integer(project.cost, "cost")
        if project.cost <= 0:
            raise AllocationError("cost_not_positive", project=project.id, cost=project.cost)
        if project.id in index:
            raise AllocationError("project_duplicate", project=project.id)
        index[project.id] = position
    return index


def _canonical(ballot: Mapping[str, int], index: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    pairs = []
    for project, points in ballot.items():
        if project not in index:
            raise AllocationError("ballot_unknown_project", project=project)
        if type(points) is not int:
            _require_integer(points, "points")
        if points < 0:
            raise AllocationError("points_negative", project=project, points=points)
        if points:
            pairs.append((index[project], points))
    pairs.sort()
    return tuple(pairs)
