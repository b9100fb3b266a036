"""What happens in the room now, for everybody; members vote here."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.people.views.access import me
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...meetings.models import Meeting
from .. import operations, permissions, queries, quorum
from ..enums import CAST, Choice
from ..models import RollCall
from .finding import meeting_of, page, url_of

QUESTIONS_SHOWN = 5
SPEAKERS_SHOWN = 6


@require_safe
def live(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_of(akimat, pk)
    return _page(request, meeting)


@require_safe
def now(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The part that changes, asked for twice a minute. Where nothing has changed the answer is
    empty: 204 for htmx, which sends the state it shows, 304 for who sends the ETag."""
    meeting = meeting_of(akimat, pk)
    state = queries.live_state(meeting)
    person = request.user.pk if request.user.is_authenticated else ""
    tag = quote_etag(f"{state}-{get_language()}-{person}")
    if request.GET.get("state") == state:
        return HttpResponse(status=204)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = render(request, "consultations/sittings/now.html", _now(request, meeting, state))
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@require_POST
@login_required
def cast(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """A member votes by name."""
    meeting = meeting_of(akimat, pk)
    seat = permissions.member_seat(request.user, meeting)
    require(seat is not None)
    assert seat is not None
    key = row_key(request.POST.get("roll_call", ""))
    roll_call = get_object_or_404(RollCall, meeting=meeting, pk=key)
    choice = request.POST.get("choice")
    require(choice in CAST)
    try:
        operations.cast(
            roll_call=roll_call,
            mandate=seat,
            choice=str(choice),
            actor=me(request),
            at=timezone.now(),
        )
    except DomainError as error:
        return _page(request, meeting, error.message)
    messages.success(request, _("Your vote is counted. You can change it while the vote is open."))
    return redirect(f"{url_of(meeting, 'meeting_live')}#vote")


def _page(request: HttpRequest, meeting: Meeting, problem: str = "") -> HttpResponse:
    context = _now(request, meeting, queries.live_state(meeting))
    context |= {
        "problem": problem,
        "may_lead": permissions.can_lead(request.user, meeting),
    }
    status = 422 if problem else 200
    return render(request, "consultations/sittings/live.html", context, status=status)


def _now(request: HttpRequest, meeting: Meeting, state: str) -> dict[str, Any]:
    vote = queries.open_vote(meeting)
    seat = permissions.member_seat(request.user, meeting)
    listed = list(queries.on_the_list(meeting))
    items = list(queries.agenda(meeting))
    sitting = permissions.sitting_of(meeting)
    place = next((n for n, row in enumerate(items, 1) if row.pk == sitting.item_id), None)
    return page(
        meeting,
        state=state,
        place=place,
        item=items[place - 1] if place else None,
        following=items[place] if place and place < len(items) else None,
        item_count=len(items),
        quorum=quorum.quorum_of(meeting),
        vote=vote,
        seat=seat,
        own=Choice(own).label if vote and seat and (own := queries.own_choice(vote, seat)) else "",
        choices=[(choice.value, choice.label) for choice in CAST],
        speaks=next((row for row in listed if row.status == "called"), None),
        waiting=[row for row in listed if row.status == "waiting"][:SPEAKERS_SHOWN],
        waiting_count=sum(row.status == "waiting" for row in listed),
        last=None if vote else queries.last_vote(meeting),
        top=list(queries.shown(meeting, request.user)[:QUESTIONS_SHOWN]),
        question_count=queries.shown(meeting).count(),
        is_open=permissions.questions_open(meeting, timezone.now()),
    )
