"""What a result holds. Everything is plain numbers and texts; None stands where nothing is known.

Order of `alternatives`, of the rows and columns of `pairwise` and of `acceptability`: by rank, then
by code. Order of `criteria`, `cells` and `central_weights`: that of the scorecard.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from commons.interface.official import Texts

FORMAT = "birge-ranking-1"


def told(texts: Texts) -> str:
    """The text in the reader's language, else in the first that has one."""
    order = [(get_language() or "kk")[:2], "kk", "ru", "en"]
    return next((texts[code] for code in order if texts.get(code)), "")


@dataclass(frozen=True)
class CriterionResult:
    """`weight` is a part of 1; `low` and `high` are the ends used to bring values to 0–1.

    `alpha`: Krippendorff's alpha, interval level, over all evaluators.
    """

    code: str
    titles: Mapping[str, str]
    area_titles: Mapping[str, str] | None
    units: Mapping[str, str]
    kind: str
    direction: str
    weight: float
    low: float
    high: float
    preference: str
    indifference: float
    strict: float
    is_placeholder: bool
    alpha: float | None

    @property
    def title(self) -> str:
        return told(self.titles)

    @property
    def area(self) -> str:
        return told(self.area_titles) if self.area_titles else ""

    @property
    def unit(self) -> str:
        return told(self.units)

    @property
    def is_judged(self) -> bool:
        return self.kind == "scale"


@dataclass(frozen=True)
class Cell:
    """One alternative by one criterion. `value` is in points or units, `share` from 0 (worst end)
    to 1 (best end). `deviation` (sample) and `span` say how far evaluators are apart; None for a
    figure and for less than two reviews."""

    value: float
    share: float
    count: int
    deviation: float | None
    span: float | None


@dataclass(frozen=True)
class Tipping:
    """The least change of one weight, the others in proportion, that makes it first."""

    criterion: str
    weight: float
    now: float


@dataclass(frozen=True)
class Standing:
    """One alternative. `score` is that of the method: 0–1, for PROMETHEE II −1 to 1.

    `acceptability[r]`: share of all possible weightings that give it place r + 1. `central_weights`
    are the mean of those that make it first. `keeps_place`: share of weightings within a quarter of
    the published weights in which its place by the weighted sum is what it is with those weights.
    `tipping`: the one weight to change for it to be first; `nearest_weights`: the least change of
    several, None where no weights at all make it first.
    """

    code: str
    title: str
    rank: int
    score: float
    reviews: int
    cells: tuple[Cell, ...]
    acceptability: tuple[float, ...]
    central_weights: tuple[float, ...] | None
    keeps_place: float
    tipping: Tipping | None
    nearest_weights: tuple[float, ...] | None

    @property
    def can_be_first(self) -> bool:
        """By the weighted sum, whatever the weights."""
        return self.nearest_weights is not None

    @property
    def first_share(self) -> float:
        return self.acceptability[0]


@dataclass(frozen=True)
class Pair:
    """Two whose order depends on the weights: in how many weightings each is ahead."""

    first: str
    second: str
    first_ahead: float
    second_ahead: float


@dataclass(frozen=True)
class Marker:
    """An evaluator by number. `effect`: how far above (lenient) or below (harsh) the others they
    marked the same things, in hundredths of the scale."""

    number: int
    effect: float
    reviews: int


@dataclass(frozen=True)
class Agreement:
    """`alpha` over all marks, as shares of their scales; `w` over the order in which evaluators'
    overall marks put what everybody scored."""

    alpha: float | None
    w: float | None
    w_items: int
    evaluators: int
    sheets: int


@dataclass(frozen=True)
class Unranked:
    """Nobody handed in a review of it."""

    code: str
    title: str


@dataclass(frozen=True)
class Result:
    titles: Mapping[str, str]
    method: str
    aggregation: str
    adjusts_severity: bool
    fingerprint: str
    seed: int
    draws: int
    criteria: tuple[CriterionResult, ...]
    alternatives: tuple[Standing, ...]
    pairwise: tuple[tuple[float, ...], ...]
    undecided: tuple[Pair, ...]
    agreement: Agreement
    markers: tuple[Marker, ...]
    unranked: tuple[Unranked, ...]

    @property
    def title(self) -> str:
        return told(self.titles)

    @property
    def weights(self) -> dict[str, float]:
        return {one.code: one.weight for one in self.criteria}

    @cached_property
    def by_code(self) -> dict[str, Standing]:
        return {one.code: one for one in self.alternatives}

    @cached_property
    def criterion(self) -> dict[str, CriterionResult]:
        return {one.code: one for one in self.criteria}

    def ahead(self, first: str, second: str) -> float:
        """Share of weightings in which `first` scores more than `second`."""
        place = {one.code: n for n, one in enumerate(self.alternatives)}
        return self.pairwise[place[first]][place[second]]

    def to_json(self) -> dict[str, Any]:
        """What JSON can hold; `from_json` makes the same result of it."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Result":
        """Raises ValueError for another format."""
        if told.get("format") != FORMAT:
            raise ValueError(f"not a {FORMAT}: {told.get('format')!r}")
        rest = {one.name: told[one.name] for one in fields(cls)}
        rest["criteria"] = tuple(CriterionResult(**one) for one in told["criteria"])
        rest["alternatives"] = tuple(_standing(one) for one in told["alternatives"])
        rest["pairwise"] = tuple(tuple(row) for row in told["pairwise"])
        rest["undecided"] = tuple(Pair(**one) for one in told["undecided"])
        rest["agreement"] = Agreement(**told["agreement"])
        rest["markers"] = tuple(Marker(**one) for one in told["markers"])
        rest["unranked"] = tuple(Unranked(**one) for one in told["unranked"])
        return cls(**rest)


def _standing(told: Mapping[str, Any]) -> Standing:
    central, tipping, nearest = (
        told[name] for name in ("central_weights", "tipping", "nearest_weights")
    )
    return Standing(
        **{
            **told,
            "cells": tuple(Cell(**cell) for cell in told["cells"]),
            "acceptability": tuple(told["acceptability"]),
            "central_weights": None if central is None else tuple(central),
            "tipping": None if tipping is None else Tipping(**tipping),
            "nearest_weights": None if nearest is None else tuple(nearest),
        }
    )
