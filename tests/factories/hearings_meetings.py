"""Meetings in any state, made by the operations of the site."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.councils.enums import Seat
from consultations.councils.models import Council, Mandate
from consultations.meetings import operations
from consultations.meetings.enums import MeetingKind
from consultations.meetings.models import AgendaProposal, Meeting, MeetingPaper

PDF = b"%PDF-1.7\n1 0 obj<</Marked true>>endobj /StructTreeRoot\n%%EOF"


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (қаз)", "ru": f"{words} (рус)", "en": words}


def council(akimat: Akimat, at: datetime, chair: Person | None = None) -> Council:
    """A public council, perhaps with somebody in its chair."""
    made = Council.objects.create(
        akimat=akimat,
        size=15,
        published_at=at,
        created_at=at,
        **{f"name_{code}": text for code, text in texts("Public council").items()},
    )
    if chair is not None:
        Mandate.objects.create(
            council=made,
            person=chair,
            name=chair.name,
            seat=Seat.CHAIR,
            sector="civ",
            begins_on=at.date(),
            ends_on=at.date() + timedelta(days=1000),
        )
    return made


def draft_meeting(
    akimat: Akimat, actor: Person, at: datetime, *, days: int = 40, **more: Any
) -> Meeting:
    """A public hearing in preparation, `days` ahead, complete enough to be announced."""
    begins = more.pop("starts_at", at + timedelta(days=days))
    values: dict[str, Any] = {
        "kind": MeetingKind.HEARING,
        "title": texts("Budget of the region for 2027"),
        "about": texts("How 212 billion tenge are shared out."),
        "place": texts("Pavlodar, Satpayev street 49, hall 2"),
        "led_by": texts("Public council of the region"),
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "languages": ["kk", "ru"],
        "access": ["step_free"],
        "email": "hearings@example.kz",
        "phone": "+7 7182 55 00 00",
    }
    return operations.create_meeting(akimat=akimat, actor=actor, at=at, **{**values, **more})


def meeting(akimat: Akimat, actor: Person, at: datetime, *, days: int = 40, **more: Any) -> Meeting:
    """Announced at that moment; late where `days` are too few for its kind."""
    made = draft_meeting(akimat, actor, at, days=days, **more)
    if made.kind == MeetingKind.ENVIRONMENT:
        paper(made, actor, at)
    return operations.announce_meeting(
        meeting=made, actor=actor, at=at, breach_reason=texts("The flood came first")
    )


def paper(meeting: Meeting, actor: Person, at: datetime, **more: Any) -> MeetingPaper:
    values: dict[str, Any] = {"title": "Draft budget in plain words", "language": "ru"}
    upload = SimpleUploadedFile("budget.pdf", PDF, "application/pdf")
    return operations.add_paper(
        meeting=meeting, actor=actor, at=at, **{"upload": upload, **values, **more}
    )


def proposal(meeting: Meeting, author: Person, at: datetime, **more: Any) -> AgendaProposal:
    values = {
        "title": "Buses after ten in the evening",
        "text": "The last bus leaves before the late shift ends.",
        "language": "en",
    }
    return operations.propose_item(meeting=meeting, author=author, at=at, **{**values, **more})
