"""Pages as tagged PDF (PDF/UA-1), laid out by WeasyPrint.

That takes seconds, so it runs in tasks and never in a request. Kazakh letters come from Noto Sans,
which the image installs; headings may use our own font, as `birge:font`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.staticfiles import finders

FONT = "birge:font"


def print_page(html: str, style: str, *, laid_out: Callable[[], None] = lambda: None) -> bytes:
    """The file of a whole HTML page with the text of a style sheet. `laid_out` is called between
    the two halves of the work. Nothing is fetched but our own font."""
    from weasyprint import CSS, HTML  # takes half a second to load, which no page should spend

    page = HTML(string=html, url_fetcher=_fetch, base_url="birge:page")
    sheet = CSS(string=style, url_fetcher=_fetch, base_url="birge:style")
    document = page.render(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    laid_out()
    data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return data


def style_sheet(name: str) -> str:
    """The text of `static/css/<name>`."""
    return _static(f"css/{name}").decode()


def _fetch(url: str, *args: Any, **options: Any) -> dict[str, Any]:
    if url == FONT:
        return {"string": _static("font/onest-head.woff2"), "mime_type": "font/woff2"}
    raise ValueError(f"what is printed fetches nothing: {url}")


def _static(path: str) -> bytes:
    with open(str(finders.find(path)), "rb") as file:
        return file.read()
