"""A tiny election for the rules page, counted by the same rules as a real one."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from algorithms.allocation import Election, Project, TieBreak, equal_shares, greedy

BUDGET = 10_000_000


@dataclass(frozen=True)
class Example:
    """A project of the example, and whether each rule chooses it."""

    name: str | Promise
    cost_tenge: int
    votes: int
    by_greedy: bool
    by_equal_shares: bool


NAMES = {"a": _("Playground"), "b": _("Street lights"), "c": _("Ramp at the clinic")}
PROJECTS = (Project("a", 5_000_000), Project("b", 5_000_000), Project("c", 4_000_000))
# Six neighbours want the first two, four want the third.
BALLOTS = [({"a": 1, "b": 1}, 6), ({"c": 1}, 4)]
VOTERS = sum(count for _choices, count in BALLOTS)


@lru_cache(maxsize=1)
def projects() -> list[Example]:
    """Each project with what both rules make of it."""
    election = Election(BUDGET, PROJECTS, BALLOTS)
    ties = TieBreak(("votes", "cost", "lot"), {"a": 1, "b": 2, "c": 3})
    most_votes = greedy(election, ties=ties)
    shares = equal_shares(election, ties=ties)
    return [
        Example(
            name=NAMES[project.id],
            cost_tenge=project.cost,
            votes=sum(count for choices, count in BALLOTS if project.id in choices),
            by_greedy=project.id in most_votes.selected,
            by_equal_shares=project.id in shares.selected,
        )
        for project in PROJECTS
    ]
