"""The agenda: written by those who prepare the meeting, and open to what others propose."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.interface import official
from commons.interface.dates import long_date
from commons.interface.official import Texts
from commons.people.models import Person

from ... import texts
from .. import legal, notices, permissions
from ..enums import AgendaProposalStatus, MeetingStatus
from ..errors import MeetingError
from ..models import AgendaItem, AgendaProposal, AgendaSupport, Meeting
from .states import locked, record, require_announced

MOST_PROPOSALS = 3
P = AgendaProposalStatus


@transaction.atomic
def set_agenda(
    *, meeting: Meeting, items: Sequence[Mapping[str, Any]], actor: Person, at: datetime
) -> list[AgendaItem]:
    """Each as {"pk": int | None, "title": Texts, "starts_at": time | None, "speaker": str}, in
    their order. Items that are left out go, but not one that a resident proposed.

    Raises MeetingError: ``was_cancelled``, ``item_proposed``; HearingError("text_needed").
    """
    meeting = locked(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        raise MeetingError("was_cancelled")
    held = {item.pk: item for item in meeting.agenda.select_related("proposal")}
    kept = {item.get("pk") for item in items}
    for gone in [item for item in held.values() if item.pk not in kept]:
        if hasattr(gone, "proposal"):
            raise MeetingError("item_proposed", title=gone.title)
        gone.delete()
    written = []
    for position, row in enumerate(items):
        texts.require(row["title"])
        item = held.get(row.get("pk") or 0) or AgendaItem(meeting=meeting)
        item.position = position
        item.starts_at = row.get("starts_at")
        item.speaker = (row.get("speaker") or "").strip()
        official.write(item, "title", row["title"])
        item.save()
        written.append(item)
    record(meeting, "agenda_set", actor, at, items=len(written))
    return written


@transaction.atomic
def propose_item(
    *, meeting: Meeting, author: Person, title: str, text: str, language: str, at: datetime
) -> AgendaProposal:
    """Public at once. Raises MeetingError: ``not_announced``, ``was_cancelled``, ``has_ended``,
    ``agenda_closed``, ``proposals_most``."""
    meeting = locked(meeting)
    require_announced(meeting)
    assert meeting.agenda_until is not None
    if timezone.localdate(at) > meeting.agenda_until:
        raise MeetingError("agenda_closed", date=long_date(meeting.agenda_until))
    mine = meeting.proposals.filter(author=author).exclude(status=P.WITHDRAWN)
    if mine.count() >= MOST_PROPOSALS:
        raise MeetingError("proposals_most", most=MOST_PROPOSALS)
    return AgendaProposal.objects.create(
        meeting=meeting,
        author=author,
        title=title.strip(),
        text=text.strip(),
        language=language,
        proposed_at=at,
        due_on=legal.proposal_due(meeting, at),
    )


@transaction.atomic
def withdraw_proposal(*, proposal: AgendaProposal, at: datetime) -> AgendaProposal:
    """By its author, as long as nobody decided. Raises MeetingError("proposal_decided")."""
    locked(proposal.meeting)
    proposal = _waiting(proposal)
    proposal.status = P.WITHDRAWN
    proposal.save(update_fields=["status"])
    return proposal


@transaction.atomic
def support_item(*, proposal: AgendaProposal, person: Person, at: datetime) -> AgendaSupport:
    """Done twice it is one support. Raises MeetingError: ``own_proposal``, ``proposal_decided``."""
    if proposal.author_id == person.pk:
        raise MeetingError("own_proposal")
    if not permissions.may_support(person, proposal, at):
        raise MeetingError("proposal_decided")
    made, _new = AgendaSupport.objects.get_or_create(
        proposal=proposal, person=person, defaults={"supported_at": at}
    )
    return made


@transaction.atomic
def take_support_back(*, proposal: AgendaProposal, person: Person, at: datetime) -> None:
    """Raises MeetingError("proposal_decided")."""
    if not permissions.may_support(person, proposal, at):
        raise MeetingError("proposal_decided")
    AgendaSupport.objects.filter(proposal=proposal, person=person).delete()


@transaction.atomic
def accept_item(
    *,
    proposal: AgendaProposal,
    title: Texts,
    actor: Person,
    at: datetime,
    starts_at: time | None = None,
    reason: str = "",
) -> AgendaItem:
    """Put it on the agenda under its official title: by its time, or at the end without one.

    Raises MeetingError: ``proposal_decided``, ``has_ended`` ...; HearingError("text_needed").
    """
    texts.require(title)
    meeting = _open(proposal, at)
    proposal = _waiting(proposal)
    rows = list(meeting.agenda.all())
    place = _place(rows, starts_at)
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=place,
        starts_at=starts_at,
        **official.columns("title", title),
    )
    for position, row in enumerate(rows[place:], place + 1):
        row.position = position
    AgendaItem.objects.bulk_update(rows[place:], ["position"])
    proposal.item, proposal.status = item, P.ACCEPTED
    _decide(meeting, proposal, reason, actor, at)
    return item


@transaction.atomic
def decline_item(
    *, proposal: AgendaProposal, reason: str, actor: Person, at: datetime
) -> AgendaProposal:
    """With a public reason. Raises MeetingError: ``proposal_reason_needed``,
    ``proposal_decided``, ``has_ended``."""
    if not reason.strip():
        raise MeetingError("proposal_reason_needed")
    meeting = _open(proposal, at)
    proposal = _waiting(proposal)
    proposal.status = P.DECLINED
    return _decide(meeting, proposal, reason, actor, at)


def _place(rows: Sequence[AgendaItem], starts_at: time | None) -> int:
    """Before the first item that begins later."""
    if starts_at is None:
        return len(rows)
    later = (n for n, row in enumerate(rows) if row.starts_at and row.starts_at > starts_at)
    return next(later, len(rows))


def _decide(
    meeting: Meeting, proposal: AgendaProposal, reason: str, actor: Person, at: datetime
) -> AgendaProposal:
    proposal.reason = reason.strip()
    proposal.decided_at, proposal.decided_by = at, actor
    proposal.meeting = meeting
    proposal.save()
    record(
        meeting,
        f"agenda_{proposal.status}",
        actor,
        at,
        proposal=proposal.pk,
        reason=proposal.reason,
        late=timezone.localdate(at) > proposal.due_on,
    )
    notices.decided(proposal, at)
    return proposal


def _open(proposal: AgendaProposal, at: datetime) -> Meeting:
    meeting = locked(proposal.meeting)
    require_announced(meeting)
    if at >= meeting.ends_at:
        raise MeetingError("has_ended")
    return meeting


def _waiting(proposal: AgendaProposal) -> AgendaProposal:
    """The row, held. The meeting must be locked before it."""
    found = AgendaProposal.objects.select_for_update().get(pk=proposal.pk)
    if found.status != P.PROPOSED:
        raise MeetingError("proposal_decided")
    return found
