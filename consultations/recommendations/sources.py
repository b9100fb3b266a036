"""What a final document takes from where it comes from: title, day, time, place, who took part."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from commons.interface.numbers import grouped
from commons.interface.official import LANGUAGES, Texts, read
from commons.people.models import Person
from commons.territories.models import Akimat

from ..councils.models import Council
from ..drafts.enums import DraftStatus
from ..drafts.models import Draft
from ..drafts.queries import shown_remarks
from ..links import link
from ..meetings.enums import MeetingStatus
from ..meetings.models import Meeting
from ..petitions.enums import PetitionStatus
from ..petitions.models import Petition
from ..sittings.enums import HERE
from ..sittings.queries import decisions, presences
from .enums import ControlForm, Source
from .models import FinalDocument

CONSIDERED = (PetitionStatus.CONSIDERED, PetitionStatus.ANSWERED)


@dataclass(frozen=True)
class Origin:
    """Where a document comes from. `event_on` is None where the writer says on which day it was;
    `language` is that of a title which somebody wrote in one language."""

    kind: Source
    subject: Meeting | Council | Draft | Petition
    name: str
    url: str
    is_ready: bool
    council: Council | None = None
    event_on: date | None = None
    begins: time | None = None
    ends: time | None = None
    titles: Texts = field(default_factory=dict)
    places: Texts = field(default_factory=dict)
    subjects: Texts = field(default_factory=dict)
    facts: Texts = field(default_factory=dict)
    # What was decided there, to be taken over as recommendations.
    suggested: list[Texts] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    requested_by: Person | None = None
    language: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """Keyword arguments for FinalDocument."""
        found: dict[str, Any] = {self.kind.value: self.subject}
        if self.council is not None:
            found["council"] = self.council
        return found


def of_document(document: FinalDocument) -> Origin:
    subject = document.meeting or document.draft or document.petition or document.council
    assert subject is not None  # a constraint of the table
    return origin(subject)


def origin(subject: Meeting | Council | Draft | Petition) -> Origin:
    """Read what the source knows, in a handful of queries."""
    if isinstance(subject, Meeting):
        return _of_meeting(subject)
    if isinstance(subject, Council):
        return _of_council(subject)
    return _of_draft(subject) if isinstance(subject, Draft) else _of_petition(subject)


def _of_meeting(meeting: Meeting) -> Origin:
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return Origin(
        kind=Source.MEETING,
        subject=meeting,
        name=meeting.title,
        url=link("meeting", meeting.akimat, meeting.pk),
        is_ready=meeting.status == MeetingStatus.HELD,
        council=meeting.council,
        event_on=begins.date(),
        begins=begins.time(),
        ends=ends.time(),
        titles=_titles(read(meeting, "title")),
        places=read(meeting, "place"),
        subjects=read(meeting.council, "name") if meeting.council else _residents(meeting.akimat),
        facts=_attended(meeting),
        suggested=[read(one, "text") for one in decisions(meeting)],
        forms=[ControlForm.HEARING],
    )


def _of_council(council: Council) -> Origin:
    return Origin(
        kind=Source.COUNCIL,
        subject=council,
        name=council.name,
        url=link("council", council.akimat, council.pk),
        is_ready=council.published_at is not None and council.ended_on is None,
        council=council,
        titles=_titles(read(council, "name")),
        subjects=read(council, "name"),
        forms=[ControlForm.MONITORING],
    )


def _of_draft(draft: Draft) -> Origin:
    return Origin(
        kind=Source.DRAFT,
        subject=draft,
        name=draft.title,
        url=link("draft", draft.akimat, draft.pk),
        is_ready=draft.status in (DraftStatus.ANSWERING, DraftStatus.CLOSED),
        event_on=draft.closes_on,
        titles=_titles(read(draft, "title")),
        subjects=_residents(draft.akimat),
        facts=_counted(
            lambda n: ngettext(
                "%(n)s remark was made on the draft.", "%(n)s remarks were made on the draft.", n
            ),
            shown_remarks(draft).count(),
        ),
        forms=[ControlForm.DISCUSSION],
    )


def _of_petition(petition: Petition) -> Origin:
    proposal = petition.proposal
    return Origin(
        kind=Source.PETITION,
        subject=petition,
        name=proposal.title,
        url=link("petition", petition.akimat, petition.pk),
        is_ready=petition.status in CONSIDERED,
        titles=_titles({proposal.language: proposal.title}),
        subjects=_residents(petition.akimat),
        facts=_counted(
            lambda n: ngettext(
                "%(n)s resident signed the petition.", "%(n)s residents signed the petition.", n
            ),
            petition.signed,
        ),
        forms=[ControlForm.PETITION],
        requested_by=proposal.author,
        language=proposal.language,
    )


def first_day(origin: Origin, at: datetime) -> date:
    """The day to begin with where the source names none."""
    return origin.event_on or timezone.localdate(at)


def _titles(names: Texts) -> dict[str, str]:
    """“Final document: …”, in each language in which the source has a name."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            name = names.get(code) or ""
            words = gettext("Final document: %(title)s") % {"title": name}
            found[code] = words[:200] if name else ""
    return found


def _residents(akimat: Akimat) -> dict[str, str]:
    found = {}
    names = read(akimat, "name")
    for code in LANGUAGES:
        with translation.override(code):
            name = names[code] or akimat.name
            found[code] = gettext("Residents who took part; %(akimat)s") % {"akimat": name}
    return found


def _attended(meeting: Meeting) -> dict[str, str]:
    """How many members were there, where attendance was taken."""
    held = presences(meeting)
    if not held:
        return {}
    here, found = sum(presence in HERE for presence in held.values()), {}
    for code in LANGUAGES:
        with translation.override(code):
            words = gettext("%(here)s of %(all)s members of the council were there.")
            found[code] = words % {"here": here, "all": len(held)}
    return found


def _counted(words: Callable[[int], str], count: int) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = words(count) % {"n": grouped(count)}
    return found
