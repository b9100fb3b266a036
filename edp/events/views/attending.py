"""Who came: ticked on the page, read from a list, entered at the door. Staff only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.interface.spreadsheets import csv_response
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_assist
from ...views.finding import person_of, staff_page
from .. import operations, queries
from ..forms import ListForm, WalkInForm
from ..models import Event, Registration
from ..people_words import came_rows, word
from .finding import event_of, page, posted, url_of

PER_PAGE = 100
FAULTS_SHOWN = 100


def _event(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Event:
    event = event_of(request, akimat, round_slug, pk)
    require(can_assist(request.user, event.round))
    require(event.published_at is not None and event.cancelled_at is None)
    return event


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attendance(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Everybody who registered, with a tick for who came. A page is saved as a whole."""
    event = _event(request, akimat, round_slug, pk)
    problem = ""
    if request.method == "POST":
        shown = {key for text in request.POST.getlist("row") if (key := row_key(text))}
        came = {key for text in request.POST.getlist("came") if (key := row_key(text))}
        marks = {key: "all" in request.POST or key in came for key in shown}
        try:
            n = operations.mark_attendance(
                event=event, came=marks, actor=person_of(request), at=timezone.now()
            )
        except DomainError as error:
            problem = error.message
        else:
            text = ngettext("%(count)s mark changed.", "%(count)s marks changed.", n)
            messages.success(request, text % {"count": n})
            number = row_key(request.POST.get("page", "")) or 1
            return redirect(f"{url_of(event, 'event_attendance')}?page={number}")
    here = Paginator(queries.attendance(event), PER_PAGE).get_page(request.GET.get("page"))
    counted = queries.came_by_sector(event)
    context = page(
        request,
        event,
        page=here,
        problem=problem,
        came=came_rows(counted),
        came_total=sum(counted.values()),
        can_mark=timezone.localdate() >= timezone.localdate(event.starts_at),
    )
    status = 422 if problem else 200
    return render(request, "edp/events/attendance.html", context, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def walk_in(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = _event(request, akimat, round_slug, pk)
    form = WalkInForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_walk_in(
                event=event, actor=person_of(request), at=timezone.now(), **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Entered: %(name)s.") % {"name": form.cleaned_data["name"]})
            name = "event_walk_in" if "more" in request.POST else "event_attendance"
            return redirect(url_of(event, name))
    status = 422 if form.errors else 200
    return render(
        request, "edp/events/walk_in.html", page(request, event, form=form), status=status
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_list(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Read a list and stay on the page with the report of it."""
    event = _event(request, akimat, round_slug, pk)
    form = ListForm(posted(request), request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = operations.import_attendance(
                event=event,
                file=form.cleaned_data["file"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("file", error.message)
    faults = report.bad_lines if report else []
    nothing_good = report is not None and faults and not (report.marked or report.known)
    context = page(request, event, form=form, report=report, faults=faults[:FAULTS_SHOWN])
    status = 422 if form.errors or nothing_good else 200
    return render(request, "edp/events/import.html", context, status=status)


@staff_page
@require_safe
@login_required
def table(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The list for the door, to print or to fill in, with the columns that the import reads."""
    event = _event(request, akimat, round_slug, pk)
    header = ["name", "email", "organisation", "sector", _("state"), _("came")]
    rows = (_cells(row) for row in queries.attendance(event))
    answer = csv_response(f"{event.round.slug}-{event.pk}.csv", header, rows, delimiter=";")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cells(row: Registration) -> list[str]:
    came = {True: _("yes"), False: _("no"), None: ""}[row.attended]
    state = capfirst(row.get_status_display())
    seat = row.stakeholder
    if seat is None:
        person = row.person
        name, mail = (person.public_name, person.email) if person else ("", "")
        return [name, mail, "", word("resident"), state, came]
    firm = seat.organisation.name if seat.organisation else ""
    mail = seat.email or (seat.person.email if seat.person else "")
    return [seat.name, mail, firm, seat.sector, state, came]
