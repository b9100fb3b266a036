"""A person's share of meetings: the copy they may download, and what goes when they go."""

from typing import Any

from django.utils import timezone

from commons.people.models import Person

from . import operations
from .enums import AgendaProposalStatus
from .models import AgendaProposal, AgendaSupport, EnvironmentRequest, MeetingRegistration


def export(person: Person) -> dict[str, Any]:
    """Registrations, proposals, supports and requests, as JSON can hold them."""
    registrations = MeetingRegistration.objects.filter(person=person).order_by("pk")
    proposals = AgendaProposal.objects.filter(author=person).order_by("pk")
    supports = AgendaSupport.objects.filter(person=person).order_by("pk")
    requests = EnvironmentRequest.objects.filter(author=person).order_by("pk")
    return {
        "registrations": [
            {
                "meeting": row.meeting_id,
                "title": row.meeting.title,
                "state": row.status,
                "mode": row.mode,
                "wants_to_speak": row.wants_to_speak,
                "topic": row.topic,
                "needs": [*row.needs, *([row.needs_text] if row.needs_text else [])],
                "registered_at": row.registered_at.isoformat(),
            }
            for row in registrations.select_related("meeting")
        ],
        "agenda_proposals": [
            {
                "meeting": row.meeting_id,
                "title": row.title,
                "text": row.text,
                "state": row.status,
                "reason": row.reason,
                "proposed_at": row.proposed_at.isoformat(),
            }
            for row in proposals
        ],
        "agenda_supports": [
            {"proposal": row.proposal_id, "supported_at": row.supported_at.isoformat()}
            for row in supports
        ],
        "environment_requests": [
            {
                "title": row.title,
                "text": row.text,
                "organisation": row.organisation,
                "state": row.status,
                "answer": row.answer,
                "requested_at": row.requested_at.isoformat(),
            }
            for row in requests
        ],
    }


def erase(person: Person) -> None:
    """Places at coming meetings go to those who wait, needs are forgotten. What was proposed and
    asked in public stays, under no name; what nobody decided yet is withdrawn."""
    at = timezone.now()
    mine = MeetingRegistration.objects.filter(person=person)
    for row in mine.filter(meeting__starts_at__gt=at).select_related("meeting").order_by("pk"):
        operations.cancel_registration(registration=row, at=at)
    mine.update(needs=[], needs_text="")
    AgendaProposal.objects.filter(author=person, status=AgendaProposalStatus.PROPOSED).update(
        status=AgendaProposalStatus.WITHDRAWN
    )
    AgendaSupport.objects.filter(person=person).delete()
