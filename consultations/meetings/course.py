"""The course of a meeting with all its legal dates, and the one word for where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.dates import day_month, days_left, relative

from ..recommendations.models import Recommendation
from . import legal, permissions
from .enums import MeetingStatus
from .models import Meeting, MeetingPaper


@dataclass(frozen=True)
class Step:
    """`state`: "done", "now" or "". `late` says what the law was broken by, for everybody."""

    title: str
    state: str = ""
    at: date | datetime | None = None
    until: date | None = None
    text: str = ""
    url: str = ""
    late: str = ""
    shows_time: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class Standing:
    label: str
    tone: str
    code: str


def standing(meeting: Meeting, at: datetime) -> Standing:
    """Where it stands by the clock."""
    if meeting.status == MeetingStatus.DRAFT:
        return Standing(_("Being prepared"), "plain", "draft")
    if meeting.status == MeetingStatus.CANCELLED:
        return Standing(_("Cancelled"), "bad", "cancelled")
    if meeting.status == MeetingStatus.HELD:
        return Standing(_("Held"), "good", "held")
    if at >= meeting.ends_at:
        return Standing(_("Over"), "plain", "over")
    if at >= meeting.starts_at:
        return Standing(_("Takes place now"), "sun", "now")
    until = meeting.agenda_until
    if until and timezone.localdate(at) <= until:
        label = _("Proposals for the agenda until %(day)s") % {"day": day_month(until)}
        return Standing(label, "sun", "agenda")
    label = _("Begins %(when)s") % {"when": relative(meeting.starts_at, timezone.localdate(at))}
    return Standing(label, "", "announced")


def steps(
    meeting: Meeting, at: datetime, *, papers: Sequence[MeetingPaper], extras: dict[str, Any]
) -> list[Step]:
    """Every step with its date, in order. A meeting that was cancelled ends with that."""
    if meeting.status == MeetingStatus.DRAFT:
        return _planned(meeting)
    found = [_notice(meeting), _papers(meeting, papers, at)]
    if meeting.status == MeetingStatus.CANCELLED:
        return [*found, Step(_("Cancelled"), "done", at=meeting.cancelled_at)]
    today = timezone.localdate(at)
    if permissions.had_proposals(meeting):
        title = _("Proposals for the agenda")
        found.append(_open_until(title, meeting.agenda_until, today, at, meeting))
    found += [
        _open_until(_("Questions before the meeting"), meeting.questions_until, today, at, meeting),
        _meeting(meeting, at),
        _minutes(meeting, at, _mark(extras, "minutes")),
        _replies(meeting, at, _mark(extras, "replies")),
    ]
    current = next((n for n, step in enumerate(found) if step.state == "now"), None)
    if current is not None:
        found[current] = replace(found[current], is_current=True)
    return found


def _planned(meeting: Meeting) -> list[Step]:
    """What will follow, if it is announced with this date."""
    days = legal.dates(meeting)
    return [
        Step(_("Notice"), until=days["notice_due_on"]),
        Step(_("Papers"), until=days["papers_due_on"]),
        Step(_("Proposals for the agenda"), until=days["agenda_until"]),
        Step(_("Meeting"), at=meeting.starts_at, shows_time=True),
        Step(_("Minutes"), until=days["minutes_due_on"]),
        Step(_("Reply to each recommendation"), until=days["replies_due_on"]),
    ]


def _notice(meeting: Meeting) -> Step:
    assert meeting.noticed_at is not None
    found = legal.notice(meeting, meeting.noticed_at)
    text = ngettext("%(days)s day before", "%(days)s days before", found.lead) % {
        "days": found.lead
    }
    late = ""
    if meeting.breach_days:
        late = ngettext(
            "Late: the law asks for %(law)s day", "Late: the law asks for %(law)s days", found.law
        ) % {"law": found.law}
    return Step(_("Notice published"), "done", at=meeting.noticed_at, text=text, late=late)


def _papers(meeting: Meeting, papers: Sequence[MeetingPaper], at: datetime) -> Step:
    """Open from the notice on; late by the first of them."""
    due, noticed = meeting.papers_due_on, meeting.announced_at
    shown = [paper.added_at for paper in papers if paper.withdrawn_at is None]
    if not shown or noticed is None:
        is_late = bool(due and timezone.localdate(at) > due)
        return Step(_("Papers"), until=due, late=_late(is_late))
    opened = max(min(shown), noticed)
    text = ngettext("%(n)s paper", "%(n)s papers", len(shown)) % {"n": len(shown)}
    late = ""
    if due and timezone.localdate(opened) > due:
        late = _("Late: due on %(day)s") % {"day": day_month(due)}
    return Step(_("Papers open"), "done", at=opened, text=text, url="#papers", late=late)


def _open_until(
    title: str, until: date | None, today: date, at: datetime, meeting: Meeting
) -> Step:
    if until is None or today > until or at >= meeting.starts_at:
        return Step(title, "done", until=until)
    return Step(title, "now", until=until, text=days_left(until, today))


def _meeting(meeting: Meeting, at: datetime) -> Step:
    state = "done" if at >= meeting.ends_at else ("now" if at >= meeting.starts_at else "")
    return Step(_("Meeting"), state, at=meeting.starts_at, shows_time=True)


def _minutes(meeting: Meeting, at: datetime, mark: tuple[Any, str] | None) -> Step:
    due = meeting.minutes_due_on
    if mark is None:
        is_late = bool(due and timezone.localdate(at) > due)
        return Step(_("Minutes"), _now_if(at, meeting), until=due, late=_late(is_late))
    day, url = mark
    is_late = bool(due and day and _day(day) > due)
    text = _("due on %(day)s") % {"day": day_month(due)} if is_late and due else ""
    return Step(_("Minutes"), "done", at=day, url=url, text=text, late=_late(is_late))


def _replies(meeting: Meeting, at: datetime, mark: tuple[Any, str] | None) -> Step:
    """The real dates as soon as a final document is sent; before that the last possible one."""
    title = _("Reply to each recommendation")
    url = mark[1] if mark else ""
    rows = Recommendation.objects.filter(document__meeting=meeting, due_on__isnull=False)
    found = list(rows.values_list("due_on", "replied_at").order_by("due_on"))
    if not found:
        is_late = bool(
            meeting.replies_due_on and timezone.localdate(at) > meeting.replies_due_on and mark
        )
        return Step(title, until=meeting.replies_due_on, url=url, late=_late(is_late))
    waiting = [due for due, replied in found if due and replied is None]
    replied = [moment for _due, moment in found if moment]
    text = _("%(done)s of %(all)s") % {"done": len(replied), "all": len(found)}
    if not waiting:
        return Step(title, "done", at=max(replied), text=text, url=url)
    is_late = timezone.localdate(at) > waiting[0]
    return Step(title, "now", until=waiting[0], text=text, url=url, late=_late(is_late))


def _mark(extras: dict[str, Any], name: str) -> tuple[Any, str] | None:
    marks = [one["course"][name] for one in extras.values() if name in one.get("course", {})]
    return marks[0] if marks else None


def _now_if(at: datetime, meeting: Meeting) -> str:
    return "now" if at >= meeting.ends_at else ""


def _late(is_late: bool) -> str:
    return _("Late") if is_late else ""


def _day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value
