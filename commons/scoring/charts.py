"""What the partials in `templates/scoring/` draw: numbers and lengths, no words but titles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commons.interface.charts import width
from commons.interface.numbers import percent

from .results import Cell, CriterionResult, Marker, Result, Standing

# Places are put together as 1, 2–3, 4–7, 8–15, 16 and on: enough to see how far one may fall.
STARTS = (1, 2, 4, 8, 16)
MOST_EFFECT = 25.0  # hundredths of the scale that fill half of a marker's bar
STRONG = 0.75  # three quarters of the scale between two evaluators
LARGEST_DOT = 9.0


@dataclass(frozen=True, slots=True)
class Places:
    """A group of places, from `first` to `last`; `step` is its shade."""

    first: int
    last: int
    step: int

    @property
    def is_one(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Part:
    places: Places
    share: float
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class AcceptabilityRow:
    standing: Standing
    parts: tuple[Part, ...]
    url: str


def groups_of(count: int) -> list[Places]:
    starts = [start for start in STARTS if start <= count]
    ends = [*(start - 1 for start in starts[1:]), count]
    return [
        Places(first, last, step)
        for step, (first, last) in enumerate(zip(starts, ends, strict=True))
    ]


def acceptability(result: Result, urls: Mapping[str, str]) -> list[AcceptabilityRow]:
    """In the order of the ranking: shares of all weightings by groups of places."""
    groups = groups_of(len(result.alternatives))
    rows = []
    for one in result.alternatives:
        parts, before = [], 0.0
        for group in groups:
            share = sum(one.acceptability[group.first - 1 : group.last])
            parts.append(Part(group, share, width(before), width(share)))
            before += share
        rows.append(AcceptabilityRow(one, tuple(parts), urls.get(one.code, "")))
    return rows


@dataclass(frozen=True, slots=True)
class Dot:
    """How far evaluators are apart: `radius` of 10, `strong` from three quarters of the scale."""

    criterion: CriterionResult
    cell: Cell
    radius: str
    strong: bool


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    standing: Standing
    dots: tuple[Dot, ...]
    url: str


def disagreement(result: Result, urls: Mapping[str, str]) -> list[DisagreementRow]:
    """Judged criteria only, in the order of the ranking."""
    return [
        DisagreementRow(
            one,
            tuple(
                _dot(criterion, cell)
                for criterion, cell in zip(result.criteria, one.cells, strict=True)
                if criterion.is_judged
            ),
            urls.get(one.code, ""),
        )
        for one in result.alternatives
    ]


def _dot(criterion: CriterionResult, cell: Cell) -> Dot:
    scale = criterion.high - criterion.low
    share = (cell.span or 0.0) / scale if scale > 0 else 0.0
    return Dot(criterion, cell, f"{LARGEST_DOT * min(1.0, share) ** 0.5:.1f}", share >= STRONG)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A piece of a weighted sum: the bar is as long as it adds to the score."""

    criterion: CriterionResult
    cell: Cell
    points: float
    x: str
    width: str
    tone: int


MOST_TONES = 6


def tones(result: Result) -> list[tuple[str, int]]:
    """What a colour of the ranking stands for: a criterion, or an area where criteria are many."""
    areas = list(dict.fromkeys(one.area for one in result.criteria))
    by_area = len(result.criteria) > MOST_TONES and 1 < len(areas) <= MOST_TONES and all(areas)
    names = areas if by_area else [one.title for one in result.criteria]
    return [(name, n % MOST_TONES) for n, name in enumerate(names)]


@dataclass(frozen=True, slots=True)
class RankingRow:
    standing: Standing
    contributions: tuple[Contribution, ...]
    url: str


def ranking(result: Result, urls: Mapping[str, str]) -> list[RankingRow]:
    """Every candidate with what each criterion adds to its weighted sum."""
    rows = []
    named = dict(tones(result))
    for one in result.alternatives:
        pieces, before = [], 0.0
        for n, (criterion, cell) in enumerate(zip(result.criteria, one.cells, strict=True)):
            added = criterion.weight * cell.share
            tone = named.get(criterion.area, n % MOST_TONES)
            piece = Contribution(criterion, cell, 100 * added, width(before), width(added), tone)
            pieces.append(piece)
            before += added
        rows.append(RankingRow(one, tuple(pieces), urls.get(one.code, "")))
    return rows


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """A bar to the left of the middle for harsh, to the right for lenient."""

    marker: Marker
    name: str
    x: str
    width: str


def markers(result: Result, names: Mapping[int, str]) -> list[MarkerRow]:
    """`names` by number, for moderators only."""
    rows = []
    for one in result.markers:
        half = min(abs(one.effect) / MOST_EFFECT, 1.0) / 2
        start = 0.5 - half if one.effect < 0 else 0.5
        rows.append(MarkerRow(one, names.get(one.number, ""), width(start), width(half)))
    return rows


def weight_rows(criteria: Sequence[CriterionResult]) -> list[dict[str, object]]:
    """For `{% bar_chart %}`."""
    return [
        {
            "label": one.title,
            "value": one.weight,
            "formatted": percent(one.weight, 1),
            "note": one.area,
        }
        for one in criteria
    ]
