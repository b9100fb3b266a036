"""A lottery anyone can check: a thousand panels, of which one number draws one."""

from dataclasses import dataclass
from functools import cached_property

from algorithms.sortition.distribution import Distribution, Progress
from algorithms.sortition.naming import named
from algorithms.sortition.rounding import rounded

PANELS = 1000


@dataclass(frozen=True, eq=False)
class Lottery:
    """Equally likely panels, each of sorted ids, in sorted order; the same panel may recur."""

    distribution: Distribution
    panels: tuple[tuple[str, ...], ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """On how many of the panels everybody is, by id."""
        counts = dict.fromkeys(self.distribution.chances, 0)
        for panel in self.panels:
            for person in panel:
                counts[person] += 1
        return counts

    @cached_property
    def deviation(self) -> float:
        """The largest difference between a person's count and chance, in panels."""
        chances = self.distribution.chances
        return max(abs(n - chances[p] * len(self.panels)) for p, n in self.counts.items())


def lottery(
    distribution: Distribution, size: int = PANELS, *, progress: Progress | None = None
) -> Lottery:
    """``size`` equal panels, each within quotas, that give everybody the chances computed.

    Everybody is on as many panels as ``size`` times their chance, rounded down or up. People of one
    group differ by one panel at most. Where whole panels do not allow that (``deviation`` of 1 and
    more), the panels come as near to it as the search finds. Deterministic, like the distribution.
    """
    panels = rounded(distribution, size, progress)
    return Lottery(distribution, tuple(sorted(named(distribution.programme, panels))))
