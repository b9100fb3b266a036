"""The course of a round: what has been, what is, what comes, for `{% timeline %}`."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.dates import long_date

from . import links
from .models import Round
from .queries import stages
from .stage_rail import TITLES


def last_day(closes_at: datetime) -> datetime:
    """The last moment that still counts; midnight belongs to the day that ends with it."""
    return closes_at - timedelta(microseconds=1)


def course(round: Round, at: datetime) -> list[dict[str, Any]]:
    """The mandate's act, the announcement, the stages with their dates, and the closing."""
    items: list[dict[str, Any]] = []
    if round.announced_at:
        url = links.of_round(round, "rules")
        title = _("Rules announced")
        items.append(
            {"title": title, "state": "done", "text": _date(round.announced_at), "url": url}
        )
    for kind, phase in stages.by_kind(round).items():
        state = "now" if phase.is_open(at) else ("done" if phase.is_over(at) else "")
        url = links.of_round(round, "stage", kind)
        text = span(phase.opens_at, phase.closes_at)
        items.append({"title": TITLES[kind], "state": state, "url": url, "text": text})
    if round.closed_at:
        items.append({"title": _("Closed"), "state": "done", "text": _date(round.closed_at)})
    return items


def _date(moment: datetime) -> str:
    return long_date(timezone.localtime(moment).date())


def span(opens_at: datetime, closes_at: datetime) -> str:
    """Both days with their years: rounds last for years."""
    return f"{_date(opens_at)} – {_date(last_day(closes_at))}"
