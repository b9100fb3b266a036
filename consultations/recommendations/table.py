"""The board and the recommendations as tables for spreadsheets."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from commons.territories.models import Akimat
from commons.territories.queries import active_akimats

from .figures import Figures, figures_by, sent
from .queries import recommendations

NAMES = (
    "total", "in_time", "late", "overdue", "waiting", "accepted", "partly", "rejected", "median",
)  # fmt: skip
FIGURES = ("akimat", "name", "year", "source", *NAMES)
_COLUMNS = (
    "recommendation", "document", "number", "source", "sent_on", "sent_late", "reply_due_on",
    "standing", "replied_on", "working_days", "decision", "who_replies", "text", "reply",
)  # fmt: skip


def figures_rows(today: date) -> Iterator[list[Any]]:
    """Counts as they are: a spreadsheet makes the shares."""
    for akimat in active_akimats().order_by("name", "pk"):
        rows = sent(akimat)
        for year in rows.values_list("year", flat=True).distinct().order_by("year"):
            found = figures_by(rows.filter(year=year), today, "source")
            for source, figures in found.items():
                yield [akimat.slug, akimat.name, year, source, *_values(figures)]


def recommendations_header() -> tuple[str, ...]:
    return _COLUMNS


def recommendations_rows(akimat: Akimat, today: date) -> Iterator[list[Any]]:
    for one in recommendations(akimat).iterator(chunk_size=500):
        document = one.document
        sent_at = document.sent_at
        yield [
            one.pk,
            document.pk,
            one.number,
            document.source.value,
            timezone.localdate(sent_at).isoformat() if sent_at else "",
            "yes" if document.sent_late else "no",
            one.due_on.isoformat() if one.due_on else "",
            one.standing(today).value,
            timezone.localdate(one.replied_at).isoformat() if one.replied_at else "",
            one.replied_in,
            one.decision,
            one.specialist.public_name if one.specialist else "",
            one.text,
            one.reply,
        ]


def _values(figures: Figures) -> list[Any]:
    return [getattr(figures, name) for name in NAMES]
