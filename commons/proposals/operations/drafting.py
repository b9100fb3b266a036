"""Writing a proposal: a draft is saved at every step, and corrected when that is allowed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.people.models import Person

from ..enums import ProposalStatus
from ..errors import ProposalError
from ..models import Call, Proposal
from ..permissions import is_editable
from .changing import delete_files, lock_author, locked, record, require_author

EDITABLE_FIELDS = frozenset(
    {
        "language",
        "title",
        "problem",
        "description",
        "beneficiaries",
        "category",
        "territory",
        "address",
        "latitude",
        "longitude",
        "cost_tenge",
        "estimate",
    }
)


@transaction.atomic
def start_draft(*, call: Call, author: Person, language: str, at: datetime) -> Proposal:
    """The author's draft in this call: the one they have, or a new one. The call must be open."""
    lock_author(author)
    draft = Proposal.objects.filter(call=call, author=author, status=ProposalStatus.DRAFT).first()
    if draft is not None:
        return draft
    if not call.opens_at <= at < call.closes_at:
        raise ProposalError("call_not_open")
    return Proposal.objects.create(
        call=call,
        akimat_id=call.akimat_id,
        author=author,
        language=language,
        created_at=at,
        updated_at=at,
    )


@transaction.atomic
def save_step(
    *, proposal: Proposal, fields: Mapping[str, Any], actor: Person, at: datetime
) -> Proposal:
    """Save some answers. What was already public keeps its former wording in the audit."""
    unknown = fields.keys() - EDITABLE_FIELDS
    if unknown:
        raise ValueError(f"not fields of a proposal: {sorted(unknown)}")
    proposal = locked(proposal)
    require_author(proposal, actor)
    if not is_editable(proposal, at):
        raise ProposalError("not_editable")
    changed = {name: value for name, value in fields.items() if getattr(proposal, name) != value}
    if not changed:
        return proposal
    was = {name: _plain(getattr(proposal, name)) for name in changed}
    for name, value in changed.items():
        setattr(proposal, name, value)
    proposal.updated_at = at
    proposal.save()
    if proposal.status != ProposalStatus.DRAFT:
        record(proposal, "correct_proposal", actor=actor, at=at, was=was)
    return proposal


def _plain(value: Any) -> Any:
    """A value as JSON: the key of a row in place of the row."""
    return getattr(value, "pk", value)


@transaction.atomic
def discard_draft(*, proposal: Proposal, actor: Person) -> None:
    """Delete a draft that nobody else has seen, with its files."""
    proposal = locked(proposal)
    require_author(proposal, actor)
    if proposal.status != ProposalStatus.DRAFT:
        raise ProposalError("wrong_state", status=proposal.get_status_display())
    attachments = list(proposal.attachments.all())
    proposal.delete()
    for attachment in attachments:
        delete_files(attachment)


@transaction.atomic
def close_discussion(*, proposal: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """End comments and supports; what was said stays readable."""
    proposal = locked(proposal)
    if proposal.closed_at is None:
        proposal.closed_at = at
        proposal.save(update_fields=["closed_at"])
        record(proposal, "close_discussion", actor=actor, at=at)
    return proposal


@transaction.atomic
def allow_edits(
    *,
    proposals: Iterable[Proposal],
    until: datetime | None,
    at: datetime,
    actor: Person | None = None,
) -> list[Proposal]:
    """Let the authors correct published texts until then; None ends it."""
    keys = [proposal.pk for proposal in proposals]
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    opened = list(rows.select_related("akimat").filter(pk__in=keys).order_by("pk"))
    for proposal in opened:
        proposal.editable_until = until
        record(
            proposal,
            "allow_edits" if until else "end_edits",
            actor=actor,
            at=at,
            until=until.isoformat() if until else None,
        )
    Proposal.objects.bulk_update(opened, ["editable_until"])
    return opened
