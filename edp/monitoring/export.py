"""All readings as a table for spreadsheets, one line each, corrected ones marked."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..plan.document import plain
from .models import Indicator, Reading

# What a spreadsheet would take for a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text


def readings_csv(readings: Iterable[Reading]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Indicator"),
            _("Unit"),
            _("What it measures"),
            _("Baseline"),
            _("Baseline measured on"),
            _("Target"),
            _("Target to be reached by"),
            _("Measured on"),
            _("Value"),
            _("Source"),
            _("Note"),
            _("Entered"),
            _("Holds"),
        ]
    )
    for reading in readings:
        one: Indicator = reading.indicator
        writer.writerow(
            [
                harmless(one.title),
                harmless(one.unit),
                one.get_kind_display(),
                plain(one.baseline_value),
                one.baseline_date.isoformat(),
                plain(one.target_value),
                one.target_date.isoformat(),
                reading.date.isoformat(),
                plain(reading.value),
                harmless(reading.source),
                harmless(reading.note),
                reading.entered_at.isoformat(timespec="minutes"),
                _("yes") if reading.is_current else _("no, it was corrected"),
            ]
        )
    return out.getvalue().encode("utf-8-sig")
