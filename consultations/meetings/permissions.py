"""Who may prepare a meeting, see it and take part in what comes before it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from commons.territories.models import Akimat

from ..councils.enums import Seat
from ..councils.models import Council, Mandate
from ..permissions import can_answer, can_read_desk, can_run, leads
from .enums import AgendaProposalStatus, MeetingStatus, RegistrationStatus
from .models import AgendaProposal, Meeting, MeetingRegistration

LEADING = (Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY)


def led_councils(person: Any, akimat: Akimat) -> list[Council]:
    """Councils of the akimat that the person leads; remembered on the person for the request."""
    if not person.is_authenticated or not person.is_active:
        return []
    held: dict[int, list[Council]] = person.__dict__.setdefault("_led_councils", {})
    if akimat.pk not in held:
        mandates = Mandate.objects.filter(
            council__akimat=akimat,
            council__ended_on__isnull=True,
            person=person,
            ended_on__isnull=True,
            seat__in=LEADING,
        ).select_related("council")
        held[akimat.pk] = [one.council for one in mandates.order_by("council_id")]
    return held[akimat.pk]


def may_prepare_in(person: Any, akimat: Akimat) -> bool:
    """Moderators prepare any meeting of the akimat, council leads those of their council."""
    return can_run(person, akimat) or bool(led_councils(person, akimat))


def may_prepare(person: Any, meeting: Meeting) -> bool:
    if can_run(person, meeting.akimat):
        return True
    return meeting.council is not None and leads(person, meeting.council)


def may_see(person: Any, meeting: Meeting) -> bool:
    """Everyone, once it is announced."""
    if meeting.status != MeetingStatus.DRAFT:
        return True
    return can_read_desk(person, meeting.akimat) or may_prepare(person, meeting)


def may_keep_desk(person: Any, meeting: Meeting) -> bool:
    """The list of who comes, with needs and addresses, is for staff alone."""
    return meeting.status != MeetingStatus.DRAFT and can_answer(person, meeting.akimat)


def takes_registrations(meeting: Meeting, at: datetime) -> bool:
    return meeting.status == MeetingStatus.ANNOUNCED and at < meeting.starts_at


def had_proposals(meeting: Meeting) -> bool:
    """Whether there was time for proposals: a short notice may come after their last day."""
    until, noticed = meeting.agenda_until, meeting.announced_at
    return bool(until and noticed and timezone.localdate(noticed) <= until)


def takes_proposals(meeting: Meeting, at: datetime) -> bool:
    """Items for the agenda can be proposed and supported."""
    return (
        meeting.status == MeetingStatus.ANNOUNCED
        and meeting.agenda_until is not None
        and timezone.localdate(at) <= meeting.agenda_until
    )


def may_support(person: Any, proposal: AgendaProposal, at: datetime) -> bool:
    """Anyone but its author, until it is decided."""
    return (
        proposal.status == AgendaProposalStatus.PROPOSED
        and proposal.meeting.status == MeetingStatus.ANNOUNCED
        and at < proposal.meeting.starts_at
        and proposal.author_id != person.pk
    )


def sees_link(person: Any, meeting: Meeting, mine: MeetingRegistration | None) -> bool:
    """The link to take part is for those who have a place, and who runs the meeting."""
    if mine is not None and mine.status == RegistrationStatus.REGISTERED:
        return True
    return may_prepare(person, meeting) or can_answer(person, meeting.akimat)
