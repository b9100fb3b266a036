"""The legal dates of a meeting. A notice counts calendar days: announced on 4 March, a meeting on
24 March has a lead of 20 days. What follows after a meeting counts working days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from commons.territories.workdays import add_working_days

from ..periods import Periods, due_on, periods_of
from .enums import MeetingKind
from .models import Meeting


def law_days(kind: str, periods: Periods) -> int:
    """Calendar days between the notice and the meeting, by the kind of meeting."""
    days: dict[MeetingKind, int] = {
        MeetingKind.COUNCIL: periods.council_notice_days,
        MeetingKind.HEARING: periods.hearing_notice_days,
        MeetingKind.ENVIRONMENT: periods.environment_notice_days,
        MeetingKind.PLANNING: periods.planning_notice_days,
        MeetingKind.AKIMAT: periods.open_notice_days,
        MeetingKind.MASLIKHAT: periods.open_notice_days,
    }
    return days[MeetingKind(kind)]


@dataclass(frozen=True)
class Notice:
    """`lead` days lie between the notice and the meeting, the law asks for `law`."""

    law: int
    lead: int
    due_on: date

    @property
    def breach(self) -> int:
        return max(0, self.law - self.lead)


def notice(meeting: Meeting, at: datetime) -> Notice:
    """How a notice of the meeting's date stands that is published at that moment. The days that
    the law asked for when a meeting was announced stay with it."""
    law = meeting.notice_days
    if law is None:
        law = law_days(meeting.kind, periods_of(meeting.akimat))
    day = timezone.localdate(meeting.starts_at)
    return Notice(
        law=law, lead=(day - timezone.localdate(at)).days, due_on=day - timedelta(days=law)
    )


def dates(meeting: Meeting) -> dict[str, date]:
    """The columns of Meeting that follow from its time and the akimat's periods.

    The papers of an environmental hearing are due with the notice. Replies are due when every
    period of the Law on Public Control (article 13) is used up: the final document is sent within
    `document_days` after the meeting, the reply is given within `reply_days` after that.
    """
    periods = periods_of(meeting.akimat)
    day = timezone.localdate(meeting.starts_at)
    notice_due = notice(meeting, meeting.starts_at).due_on
    papers_due = day - timedelta(days=periods.papers_days)
    if meeting.kind == MeetingKind.ENVIRONMENT:
        papers_due = notice_due
    document_due = due_on(meeting.ends_at, periods.document_days)
    return {
        "notice_due_on": notice_due,
        "papers_due_on": papers_due,
        "agenda_until": day - timedelta(days=periods.agenda_days),
        "questions_until": day - timedelta(days=1),
        "minutes_due_on": due_on(meeting.ends_at, periods.minutes_days),
        "replies_due_on": add_working_days(document_due, periods.reply_days),
    }


def proposal_due(meeting: Meeting, at: datetime) -> date:
    """A proposal for the agenda is decided in its period, and before the day of the meeting."""
    last = timezone.localdate(meeting.starts_at) - timedelta(days=1)
    return min(last, due_on(at, periods_of(meeting.akimat).agenda_answer_days))
