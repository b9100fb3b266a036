"""What this part says on the page of a meeting, on the front page and in the list of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.territories.models import Akimat

from ..links import link
from ..meetings.enums import MeetingStatus
from ..meetings.models import Meeting
from ..permissions import can_answer, can_run
from ..sections import Work
from . import permissions, queries, quorum
from .enums import RollCallStatus

SHOWN = 3


def of_meeting(request: HttpRequest, meeting: Meeting, at: datetime) -> dict[str, Any] | None:
    """Questions before and during it; decisions, votes, minutes, final documents after it."""
    if not permissions.is_public(meeting):
        return None
    may_lead = permissions.can_lead(request.user, meeting)
    minutes = permissions.minutes_of(meeting)
    shown = queries.shown(meeting, request.user)
    count = shown.count()
    context: dict[str, Any] = {
        "sitting": permissions.sitting_of(meeting),
        "questions": list(shown[:SHOWN]),
        "question_count": count,
        "received": _received(meeting, count),
        "is_open": permissions.questions_open(meeting, at),
        "may_lead": may_lead,
    }
    if meeting.status != MeetingStatus.HELD:
        return context
    today = timezone.localdate(at)
    due = minutes.due_on
    published = minutes.published_at
    if published is not None:
        address = reverse("consultations:meeting_minutes", args=[meeting.akimat.slug, meeting.pk])
        context["course"] = {"minutes": (published, address)}
    return context | {
        "minutes": minutes,
        "is_late": published is None and due is not None and due < today,
        "was_late": published is not None
        and due is not None
        and timezone.localdate(published) > due,
        "quorum": quorum.quorum_of(meeting),
        "decisions": list(queries.decisions(meeting)),
        "votes": [
            row for row in queries.roll_calls(meeting) if row.status == RollCallStatus.CLOSED
        ],
        "document_new": link("document_new", meeting.akimat) if may_lead else "",
    }


def _received(meeting: Meeting, count: int) -> list[str]:
    if not count:
        return []
    answered = count - queries.unanswered(meeting).count()
    text = ngettext(
        "%(n)s question, answered: %(answered)s", "%(n)s questions, answered: %(answered)s", count
    )
    return [text % {"n": count, "answered": answered}]


def section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    """The latest minutes, and minutes that are overdue."""
    held = list(queries.just_held(akimat))
    late = list(queries.late_minutes(akimat, at)[:SHOWN])
    return {"held": held, "late": late} if held or late else None


def work(request: HttpRequest, akimat: Akimat, at: datetime) -> Sequence[Work]:
    """Two queries for the minutes and appeals, one for the questions."""
    found: list[Work] = []

    today = timezone.localdate(at)
    if can_run(request.user, akimat):
        found += _minutes(akimat, at)
        appeals = list(queries.appeals_waiting(akimat))
        if appeals:
            url = reverse(
                "consultations:meeting_minutes", args=[akimat.slug, appeals[0].minutes.meeting_id]
            )
            late = sum(row.due_on < today for row in appeals)
            label = _("Appeals against minutes")
            found.append(Work(label, f"{url}#appeals", count=len(appeals), late=late))
    if can_answer(request.user, akimat):
        found += _questions(akimat)
    return found


def _minutes(akimat: Akimat, at: datetime) -> list[Work]:
    """The nearest of them is where the link leads."""
    counted = queries.minutes_waiting(akimat)
    first = counted.first()
    if first is None:
        return []
    number = counted.aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(minutes_due_on__lt=timezone.localdate(at)))
    )
    url = reverse("consultations:meeting_minutes", args=[akimat.slug, first.pk])
    text = _("First: %(meeting)s") % {"meeting": first.title}
    return [Work(_("Minutes to publish"), url, text, number["all"], number["late"])]


def _questions(akimat: Akimat) -> list[Work]:
    waiting = queries.questions_waiting(akimat)
    first = waiting.first()
    if first is None:
        return []
    url = reverse("consultations:meeting_questions", args=[akimat.slug, first.meeting_id])
    text = _("First: %(meeting)s") % {"meeting": first.meeting.title}
    return [Work(_("Questions at meetings without an answer"), url, text, waiting.count())]
