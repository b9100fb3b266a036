"""The yearly report: it writes itself as the year goes, and is kept once it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.numbers import tenge
from commons.interface.official import read_texts
from commons.people.views.access import posted, shared_page
from commons.territories.models import Akimat

from ...councils.models import Council
from .. import operations, queries
from ..enums import ExpenseKind
from ..figures import figures
from ..forms import ReportForm
from ..models import YearReport
from ..permissions import may_keep
from ..sentences import sentences
from .finding import council_of, council_to_keep, form_page, saved


@require_safe
def report(request: HttpRequest, akimat: Akimat, council: int, year: int) -> HttpResponse:
    found = council_of(request, akimat, council)
    first = _first_year(found)
    this_year = timezone.localdate().year
    if not first <= year <= this_year:
        raise Http404
    held = queries.reports(found).filter(year=year).first()
    shown = held.figures if held else figures(found, year)
    context = {
        "council": found,
        "year": year,
        "years": range(this_year, first - 1, -1),
        "report": held,
        "is_running": year == this_year,
        "parts": sentences(shown),
        "bars": _bars(shown),
        "may_publish": held is None and year < this_year and may_keep(request.user, found),
    }
    return render(request, "consultations/openness/report.html", context)


def _first_year(council: Council) -> int:
    begins = council.term_begins_on or timezone.localdate(council.created_at)
    return min(begins.year, timezone.localdate().year)


def _bars(shown: dict[str, Any]) -> list[tuple[str, int, str]]:
    held = shown["expenses"]
    return [
        (str(kind.label), held[kind.value], tenge(held[kind.value]))
        for kind in ExpenseKind
        if held.get(kind.value)
    ]


@shared_page
def publish(request: HttpRequest, akimat: Akimat, council: int, year: int) -> HttpResponse:
    kept = council_to_keep(request, akimat, council)
    form = ReportForm(posted(request))

    def save(data: dict[str, Any]) -> YearReport:
        return operations.publish_report(
            council=kept,
            year=year,
            words=read_texts(data, "words"),
            actor=request.user,
            at=timezone.now(),
        )

    address = reverse("consultations:year_report", args=[akimat.slug, council, year])
    if saved(request, form, save):
        messages.success(request, _("The report is published. Its figures are kept as they are."))
        return redirect(address)
    return form_page(
        request,
        title=_("Publish the report of %(year)s") % {"year": year},
        form=form,
        press=_("Publish"),
        back=(address, _("Report of %(year)s") % {"year": year}),
    )
