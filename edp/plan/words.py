"""Words for the codes that a document holds, in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _

from commons.interface.dates import long_date

from ..monitoring.enums import Direction, Frequency, IndicatorKind
from .enums import ActionStatus, Degree, ExAnteResult, ItemKind, ProgrammeLevel


def action_status(code: str) -> str:
    return str(ActionStatus(code).label)


def ex_ante_result(code: str) -> str:
    return str(ExAnteResult(code).label)


def degree(value: int) -> str:
    return str(Degree(value).label)


def indicator_kind(code: str) -> str:
    return str(IndicatorKind(code).label)


def direction(code: str) -> str:
    return str(Direction(code).label)


def frequency(months: int) -> str:
    return str(Frequency(months).label)


def programme_level(code: str) -> str:
    return str(ProgrammeLevel(code).label)


def item_kind(code: str) -> str:
    return str(ItemKind(code).label)


def yes_no(value: bool) -> str:
    return _("yes") if value else _("no")


def day(value: str | None) -> str:
    """A date as JSON holds it, written out; nothing where there is none."""
    return long_date(date.fromisoformat(value)) if value else ""
