"""Which projects take part in a count, and why the others do not."""

from collections.abc import Iterable, Mapping

from algorithms.allocation.election import Election
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.outcome import Step

Threshold = int | Mapping[str, int]

# Beyond these a float64 no longer holds every count of voters, or no sum of money at all.
_MOST_VOTERS = 2**52
_MOST_MONEY = 2**900


def require_floats_to_hold(election: Election) -> None:
    """Raises ``too_many_voters`` and ``budget_too_large`` where floats could not even prune."""
    largest = max(election.voters, *election.points.values(), 0)
    if largest >= _MOST_VOTERS:
        raise AllocationError("too_many_voters", voters=largest)
    if election.budget >= _MOST_MONEY:
        raise AllocationError("budget_too_large", bits=election.budget.bit_length())


def proportional_threshold(election: Election, divisor: int = 3) -> dict[str, int]:
    """Least votes by project so that votes/n >= cost/(divisor·B), the rule of Świecie 2023.

    Rounded up; 0 when the budget is 0, since no project fits then anyway.
    """
    if not election.budget:
        return {p.id: 0 for p in election.projects}
    return {
        p.id: -(-p.cost * election.voters // (divisor * election.budget)) for p in election.projects
    }


def eligible(election: Election, min_votes: Threshold) -> tuple[list[int], list[Step]]:
    """Indices of the projects with a vote and at least ``min_votes``; steps for the rest.

    ``min_votes`` counts voters, not points; a mapping gives each project its own, 0 where absent.
    Raises ``threshold_negative``.
    """
    positions = []
    steps = []
    for position, project in enumerate(election.projects):
        votes = election.votes[project.id]
        needed = min_votes if isinstance(min_votes, int) else min_votes.get(project.id, 0)
        if needed < 0:
            raise AllocationError("threshold_negative", project=project.id, min_votes=needed)
        if votes < needed:
            data = {"votes": votes, "needed": needed, "votes_short": needed - votes}
            steps.append(Step("rule", "below_threshold", project.id, data))
        elif not votes:
            steps.append(Step("rule", "no_votes", project.id, {"votes": 0}))
        else:
            positions.append(position)
    return positions, steps


def within_budget(election: Election, positions: Iterable[int]) -> tuple[list[int], list[Step]]:
    """Those of ``positions`` that cost no more than the whole budget; steps for the rest."""
    kept = []
    steps = []
    for position in positions:
        project = election.projects[position]
        short = project.cost - election.budget
        if short <= 0:
            kept.append(position)
        else:
            data = {"votes": election.votes[project.id], "short": short}
            steps.append(Step("rule", "over_budget", project.id, data))
    return kept, steps


def describe_threshold(min_votes: Threshold) -> int | dict[str, int]:
    """Plain data for an outcome's description of its rule."""
    return min_votes if isinstance(min_votes, int) else dict(min_votes)
