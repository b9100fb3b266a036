"""Who scores what, as a table that a moderator can check at a glance."""

from dataclasses import dataclass

from commons.scoring.models import Alternative, Evaluator, Scorecard, ScoreSheet
from commons.scoring.queries import forbidden_pairs

ASSIGNED, BARRED, NOTHING = "assigned", "barred", ""


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` in the order of the evaluators; `missing` is how many reviews are short."""

    alternative: Alternative
    cells: tuple[str, ...]
    reviews: int
    missing: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    evaluators: tuple[Evaluator, ...]
    rows: tuple[Row, ...]
    loads: tuple[int, ...]

    @property
    def is_assigned(self) -> bool:
        return any(self.loads)

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)


def table_of(scorecard: Scorecard) -> Table:
    """Alternatives × evaluators, in a fixed number of queries."""
    evaluators = tuple(scorecard.evaluators.select_related("person", "organisation").order_by("pk"))
    sheets = ScoreSheet.objects.filter(evaluator__scorecard=scorecard, withdrawn_at__isnull=True)
    given = set(sheets.values_list("evaluator_id", "alternative_id"))
    barred = forbidden_pairs(scorecard)
    rows = []
    for alternative in scorecard.alternatives.order_by("pk"):
        pairs = [(one.pk, alternative.pk) for one in evaluators]
        cells = tuple(
            ASSIGNED if pair in given else (BARRED if pair in barred else NOTHING) for pair in pairs
        )
        reviews = cells.count(ASSIGNED)
        names = tuple(
            one.person.public_name
            for one, cell in zip(evaluators, cells, strict=True)
            if cell == ASSIGNED
        )
        missing = max(0, scorecard.min_reviews - reviews)
        rows.append(Row(alternative, cells, reviews, missing, names))
    loads = tuple(sum(one.pk == pair[0] for pair in given) for one in evaluators)
    return Table(evaluators, tuple(rows), loads)
