"""The ratings by card and group as one table, for spreadsheets."""

import csv
from io import StringIO

from ..models import Round
from ..tables import plain_cell
from . import queries
from .results import results

COLUMNS = ("card", "title", "group", "people", "mean", *(f"gave_{n}" for n in range(1, 6)), "note")


def write(round: Round) -> str:
    """A row for each card and group; groups of one to four people have no figures."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in results(queries.candidates(round)):
        for group in one.groups:
            figures: list[object] = [""] * 7
            if group.mean is not None:
                figures = [group.n, f"{group.mean:.3f}", *group.distribution]
            elif group.is_empty:
                figures = [0, "", 0, 0, 0, 0, 0]
            note = f"fewer than {queries.LEAST} people" if group.is_hidden else ""
            row = [one.card.pk, one.card.proposal.title, group.group.value, *figures, note]
            writer.writerow([plain_cell(value) for value in row])
    return out.getvalue()
