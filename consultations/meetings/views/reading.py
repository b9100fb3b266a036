"""What everybody reads: the list of meetings, calendar files, the papers."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.calendar_files import calendar_response
from commons.notifications.queries import is_following
from commons.territories.models import Akimat
from commons.territories.permissions import can_read_desk, require

from ...permissions import can_run
from .. import calendars, permissions, queries
from ..enums import MeetingStatus
from ..forms.taking_part import FilterForm
from ..front import row_of
from .finding import meeting_of

PER_PAGE = 25
PAST_IN_CALENDAR = 100


@require_safe
def meetings(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Coming or past ones, narrowed by kind and district; drafts for those who prepare them."""
    at, person = timezone.now(), request.user
    may_prepare = permissions.may_prepare_in(person, akimat)
    sees_drafts = may_prepare or can_read_desk(person, akimat)
    when = request.GET.get("when", "")
    if when not in ("past", "preparing") or (when == "preparing" and not sees_drafts):
        when = "coming"
    councils = None if can_read_desk(person, akimat) else permissions.led_councils(person, akimat)
    lists = {"coming": queries.coming(akimat, at), "past": queries.past(akimat, at)}
    if sees_drafts:
        lists["preparing"] = queries.preparing(akimat, councils)
    form = FilterForm(request.GET, akimat=akimat)
    chosen = form.cleaned_data if form.is_valid() else {}
    narrowed = {
        name: queries.narrowed(rows, kind=chosen.get("kind", ""), territory=chosen.get("place"))
        for name, rows in lists.items()
    }
    page = Paginator(queries.with_numbers(narrowed[when]), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [row_of(meeting, at) for meeting in page],
        "when": when,
        "counts": {
            name: page.paginator.count if name == when else rows.order_by().count()
            for name, rows in narrowed.items()
        },
        "filters": form,
        "is_narrowed": bool(chosen.get("kind") or chosen.get("place")),
        "may_prepare": may_prepare,
        "may_run": can_run(person, akimat),
        "topic": f"hearings/{akimat.pk}",
        "following": is_following(person, f"hearings/{akimat.pk}"),
    }
    return render(request, "consultations/meetings/list.html", context)


@require_safe
def calendar(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """All coming meetings of the akimat and the last ones, to subscribe to."""
    at = timezone.now()
    coming = list(queries.coming(akimat, at))
    past = list(queries.past(akimat, at)[:PAST_IN_CALENDAR])
    data = calendars.calendar_of(
        [*reversed(past), *coming],
        name=_("Hearings: %(akimat)s") % {"akimat": akimat.name},
        language=get_language() or "kk",
    )
    return calendar_response(data, f"{akimat.slug}-hearings.ics")


@require_safe
def meeting_calendar(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_of(request, akimat, pk)
    require(meeting.status != MeetingStatus.DRAFT)
    mine = queries.registration_of(meeting, request.user)
    sees = permissions.sees_link(request.user, meeting, mine)
    data = calendars.calendar_of(
        [meeting],
        name=meeting.title,
        language=get_language() or "kk",
        link=meeting.link if sees else "",
    )
    return calendar_response(data, f"{akimat.slug}-meeting-{meeting.pk}.ics")


@require_safe
def paper(request: HttpRequest, akimat: Akimat, pk: int, paper_pk: int) -> HttpResponseBase:
    """The file, to save: no browser interprets it."""
    meeting = meeting_of(request, akimat, pk)
    found = get_object_or_404(queries.papers(meeting), pk=paper_pk)
    require(bool(found.file))
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(
        opened, as_attachment=True, filename=found.file_name, content_type=found.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-cache"
    return answer
