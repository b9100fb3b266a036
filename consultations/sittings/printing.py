"""Published minutes for print: a tagged PDF in each language. It runs in a task."""

import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commons.interface.official import LANGUAGES
from commons.interface.pdf import print_page, style_sheet

from .models import Minutes, MinutesPdf
from .page import page_of
from .queries import MOST_PDF_ATTEMPTS

log = logging.getLogger(__name__)


def print_minutes(minutes: Minutes, language: str) -> bytes:
    with translation.override(language):
        context = {
            "page": page_of(minutes.content, language),
            "minutes": minutes,
            "meeting": minutes.meeting,
            "akimat": minutes.meeting.akimat,
            "addenda": list(minutes.addenda.all()),
            "language": language,
        }
        html = render_to_string("consultations/sittings/minutes_print.html", context)
    return print_page(html, style_sheet("document-print.css"))


def render_pdfs(*, minutes: Minutes, at: datetime | None = None) -> int:
    """Print what is not printed yet; returns how many are new. Safe to run twice, also at once;
    what fails is tried again by the sweep, five times at most."""
    return sum(_render(minutes, code, at or timezone.now()) for code in LANGUAGES)


@transaction.atomic
def _render(minutes: Minutes, language: str, at: datetime) -> bool:
    rows = MinutesPdf.objects.select_for_update(skip_locked=True).filter(
        minutes=minutes, language=language, file="", attempts__lt=MOST_PDF_ATTEMPTS
    )
    row = rows.first()
    if row is None:
        return False
    row.attempts += 1
    try:
        data = print_minutes(minutes, language)
    except Exception:
        # One language that cannot be printed must not keep the others waiting.
        log.exception("Minutes %s were not printed in %s", minutes.pk, language)
        row.save(update_fields=["attempts"])
        return False
    row.made_at = at
    row.file.save(f"minutes-{minutes.pk}-{language}.pdf", ContentFile(data), save=False)
    row.save()
    return True
