"""The ratings by card and group as one table, for spreadsheets."""

from collections.abc import Iterator

from ..models import Round
from . import queries
from .results import results

COLUMNS = ("card", "title", "group", "people", "mean", *(f"gave_{n}" for n in range(1, 6)), "note")


def rows(round: Round) -> Iterator[list[object]]:
    """A row for each card and group; groups of one to four people have no figures."""
    for one in results(queries.candidates(round)):
        for group in one.groups:
            figures: list[object] = [""] * 7
            if group.mean is not None:
                figures = [group.n, f"{group.mean:.3f}", *group.distribution]
            elif group.is_empty:
                figures = [0, "", 0, 0, 0, 0, 0]
            note = f"fewer than {queries.LEAST} people" if group.is_hidden else ""
            yield [one.card.pk, one.card.proposal.title, group.group.value, *figures, note]
