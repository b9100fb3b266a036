"""Who may do what at a meeting, and when."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ..councils.models import Mandate
from ..meetings.enums import MeetingKind, MeetingStatus, RegistrationStatus
from ..meetings.models import Meeting, MeetingRegistration
from ..meetings.permissions import may_prepare
from ..permissions import can_answer, can_run
from . import quorum
from .models import MeetingQuestion, Minutes, Sitting, Speaker

PUBLIC = (MeetingStatus.ANNOUNCED, MeetingStatus.HELD)
# Environmental law gives those who took part an appeal against the minutes.
APPEALED = (MeetingKind.ENVIRONMENT,)


def is_public(meeting: Meeting) -> bool:
    return meeting.status in PUBLIC


def can_lead(person: Any, meeting: Meeting) -> bool:
    """Runs the meeting: whoever prepares it."""
    return may_prepare(person, meeting)


def can_reply(person: Any, meeting: Meeting) -> bool:
    """Answers questions: staff of the akimat, and who runs the meeting."""
    return can_answer(person, meeting.akimat) or can_lead(person, meeting)


def can_hide(person: Any, meeting: Meeting) -> bool:
    return can_run(person, meeting.akimat)


def sitting_of(meeting: Meeting) -> Sitting:
    """The course of the meeting; one that is not stored stands for a meeting nobody has opened."""
    try:
        return meeting.sitting
    except Sitting.DoesNotExist:
        return Sitting(meeting=meeting)


def minutes_of(meeting: Meeting) -> Minutes:
    try:
        return meeting.minutes
    except Minutes.DoesNotExist:
        return Minutes(meeting=meeting, due_on=meeting.minutes_due_on)


def is_frozen(meeting: Meeting) -> bool:
    """Whether the record is closed: its minutes are published."""
    return minutes_of(meeting).published_at is not None


def questions_open(meeting: Meeting, at: datetime) -> bool:
    """From the notice until the day that it names, and again while the meeting lasts."""
    if meeting.status != MeetingStatus.ANNOUNCED:
        return False
    sitting = sitting_of(meeting)
    if sitting.ended_at is not None:
        return False
    until = meeting.questions_until
    return (
        until is None
        or timezone.localdate(at) <= until
        or at >= meeting.starts_at
        or sitting.started_at is not None
    )


def member_seat(person: Any, meeting: Meeting) -> Mandate | None:
    """The seat with which the person votes at this meeting."""
    if meeting.council_id is None or not person.is_authenticated or not person.is_active:
        return None
    return quorum.members(meeting).filter(person=person).first()


def took_part(person: Any, meeting: Meeting) -> bool:
    """Registered, asked, spoke, or has a seat in the council."""
    if not person.is_authenticated:
        return False
    registered = MeetingRegistration.objects.filter(meeting=meeting, person=person).exclude(
        status=RegistrationStatus.CANCELLED
    )
    return (
        registered.exists()
        or MeetingQuestion.objects.filter(meeting=meeting, author=person).exists()
        or Speaker.objects.filter(meeting=meeting, person=person).exists()
        or member_seat(person, meeting) is not None
    )


def appeals_open(minutes: Minutes, at: datetime) -> bool:
    until = minutes.appeal_until
    return until is not None and timezone.localdate(at) <= until


def can_appeal(person: Any, minutes: Minutes, at: datetime) -> bool:
    if not appeals_open(minutes, at) or not took_part(person, minutes.meeting):
        return False
    return not minutes.appeals.filter(author=person).exists()
