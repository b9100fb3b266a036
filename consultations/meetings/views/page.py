"""The page of a meeting: before it, while it takes place, and after."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.notifications.queries import is_following
from commons.territories.models import Akimat

from ...drafts.enums import DraftStatus
from ...links import link
from ...recommendations.queries import documents_of
from .. import extras, legal, permissions, queries
from ..course import standing, steps
from ..enums import Access, AgendaProposalStatus, MeetingStatus, Spoken
from ..models import Meeting
from ..notices import topic
from .finding import meeting_of

LEDE_MOST = 320


@require_safe
def meeting(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = meeting_of(request, akimat, pk)
    return render(request, "consultations/meetings/meeting.html", context_of(request, found))


def context_of(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What the page of a meeting shows to this reader."""
    at, person = timezone.now(), request.user
    papers = list(meeting.papers.select_related("draft").order_by("position", "pk"))
    others = extras.read(request, meeting, at)
    lede, more = split(meeting.about)
    return {
        "meeting": meeting,
        "standing": standing(meeting, at),
        "lede": lede,
        "more": more,
        "steps": steps(meeting, at, papers=papers, extras=others),
        "is_over": at >= meeting.ends_at or meeting.status == MeetingStatus.HELD,
        "has_begun": at >= meeting.starts_at,
        "is_draft": meeting.status == MeetingStatus.DRAFT,
        "is_cancelled": meeting.status == MeetingStatus.CANCELLED,
        "notice": legal.notice(meeting, meeting.noticed_at) if meeting.noticed_at else None,
        "papers": [paper_row(paper, meeting) for paper in papers],
        "agenda": list(meeting.agenda.select_related("proposal__author")),
        "changes": list(meeting.changes.all()),
        "asked_by": list(meeting.requests.select_related("author")),
        "documents": list(documents_of(meeting=meeting)),
        "spoken": [Spoken(code).label for code in meeting.languages],
        "offered": [Access(code).label for code in meeting.access],
        "draft_url": _draft_url(meeting),
        "petition_url": link("petition", meeting.akimat, meeting.petition_id)
        if meeting.petition_id
        else "",
        "council_url": link("council", meeting.akimat, meeting.council_id)
        if meeting.council and meeting.council.published_at
        else "",
        "live_url": link("meeting_live", meeting.akimat, meeting.pk),
        "extras": others,
        "received": [line for one in others.values() for line in one.get("received", ())],
        "topic": topic(meeting),
        "following": is_following(person, topic(meeting)),
        "may_prepare": permissions.may_prepare(person, meeting),
        "may_keep_desk": permissions.may_keep_desk(person, meeting),
        **_proposals(meeting, person, at),
        **_registration(meeting, person, at),
    }


def _proposals(meeting: Meeting, person: Any, at: datetime) -> dict[str, Any]:
    rows = list(queries.proposals(meeting, person))
    today = timezone.localdate(at)
    waiting = [row for row in rows if row.status == AgendaProposalStatus.PROPOSED]
    for row in rows:
        row.meeting = meeting
    return {
        "proposals": [
            {
                "proposal": row,
                "is_late": row in waiting and row.due_on < today,
                "may_support": permissions.may_support(person, row, at),
                "is_own": row.author_id == person.pk,
            }
            for row in rows
        ],
        "proposals_decided": len(rows) - len(waiting),
        "takes_proposals": permissions.takes_proposals(meeting, at),
    }


def _registration(meeting: Meeting, person: Any, at: datetime) -> dict[str, Any]:
    mine = queries.registration_of(meeting, person)
    if mine is not None and mine.status == "cancelled":
        mine = None
    waits = mine is not None and mine.status == "waiting"
    taken: int = meeting.taken_count  # type: ignore[attr-defined]
    return {
        "mine": mine,
        "place_in_line": queries.waiting_place(mine) if mine and waits else 0,
        "takes_registrations": permissions.takes_registrations(meeting, at),
        "sees_link": bool(meeting.link) and permissions.sees_link(person, meeting, mine),
        "free": None if meeting.capacity is None else max(0, meeting.capacity - taken),
    }


def paper_row(paper: Any, meeting: Meeting) -> dict[str, Any]:
    """A paper with where it leads and whether it came after the notice, or after its day."""
    added = timezone.localdate(paper.added_at)
    due = meeting.papers_due_on
    return {
        "paper": paper,
        "url": link("draft", meeting.akimat, paper.draft_id) if paper.draft_id else "",
        "is_later": bool(meeting.announced_at and paper.added_at > meeting.announced_at),
        "is_late": bool(due and meeting.announced_at and added > due),
    }


def _draft_url(meeting: Meeting) -> str:
    draft = meeting.draft
    if draft is None or draft.status == DraftStatus.DRAFT:
        return ""
    return link("draft", meeting.akimat, draft.pk)


def split(text: str) -> tuple[str, str]:
    """The first paragraph, where it is short enough to stand under the title, and the rest."""
    first, _gap, rest = (text or "").strip().replace("\r\n", "\n").partition("\n\n")
    return (first, rest) if len(first) <= LEDE_MOST else ("", text)
