"""Who sits in a council against the rule of the law: so many of them from outside the state.

Law on Public Councils, No 383-V: at least two thirds civil society, at most one third officials.
Everybody who is not an official counts as civil society: business and academia too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commons.people.enums import Sector

from . import shares

STATE = Sector.GOVERNMENT


@dataclass(frozen=True)
class Composition:
    """`sectors` counts those who sit now. `women` and `women_of`: of how many that is known."""

    sectors: Mapping[str, int]
    size: int
    civil_percent: int
    women: int = 0
    women_of: int = 0

    @property
    def total(self) -> int:
        return sum(self.sectors.values())

    @property
    def state(self) -> int:
        return self.sectors.get(STATE, 0)

    @property
    def civil(self) -> int:
        return self.total - self.state

    @property
    def needed(self) -> int:
        """The fewest from outside the state among those who sit."""
        return shares.least(self.total, self.civil_percent)

    @property
    def most_state(self) -> int:
        return self.total - self.needed

    @property
    def is_kept(self) -> bool:
        return self.civil >= self.needed

    @property
    def excess(self) -> int:
        """How many officials there are too many."""
        return max(0, self.state - self.most_state)

    @property
    def lacking(self) -> int:
        """How many from outside the state would have to join for the rule to hold again."""
        joined = 0
        while self.civil + joined < shares.least(self.total + joined, self.civil_percent):
            joined += 1
        return joined

    @property
    def vacant(self) -> int:
        return max(0, self.size - self.total)

    def with_one(self, sector: str, instead_of: str = "") -> "Composition":
        """As it would be with one more of a sector, in the place of one of another."""
        counts = Counter(self.sectors)
        counts[sector] += 1
        if instead_of:
            counts[instead_of] -= 1
        return Composition(counts, self.size, self.civil_percent)

    def forbids(self, sector: str, instead_of: str = "") -> bool:
        """Whether that change would break the rule. Whoever is no official may always come, also
        while the rule is broken: that mends it."""
        after = self.with_one(sector, instead_of)
        return after.state > self.state and not after.is_kept


def of_sectors(sectors: Iterable[str], size: int, civil_percent: int) -> Composition:
    return Composition(Counter(sectors), size, civil_percent)
