"""The report of an event as a tagged PDF, in the language of the report. Drawn in the background
only."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from commons.interface.pdf import print_page, style_sheet

from . import markup, queries
from .models import Event

# Collected, laid out, written.
STEPS = 3


def draw(event: Event, told: Callable[[int], None] = lambda step: None) -> bytes:
    """The file. `told` hears of each step that is done, 1 to STEPS."""
    with translation.override(event.report_language):
        html = render_to_string("edp/events/report_pdf.html", _context(event))
    told(1)
    data = print_page(html, style_sheet("document-print.css"), laid_out=lambda: told(2))
    told(3)
    return data


def _context(event: Event) -> dict[str, Any]:
    from .people_words import came_rows

    return {
        "event": event,
        "round": event.round,
        "akimat": event.round.akimat,
        "language": event.report_language,
        "agenda": list(event.agenda.all()),
        "came": came_rows(queries.came_by_sector(event)),
        "blocks": markup.blocks(event.report),
    }
