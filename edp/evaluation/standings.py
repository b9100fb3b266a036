"""Rows of the ranking as pages show them: an opportunity, its place, what its score is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.scoring.results import Cell, CriterionResult, Result, Standing

from ..models import Candidate, Evaluation, Opportunity
from . import queries


@dataclass(frozen=True, slots=True)
class Column:
    """One criterion in the picture of a row: as wide as its weight, filled as high as its share.
    Numbers are hundredths of the picture."""

    x: float
    width: float
    y: float
    height: float
    criterion: CriterionResult
    cell: Cell

    @property
    def contribution(self) -> float:
        """What it adds to the weighted sum, in hundredths."""
        return 100 * self.criterion.weight * self.cell.share


@dataclass(frozen=True, slots=True)
class Row:
    standing: Standing
    candidate: Candidate | None
    columns: tuple[Column, ...]

    @property
    def opportunity(self) -> Opportunity | None:
        return self.candidate.opportunity if self.candidate else None

    @property
    def language(self) -> str:
        return self.candidate.opportunity.proposal.language if self.candidate else ""

    @property
    def largest_span(self) -> float:
        """How far evaluators are apart on the criterion on which they are furthest apart, as a
        share of its scale."""
        spans = [
            column.cell.span / (column.criterion.high - column.criterion.low)
            for column in self.columns
            if column.cell.span is not None and column.criterion.high > column.criterion.low
        ]
        return max(spans, default=0.0)


GAP = 0.4


def rows_of(evaluation: Evaluation, result: Result) -> list[Row]:
    """In the order of the ranking."""
    held = {one.alternative.code: one for one in queries.candidates_of(evaluation)}
    return [row_of(result, one, held.get(one.code)) for one in result.alternatives]


def row_of(result: Result, standing: Standing, candidate: Candidate | None) -> Row:
    return Row(standing, candidate, tuple(_columns(result.criteria, standing.cells)))


def _columns(criteria: Sequence[CriterionResult], cells: Sequence[Cell]) -> list[Column]:
    found, x = [], 0.0
    for criterion, cell in zip(criteria, cells, strict=True):
        width = 100 * criterion.weight
        height = round(100 * cell.share, 2)
        shown = max(round(width - GAP, 2), 0.2)
        found.append(Column(round(x, 2), shown, round(100 - height, 2), height, criterion, cell))
        x += width
    return found


def by_area(criteria: Sequence[CriterionResult]) -> list[tuple[str, float, list[CriterionResult]]]:
    """(heading or "", its weight, criteria), in the order in which headings first occur."""
    groups: dict[str, list[CriterionResult]] = {}
    for one in criteria:
        groups.setdefault(one.area, []).append(one)
    return [(area, sum(one.weight for one in held), held) for area, held in groups.items()]
