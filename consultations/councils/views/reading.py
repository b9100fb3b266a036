"""What everybody reads: the councils of an akimat, and one of them."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.spreadsheets import csv_response
from commons.notifications.models import Follow
from commons.territories.models import Akimat

from ... import links
from ...meetings.models import Meeting
from ...permissions import can_run, leads
from ...recommendations.queries import documents_of
from .. import formation_queries, picture, queries
from ..enums import RUNNING, EndKind, FormationStatus
from ..models import Council
from ..notices import topic_of
from .finding import council_of, page

PER_PAGE = 25


@require_safe
def councils(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Those at work, those being formed, those of the past; and what is late, for everybody."""
    at = timezone.now()
    past = queries.public(akimat).filter(ended_on__isnull=False)
    shown = queries.with_composition(queries.sitting(akimat), akimat)
    meetings = queries.next_meeting_of([one for one, _told in shown], at)
    forming = formation_queries.of_akimat(akimat).filter(status__in=RUNNING)
    return page(
        request,
        "councils",
        akimat,
        sitting=[
            (one, told, picture.of(told), _link(akimat, meetings.get(one.pk)))
            for one, told in shown
        ],
        forming=list(forming),
        late=list(queries.late_formations(akimat, timezone.localdate(at))),
        drafts=_drafts(request, akimat),
        page=Paginator(past, PER_PAGE).get_page(request.GET.get("page")),
    )


@require_safe
def council(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Who sits in it, for whom, until when, and what it does."""
    at = timezone.now()
    today = timezone.localdate(at)
    found = council_of(request, akimat, pk)
    seats, former = queries.members(found), list(queries.former(found))
    last = queries.in_order([one for one in former if one.end_kind == EndKind.TERM])
    former = [*last, *(one for one in former if one.end_kind != EndKind.TERM)]
    told = queries.composition(found, last if found.ended_on else seats)
    due = found.formation_due_on
    begun = due is not None and queries.has_begun(found)
    following = False
    if request.user.is_authenticated:
        follows = Follow.objects.filter(person=request.user, topic=topic_of(found))
        following = follows.exists()
    return page(
        request,
        "council",
        akimat,
        council=found,
        seats=seats,
        former=former,
        is_mixed=len({one.seated_by for one in seats}) > 1,
        told=told,
        picture=picture.of(told),
        quorum=queries.quorum(found, told.total),
        districts=queries.district_counts(seats),
        commissions=queries.commissions(found),
        presidium=[one for one in seats if one.in_presidium],
        next_meetings=[_link(akimat, one) for one in queries.next_meetings(found, at)],
        past_meetings=[_link(akimat, one) for one in queries.past_meetings(found)],
        formations=list(
            formation_queries.of_akimat(akimat)
            .filter(council=found)
            .exclude(status=FormationStatus.DRAFT)
        ),
        draft_formation=formation_queries.of_akimat(akimat)
        .filter(council=found, status=FormationStatus.DRAFT)
        .first(),
        may_lead=leads(request.user, found),
        topic=topic_of(found),
        following=following,
        is_late=due is not None and due < today and not begun,
        is_near=due is not None and due - timedelta(days=60) <= today and not begun,
        begun=begun,
        document_new=links.link("document_new", akimat),
        meeting_root=links.link("meetings", akimat),
        documents=documents_of(council=found),
    )


@require_safe
def members_csv(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Everybody who sits or sat in it, for a spreadsheet. No address is among it."""
    found = council_of(request, akimat, pk)
    header = [
        _("Name"),
        _("Work or position"),
        _("Seat"),
        _("Organisation"),
        _("Sector"),
        _("District"),
        _("How seated"),
        _("Begins"),
        _("Ends"),
        _("Left"),
        _("Why"),
    ]
    rows = [
        [
            one.name,
            one.position,
            one.get_seat_display(),
            one.organisation.name if one.organisation else "",
            one.get_sector_display(),
            one.territory.name if one.territory else "",
            one.get_seated_by_display(),
            one.begins_on.isoformat(),
            one.ends_on.isoformat(),
            one.ended_on.isoformat() if one.ended_on else "",
            one.get_end_kind_display() if one.end_kind else "",
        ]
        for one in queries.everybody(found)
    ]
    return csv_response(f"council-{akimat.slug}-{found.pk}.csv", header, rows)


def _link(akimat: Akimat, meeting: Meeting | None) -> tuple[Meeting, str] | None:
    """A meeting with the address of its page, which may not be there."""
    return (meeting, links.link("meeting", akimat, meeting.pk)) if meeting else None


def _drafts(request: HttpRequest, akimat: Akimat) -> list[Council]:
    """What staff have begun and nobody else sees."""
    if not can_run(request.user, akimat):
        return []
    return list(queries.councils(akimat).filter(published_at__isnull=True))
