"""All readings as a table for spreadsheets, one line each, corrected ones marked."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from commons.interface.spreadsheets import csv_response

from .models import Indicator, Reading


def readings_file(name: str, readings: Iterable[Reading]) -> HttpResponse:
    header = [
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
    return csv_response(name, header, (_row(reading, reading.indicator) for reading in readings))


def _row(reading: Reading, one: Indicator) -> list[Any]:
    return [
        one.title,
        one.unit,
        one.get_kind_display(),
        one.baseline_value,
        one.baseline_date.isoformat(),
        one.target_value,
        one.target_date.isoformat(),
        reading.date.isoformat(),
        reading.value,
        reading.source,
        reading.note,
        reading.entered_at.isoformat(timespec="minutes"),
        _("yes") if reading.is_current else _("no, it was corrected"),
    ]
