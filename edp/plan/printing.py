"""The plan for print: a tagged PDF of a version in one language. It runs in a task and never in a
request."""

import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commons.interface.official import LANGUAGES, read
from commons.interface.pdf import print_page, style_sheet

from .enums import PdfStatus
from .models import PlanPdf, PlanVersion
from .page import page_of

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5


def print_plan(version: PlanVersion, language: str) -> bytes:
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
    return print_page(html, style_sheet("plan-print.css"))


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
