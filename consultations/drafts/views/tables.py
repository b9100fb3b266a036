"""The table of all remarks with answers: as a page, as CSV, as DOCX; and one remark by itself."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.spreadsheets import csv_response
from commons.proposals.documents import DOCX
from commons.territories.models import Akimat

from .. import queries, table
from ..docx_table import docx_of
from ..enums import Decision
from .finding import draft_of, dressed, frame, remarks_shown

PER_PAGE = 25
_NUMBER = re.compile(r"\d{1,6}(-\d{1,4})?", re.ASCII)


@require_safe
def remarks(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draft = draft_of(request, akimat, pk)
    state, number = request.GET.get("state", ""), request.GET.get("paragraph", "").strip(" §")
    state = state if state in table.STATES else ""
    number = number if _NUMBER.fullmatch(number) else ""
    found = queries.agreed_by(table.chosen(draft, state, number), request.user)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    dressed(request, list(page.object_list), timezone.now())
    states = [
        ("", _("All remarks")),
        (table.WAITING, _("Waiting for an answer")),
        (table.ANSWERED, _("Answered")),
        *[(one.value, str(one.label).capitalize()) for one in Decision],
        (table.HIDDEN, _("Hidden")),
    ]
    context = frame(
        request,
        draft,
        page=page,
        state_chosen=state,
        paragraph_chosen=number,
        states=states,
        numbers=queries.standing_of(draft, timezone.now()),
    )
    return render(request, "consultations/drafts/remarks.html", context)


@require_safe
def remarks_csv(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draft = draft_of(request, akimat, pk)
    found = table.chosen(draft)
    return csv_response(f"remarks-{pk}.csv", table.header(), table.lines(found))


@require_safe
def remarks_docx(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draft = draft_of(request, akimat, pk)
    body = docx_of(draft, table.chosen(draft).select_related("passage__version"))
    name = content_disposition_header(True, f"remarks-{pk}.docx") or ""
    return HttpResponse(body, content_type=DOCX, headers={"Content-Disposition": name})


@require_safe
def remark(request: HttpRequest, akimat: Akimat, pk: int, remark_pk: int) -> HttpResponse:
    """One remark under the words that it is about: what notices lead to."""
    draft = draft_of(request, akimat, pk)
    found = get_object_or_404(
        remarks_shown(request, draft).select_related("passage__version"), pk=remark_pk
    )
    dressed(request, [found], timezone.now())
    context = frame(request, draft, remark=found)
    return render(request, "consultations/drafts/remark_page.html", context)
