"""What meetings say on the front page of hearings, on the page of work, and near somebody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.territories.models import Akimat, Territory

from ..permissions import can_answer, can_run
from ..sections import Work
from . import queries
from .course import standing
from .enums import MeetingStatus
from .models import Meeting
from .near import Row
from .notices import path_of
from .permissions import led_councils, may_prepare_in, takes_proposals, takes_registrations

SHOWN = 3


def section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    """The next meetings."""
    coming = queries.coming(akimat, at).exclude(status=MeetingStatus.CANCELLED)
    rows = [row_of(meeting, at) for meeting in coming[:SHOWN]]
    return {"rows": rows} if rows else None


def row_of(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """A line of a list: the meeting, where it stands, what one can do there."""
    return {
        "meeting": meeting,
        "standing": standing(meeting, at),
        "registers": takes_registrations(meeting, at),
        "is_over": at >= meeting.ends_at,
    }


def near_rows(akimat: Akimat, territories: Sequence[Territory], at: datetime) -> list[Row]:
    """Coming meetings about the whole akimat, about the place, what it lies in or what lies in
    it."""
    found = queries.coming(akimat, at).exclude(status=MeetingStatus.CANCELLED)
    if territories:
        about = Q(territory=None) | Q(territory__in=territories)
        found = found.filter(about | Q(territory__kato__startswith=territories[0].prefix))
    return [
        Row(
            url=path_of(meeting),
            title=meeting.title,
            what=meeting.get_kind_display(),
            until=timezone.localdate(meeting.starts_at),
            place=meeting.territory.name if meeting.territory else "",
            act=_act(meeting, at),
        )
        for meeting in found
    ]


def _act(meeting: Meeting, at: datetime) -> str:
    if takes_proposals(meeting, at):
        return _("Propose an item")
    return _("Register") if takes_registrations(meeting, at) else ""


def work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    """What can be set up, and what waits: drafts, proposals for agendas, environmental requests."""
    person, slug = request.user, akimat.slug
    if not may_prepare_in(person, akimat):
        return _requests(akimat, at) if can_answer(person, akimat) else []
    councils = None if can_run(person, akimat) else led_councils(person, akimat)
    drafts = queries.preparing(akimat, councils).count()
    proposals = _counted(queries.proposals_waiting(akimat, at, councils), at)
    found = [
        Work(
            _("Announce a meeting or a hearing"),
            reverse("consultations:meeting_new", args=[slug]),
            _("Council meetings, public and environmental hearings, open meetings."),
        ),
        Work(
            _("Meetings in preparation"),
            reverse("consultations:meetings", args=[slug]) + "?when=preparing",
            count=drafts,
        ),
        Work(
            _("Items proposed for agendas"),
            reverse("consultations:agenda_waiting", args=[slug]),
            count=proposals["n"],
            late=proposals["late"],
        ),
    ]
    return [*found, *_requests(akimat, at)] if councils is None else found


def _requests(akimat: Akimat, at: datetime) -> list[Work]:
    found = _counted(queries.requests_waiting(akimat), at)
    return [
        Work(
            _("Requests for environmental hearings"),
            reverse("consultations:environment_requests", args=[akimat.slug]),
            count=found["n"],
            late=found["late"],
        )
    ]


def _counted(rows: Any, at: datetime) -> dict[str, int]:
    today = timezone.localdate(at)
    found: dict[str, int] = rows.order_by().aggregate(
        n=Count("pk", distinct=True), late=Count("pk", distinct=True, filter=Q(due_on__lt=today))
    )
    return found
