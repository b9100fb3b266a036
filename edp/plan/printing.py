"""The plan for print: a tagged PDF (PDF/UA-1) of a version in one language, made by WeasyPrint.

It takes seconds, so it runs in a task and never in a request.
"""

import logging
from datetime import datetime
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commons.interface.official import LANGUAGES, read

from .enums import PdfStatus
from .models import PlanPdf, PlanVersion
from .page import page_of

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5


def print_plan(version: PlanVersion, language: str) -> bytes:
    """The bytes of the PDF. Nothing is fetched from anywhere but our own style sheet and font."""
    import weasyprint  # takes half a second to load, which no web process should spend

    round = version.plan.round
    with translation.override(language):
        html = render_to_string(
            "edp/plan/print.html",
            {
                "plan": page_of(version.content[language]),
                "version": version,
                "note": read(version, "note")[language],
                "round": round,
                "akimat": round.akimat,
                "language": language,
            },
        )
    style, font = finders.find("css/plan-print.css"), finders.find("font/onest-head.woff2")

    def fetch(url: str, *args: Any, **kwargs: Any) -> Any:
        if url == "birge:font":
            with open(str(font), "rb") as file:
                return {"string": file.read(), "mime_type": "font/woff2"}
        raise ValueError(f"a plan fetches nothing: {url}")

    document = weasyprint.HTML(string=html, url_fetcher=fetch, base_url="birge:plan")
    sheet = weasyprint.CSS(filename=str(style), url_fetcher=fetch)
    data: bytes = document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return data


def render_pdfs(*, version: PlanVersion, at: datetime | None = None) -> int:
    """Print what is not printed yet, one language after the other; returns how many are new.

    Safe to run twice, also at once: a row that another run holds is left to it, and one that has
    its file is left as it is. What fails is tried again by the sweep, five times at most.
    """
    return sum(_render(version, code, at or timezone.now()) for code in LANGUAGES)


@transaction.atomic
def _render(version: PlanVersion, language: str, at: datetime) -> bool:
    row = (
        PlanPdf.objects.select_for_update(skip_locked=True)
        .filter(version=version, language=language, attempts__lt=MOST_ATTEMPTS)
        .exclude(status=PdfStatus.DONE)
        .first()
    )
    if row is None:
        return False
    row.attempts += 1
    try:
        data = print_plan(version, language)
    except Exception:
        # Whatever the printer stumbles over must not take the other languages with it.
        log.exception("Plan version %s was not printed in %s", version.pk, language)
        row.status = PdfStatus.FAILED
        row.save(update_fields=["status", "attempts"])
        return False
    row.status, row.made_at = PdfStatus.DONE, at
    row.file.save(f"plan-{version.pk}-{language}.pdf", ContentFile(data), save=False)
    row.save()
    return True
