"""What each group made of each card. Groups stand side by side and are never summed: a sector of
nine people would drown among nine hundred residents, and a sum would give away who was left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..opportunities.models import Opportunity
from . import queries
from .enums import SCALE, Group
from .queries import LEAST


@dataclass(frozen=True)
class GroupResult:
    """Of fewer than five people neither number nor ratings are shown: `is_hidden`, and all
    figures are empty. With nobody at all it `is_empty`, which hides nothing."""

    group: Group
    n: int
    mean: float | None
    distribution: list[int]
    is_hidden: bool
    is_empty: bool

    @property
    def label(self) -> str:
        return str(self.group.label).capitalize()

    @property
    def length(self) -> float:
        """Of the strand, from 0 (everybody said 1) to 90 (everybody said 5)."""
        return round(90 * (self.mean - 1) / 4, 1) if self.mean is not None else 0.0


@dataclass(frozen=True)
class CardResult:
    card: Opportunity
    groups: list[GroupResult]


def of_group(group: str, given: Sequence[int]) -> GroupResult:
    """`given` is how many gave 1, 2, 3, 4 and 5."""
    n = sum(given)
    if n < LEAST:
        return GroupResult(Group(group), 0, None, [], is_hidden=n > 0, is_empty=n == 0)
    mean = sum(value * times for value, times in zip(SCALE, given, strict=True)) / n
    return GroupResult(Group(group), n, mean, list(given), is_hidden=False, is_empty=False)


def results(cards: Iterable[Opportunity]) -> list[CardResult]:
    """For each card, in the order given, every group."""
    held = list(cards)
    counted = queries.counts(held)
    return [
        CardResult(card, [of_group(group, counted[card.pk][group]) for group in Group.values])
        for card in held
    ]


@dataclass(frozen=True)
class Favourite:
    """The card or cards that a group rated best; none where all of it is hidden."""

    group: Group
    cards: list[Opportunity]
    mean: float | None

    @property
    def label(self) -> str:
        return str(self.group.label).capitalize()


def favourites(found: Sequence[CardResult]) -> list[Favourite]:
    best = []
    for place, group in enumerate(Group):
        rated = [(one.groups[place].mean, one.card) for one in found]
        means = [mean for mean, _card in rated if mean is not None]
        top = max(means, default=None)
        cards = [card for mean, card in rated if mean is not None and mean == top]
        best.append(Favourite(group, cards, top))
    return best
