"""Whole tables as CSV, written while they are read: memory does not grow with their length."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from commons.interface.spreadsheets import harmless

from .asking import Ask
from .declaring import Dataset

CHUNK = 2000


def table(dataset: Dataset, ask: Ask) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, a line of names first. No cell is a formula to a spreadsheet."""
    if ask.bom:
        yield codecs.BOM_UTF8
    yield _lines([dataset.columns])
    for rows in chunks(ask.rows(dataset).iterator(chunk_size=CHUNK)):
        ready = dataset.ready(rows)
        yield _lines([[harmless(cell) for cell in dataset.cells(row)] for row in ready])


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Lists of at most CHUNK rows."""
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _lines(rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
