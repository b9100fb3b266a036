"""What everybody reads: the list of events, one event, calendar files, the report as a file."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commons.interface.calendar_files import calendar_response
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...links import of_round as link
from ...models import Round
from ...permissions import can_assist, seat_of
from ...views.finding import frame, round_of
from .. import calendars, markup, permissions, queries
from ..models import Event
from ..people_words import came_rows
from .finding import event_of, page

PER_PAGE = 12
OPPORTUNITIES_SHOWN = 50


@require_safe
def events(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Coming events day by day, or past ones; groups stand side by side in their plenary."""
    round = round_of(request, akimat, round_slug)
    at = timezone.now()
    past = request.GET.get("when") == "past"
    drafts = can_assist(request.user, round)
    shown = Paginator(queries.listed(round, at, past=past, drafts=drafts), PER_PAGE)
    here = shown.get_page(request.GET.get("page"))
    days = [
        (day, list(rows))
        for day, rows in groupby(here, lambda one: timezone.localdate(one.starts_at))
    ]
    other = queries.listed(round, at, past=not past, drafts=drafts).count()
    context = frame(
        request,
        round,
        days=days,
        page=here,
        past=past,
        coming_count=other if past else shown.count,
        past_count=shown.count if past else other,
    )
    return render(request, "edp/events/list.html", context)


@require_safe
def event(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    found = event_of(request, akimat, round_slug, pk)
    return render(request, "edp/events/event.html", event_page(request, found))


def event_page(request: HttpRequest, event: Event, problem: str = "") -> dict[str, Any]:
    """What the page of an event shows to this reader. `problem` is what could not be done."""
    at, person = timezone.now(), request.user
    seat = seat_of(person, event.round)
    mine = queries.registration_of(event, person, seat)
    assists = can_assist(person, event.round)
    groups = queries.with_numbers(queries.of_round(event.round).filter(inside=event))
    came = queries.came_by_sector(event)
    return page(
        request,
        event,
        problem=problem,
        seat=seat,
        mine=mine,
        place_in_line=queries.waiting_place(mine) if mine and mine.status == "waiting" else 0,
        free=None if event.capacity is None else max(0, event.capacity - event.taken),  # type: ignore[attr-defined]
        takes_registrations=permissions.takes_registrations(event, at),
        may_register=permissions.can_register(person, event, at),
        sees_link=permissions.can_see_link(person, event, mine),
        may_note=permissions.can_read_notes(person, event),
        may_report=permissions.can_report(person, event),
        assists=assists,
        has_begun=at >= event.starts_at,
        is_over=at >= event.ends_at,
        takes_attendance=timezone.localdate(at) >= timezone.localdate(event.starts_at),
        agenda=list(event.agenda.all()),
        groups=[one for one in groups if one.published_at or assists],
        came=came_rows(came),
        came_total=sum(came.values()),
        opportunities=_opportunities(event),
        blocks=markup.blocks(event.report) if event.report_published_at else [],
        **file_of(event),
    )


def file_of(event: Event) -> dict[str, Any]:
    """Whether the report can be had as a file, how large it is, how far its drawing has come."""
    if event.report_published_at is None:
        return {}
    ready = bool(event.pdf.name) and event.pdf.storage.exists(event.pdf.name or "")
    return {
        "pdf_size": event.pdf.size if ready else 0,
        "pdf_waits": event.pdf_version != event.report_version,
    }


def _opportunities(event: Event) -> list[dict[str, Any]]:
    """Public cards that were written at this event or in a group of it."""
    from ...opportunities.models import Opportunity

    rows = (
        Opportunity.objects.filter(event__in=[event.pk, *event.groups.values_list("pk", flat=True)])
        .filter(round=event.round, proposal__published_at__isnull=False)
        .select_related("proposal")
        .order_by("pk")
    )
    return [
        {
            "title": row.proposal.title,
            "language": row.proposal.language,
            "url": link(event.round, "opportunity", row.pk),
        }
        for row in rows[:OPPORTUNITIES_SHOWN]
    ]


@require_safe
def calendar(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """All announced events of the round, for a calendar that subscribes to the address."""
    round = round_of(request, akimat, round_slug)
    return _calendar(round, list(queries.public(round)), round.title, f"{round.slug}.ics")


@require_safe
def event_calendar(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    found = event_of(request, akimat, round_slug, pk)
    require(found.published_at is not None)
    mine = queries.registration_of(found, request.user, seat_of(request.user, found.round))
    sees = permissions.can_see_link(request.user, found, mine)
    name = f"{found.round.slug}-{found.pk}.ics"
    return _calendar(found.round, [found], found.title, name, found.link if sees else "")


def _calendar(
    round: Round, found: list[Event], title: str, filename: str, link: str = ""
) -> HttpResponse:
    for one in found:
        one.round = round
    data = calendars.calendar_of(found, name=title, language=get_language() or "kk", link=link)
    return calendar_response(data, filename)


@require_safe
def report_file(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponseBase:
    found = event_of(request, akimat, round_slug, pk)
    require(found.report_published_at is not None and bool(found.pdf))
    made: datetime | None = found.pdf_made_at
    try:
        opened = found.pdf.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{found.round.slug}-{found.pk}-{made:%Y-%m-%d}.pdf" if made else f"{found.pk}.pdf"
    answer = FileResponse(opened, filename=name, content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer
