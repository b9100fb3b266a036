"""The report of an event as a tagged PDF (PDF/UA), in the language of the report.

Drawn in the background only. Kazakh letters come from Noto Sans, which the image installs.
"""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from . import markup, queries
from .models import Event

# Collected, laid out, written.
STEPS = 3


def draw(event: Event, told: Callable[[int], None] = lambda step: None) -> bytes:
    """The file. `told` hears of each step that is done, 1 to STEPS."""
    from weasyprint import CSS, HTML  # takes half a second to load, which no page should spend

    with translation.override(event.report_language):
        html = render_to_string("edp/events/report_pdf.html", _context(event))
        style = render_to_string("edp/events/report_pdf.css")
    told(1)
    page = HTML(string=html, url_fetcher=_fetch_nothing)
    document = page.render(stylesheets=[CSS(string=style)], pdf_variant="pdf/ua-1")
    told(2)
    data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
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


def _fetch_nothing(url: str, *rest: Any, **options: Any) -> Any:
    raise ValueError("a report holds no addresses to fetch")
