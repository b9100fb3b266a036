"""An election: a budget, projects with integer costs, and ballots grouped when identical."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from algorithms.allocation.errors import AllocationError


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
    once, in the order first met; ``voters``, the number of ballots cast; ``votes`` and ``points``,
    totals by project id.

    Raises AllocationError: ``budget_negative``, ``project_duplicate``, ``cost_not_positive``,
    ``not_an_integer``, ``ballot_unknown_project``, ``points_negative``, ``multiplicity_negative``.
    """

    __slots__ = ("ballots", "budget", "points", "projects", "voters", "votes")

    def __init__(
        self,
        budget: int,
        projects: Sequence[Project],
        ballots: Iterable[tuple[Mapping[str, int], int]],
    ) -> None:
        _require_integer(budget, "budget")
        if budget < 0:
            raise AllocationError("budget_negative", budget=budget)
        self.budget = budget
        self.projects = tuple(projects)
        index = _index(self.projects)
        grouped: dict[tuple[tuple[int, int], ...], int] = {}
        for ballot, multiplicity in ballots:
            _require_integer(multiplicity, "multiplicity")
            if multiplicity < 0:
                raise AllocationError("multiplicity_negative", multiplicity=multiplicity)
            key = _canonical(ballot, index)
            grouped[key] = grouped.get(key, 0) + multiplicity
        self.ballots = tuple((key, count) for key, count in grouped.items() if count)
        self.voters = sum(count for _, count in self.ballots)
        votes = [0] * len(self.projects)
        points = [0] * len(self.projects)
        for key, count in self.ballots:
            for position, given in key:
                votes[position] += count
                points[position] += count * given
        self.votes = {p.id: total for p, total in zip(self.projects, votes, strict=True)}
        self.points = {p.id: total for p, total in zip(self.projects, points, strict=True)}


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
