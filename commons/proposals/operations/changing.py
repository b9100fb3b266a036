"""What the operations share: the lock, the transition table, reasons in three languages."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from commons.audit import operations as audit
from commons.people.models import Person

from .. import moves
from ..enums import TRANSITIONS, ProposalStatus
from ..errors import ProposalError
from ..models import Attachment, Comment, Proposal

REASON_LENGTH = 1000


def locked(proposal: Proposal) -> Proposal:
    """The row as it is now, held until the end of the transaction."""
    rows = Proposal.objects.select_related("call__territory", "akimat", "author")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)


def lock_author(person: Person) -> None:
    """One person's limits are counted by one transaction at a time."""
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)


def move(
    proposal: Proposal,
    to: ProposalStatus,
    *,
    verb: str,
    actor: Person | None,
    at: datetime,
    **detail: Any,
) -> None:
    """Change the state of a locked proposal by the transition table, save it all and audit it."""
    if to not in TRANSITIONS[proposal.status]:
        raise ProposalError("wrong_state", status=proposal.get_status_display())
    came_from = proposal.status
    proposal.status = to
    proposal.updated_at = at
    proposal.save()
    record(proposal, verb, actor=actor, at=at, came_from=came_from, **detail)
    moves.tell(proposal, came_from, actor, at)


def record(
    proposal: Proposal, verb: str, *, actor: Person | None, at: datetime, **detail: Any
) -> None:
    audit.record(verb=verb, subject=proposal, at=at, actor=actor, akimat=proposal.akimat, **detail)


def give_reason(subject: Model, reason: Mapping[str, str]) -> dict[str, str]:
    """Set a public reason on the subject; every language of the site must have it."""
    given = {code: reason.get(code, "").strip() for code, _ in settings.LANGUAGES}
    if not all(given.values()):
        raise ProposalError("reason_missing")
    set_reason(subject, given)
    return given


def set_reason(subject: Model, reason: Mapping[str, str]) -> None:
    for code, _ in settings.LANGUAGES:
        setattr(subject, f"reason_{code}", reason.get(code, ""))


def delete_files(attachment: Attachment) -> None:
    """Delete the files of a row that is gone, once that is certain."""
    for stored in (attachment.file, attachment.thumbnail):
        if stored.name:
            transaction.on_commit(partial(stored.storage.delete, stored.name), robust=True)


def require_author(proposal: Proposal, actor: Person | None) -> None:
    if actor is None or actor.pk != proposal.author_id:
        raise ProposalError("not_author")


def require_other(subject: Proposal | Comment, actor: Person | None) -> None:
    """Nobody is the judge of what they wrote themselves."""
    if actor is not None and actor.pk == subject.author_id:
        raise ProposalError("own_case")
