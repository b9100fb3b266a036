"""The public board: who answers in time, and how the akimats compare."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from commons.interface.numbers import decimal, percent, row_key
from commons.interface.spreadsheets import csv_response
from commons.territories.models import Akimat
from commons.territories.queries import active_akimats

from .. import figures as counted
from ..enums import Decision, Source
from ..figures import Figures
from ..table import FIGURES, figures_rows, recommendations_header, recommendations_rows

LABELS: dict[str, Any] = {
    "in_time": gettext_lazy("answered in time"),
    "late": gettext_lazy("answered late"),
    "overdue": gettext_lazy("no reply, overdue"),
    "waiting": gettext_lazy("waiting, not due yet"),
}
TONES = {"in_time": "good", "late": "sun", "overdue": "bad", "waiting": "line"}
DECIDED = {"accepted": "good", "partly": "sun", "rejected": "bad"}


@require_safe
def board(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    today = timezone.localdate()
    years = counted.years(akimat)
    year, source = _chosen(request)
    rows = counted.sent(akimat, year=year, source=source)
    total = counted.figures(rows, today)
    everywhere = counted.sent(year=year, source=source)
    compared = counted.figures_by(everywhere, today, "akimat")
    # By the name that is shown, which may be in another language than the column of this one.
    akimats = sorted(active_akimats(), key=lambda one: (one.name, one.pk))
    table = [(one, compared[one.pk]) for one in akimats if one.pk in compared]
    enough = [(one, found) for one, found in table if found.is_enough]
    enough.sort(key=lambda pair: (-(pair[1].in_time_share or 0), pair[0].name))
    context = {
        "figures": total,
        "parts": _parts(total, LABELS, TONES),
        "decided": _parts(total, dict(Decision.choices), DECIDED),
        "kept": counted.kept(akimat, today),
        "by_source": [
            (Source(key).label, found)
            for key, found in counted.figures_by(rows, today, "source").items()
        ],
        "by_year": list(counted.figures_by(rows, today, "year").items())[::-1],
        "table": table,
        "bars": [_bar(one, found, akimat) for one, found in enough],
        "too_few": [one for one, found in table if not found.is_enough],
        "country": counted.figures(everywhere, today) if len(table) > 1 else None,
        "least": counted.ENOUGH,
        "years": years,
        "year": year,
        "source": source,
        "sources": Source.choices,
        "today": today,
        "query": request.GET.urlencode(),
    }
    return render(request, "consultations/recommendations/board.html", context)


@require_safe
def board_csv(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """A row for each akimat, year of sending and kind of source."""
    return csv_response("replies-by-akimat.csv", FIGURES, figures_rows(timezone.localdate()))


@require_safe
def recommendations_csv(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Every recommendation to this akimat, as it stands today."""
    rows = recommendations_rows(akimat, timezone.localdate())
    name = f"{akimat.slug}-recommendations.csv"
    return csv_response(name, recommendations_header(), rows)


def _chosen(request: HttpRequest) -> tuple[int | None, str]:
    year = row_key(request.GET.get("year", ""))
    source = request.GET.get("source", "")
    return year if year and year < 10000 else None, source if source in Source.values else ""


def _parts(
    total: Figures, labels: Mapping[str, Any], tones: Mapping[str, str]
) -> list[dict[str, Any]]:
    return [
        {"label": labels[name], "value": getattr(total, name), "tone": tones[name]}
        for name in tones
        if getattr(total, name)
    ]


def _bar(one: Akimat, found: Figures, here: Akimat) -> dict[str, Any]:
    share = found.in_time_share or 0.0
    words = _("%(share)s (%(in_time)s of %(due)s)") % {
        "share": percent(share),
        "in_time": found.in_time,
        "due": found.due,
    }
    median = "" if found.median is None else decimal(found.median)
    return {
        "label": one.name,
        "value": share,
        "formatted": words,
        "tone": "brand" if one.pk == here.pk else "mid",
        "note": _("median %(days)s working days") % {"days": median} if median else "",
        "tag": pgettext("akimat of this page", "this akimat") if one.pk == here.pk else "",
    }
