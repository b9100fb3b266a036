"""Cells of the queues: how long a thing has waited, and in what state it is."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.dates import day_month


def status_cell(label: Any, tone: str = "") -> str:
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", label)


def age_cell(since: datetime | None, due: date | None) -> str:
    """Since when, until when, and how many days late; a late thing is tagged."""
    if since is None:
        return "—"
    words = _("since %(day)s") % {"day": day_month(since)}
    if due is None:
        return words
    late = (timezone.localdate() - due).days
    if late > 0:
        tag = ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
        return format_html('<span class="tag tag--bad">{}</span><br>{}', tag, words)
    until = _("due %(day)s") % {"day": day_month(due)}
    return format_html("{}<br><span class=meta>{}</span>", until, words)
