"""A table of any length is written in the memory of a few thousand rows."""

import tracemalloc

import pytest
from django.db.models import F, Func, IntegerField, QuerySet, Value

from commons.territories.models import Akimat, Territory
from opendata.asking import Ask
from opendata.declaring import Dataset, integer, string
from opendata.tables import CHUNK, table

pytestmark = pytest.mark.django_db

ROWS = 250_000
MEGABYTE = 1 << 20


def series(rows: int) -> Dataset:
    """A dataset of that many rows, made by the database of a single one."""

    def made(akimat: Akimat | None) -> QuerySet[Territory]:
        numbers = Func(
            Value(1),
            Value(rows),
            function="generate_series",
            output_field=IntegerField(),
            set_returning=True,
        )
        return Territory.objects.filter(kato="550000000").annotate(number=numbers, code=F("kato"))

    fields = (integer("number", "Number."), string("code", "Code."), string("name", "Name."))
    return Dataset("series", "Series", "Rows.", "places", fields, made)


def peak_of(rows: int) -> tuple[int, int]:
    """Lines of the table, and the most memory at a time while it was read."""
    tracemalloc.start()
    try:
        lines = sum(piece.count(b"\r\n") for piece in table(series(rows), Ask()))
        return lines, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_table(akimat: Akimat) -> None:
    peak_of(1)
    small, some = peak_of(2 * CHUNK)
    large, most = peak_of(ROWS)

    assert (small, large) == (2 * CHUNK + 1, ROWS + 1)
    # 60 times the rows in the same memory, give or take what else is going on.
    assert most < some * 1.5
    assert most < 12 * MEGABYTE


def test_cells_are_no_formulas(akimat: Akimat) -> None:
    fields = (string("name", "Name."),)
    Territory.objects.filter(pk=akimat.territory_id).update(name_kk="=1+1", name="=1+1")
    dataset = Dataset(
        "one", "One", "Rows.", "places", fields, lambda _: Territory.objects.filter(akimat=akimat)
    )

    assert b"".join(table(dataset, Ask())) == b"name\r\n'=1+1\r\n"
