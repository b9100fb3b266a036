"""The reply to a recommendation: drafted, published once, corrected in public versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.official import Texts, columns, same, write
from commons.people.models import Person
from commons.territories.workdays import working_days_between

from ... import texts
from ...files import file_fields
from .. import notices
from ..enums import Decision
from ..errors import RecommendationError
from ..models import Commitment, Recommendation, ReplyDraft, ReplyFile, ReplyVersion

MOST_FILES = 5
MOST_COMMITMENTS = 5


@dataclass(frozen=True)
class Promise:
    """A commitment that a reply makes."""

    title: Texts
    office: Texts
    due_on: date


@transaction.atomic
def save_draft(
    *, recommendation: Recommendation, data: Mapping[str, Any], actor: Person, at: datetime
) -> ReplyDraft:
    """Keep what is written so far; `data` must be JSON. Raises RecommendationError: not_sent,
    answered."""
    row = waiting(recommendation)
    draft, _new = ReplyDraft.objects.update_or_create(
        recommendation=row, defaults={"data": dict(data), "saved_by": actor, "saved_at": at}
    )
    return draft


@transaction.atomic
def attach(
    *, recommendation: Recommendation, upload: "UploadedFile[Any]", at: datetime
) -> ReplyFile:
    """Add a file to a reply that is being written. Raises RecommendationError: too_many_files, and
    ProposalError for a file that is none."""
    row = waiting(recommendation)
    if row.files.count() >= MOST_FILES:
        raise RecommendationError("too_many_files", most=MOST_FILES)
    return ReplyFile.objects.create(recommendation=row, added_at=at, **file_fields(upload))


@transaction.atomic
def detach(*, recommendation: Recommendation, file_pk: int) -> None:
    """Remove a file before the reply is published; one that is gone is gone."""
    row = waiting(recommendation)
    held = ReplyFile.objects.filter(recommendation=row, pk=file_pk).first()
    if held is not None:
        storage, name = held.file.storage, str(held.file.name)
        held.delete()
        transaction.on_commit(lambda: storage.delete(name), robust=True)


@transaction.atomic
def publish_reply(
    *,
    recommendation: Recommendation,
    decision: str,
    reply: Texts,
    promises: Sequence[Promise] = (),
    actor: Person,
    at: datetime,
) -> Recommendation:
    """Publish decision and reason, and what is promised. A reply after its day is accepted and
    stays late.

    Raises HearingError: text_needed; RecommendationError: not_sent, answered,
    too_many_commitments, promise_past, rejected_promises.
    """
    row = waiting(recommendation)
    texts.require(reply)
    today = timezone.localdate(at)
    _check_promises(promises, decision, today)
    # It has been sent.
    assert row.due_on is not None
    assert row.document.sent_at is not None
    write(row, "reply", reply)
    row.decision = Decision(decision)
    row.replied_at, row.replied_by = at, actor
    row.replied_late = today > row.due_on
    row.replied_in = max(0, working_days_between(timezone.localdate(row.document.sent_at), today))
    row.save()
    _version(row, 1, reply, {}, actor, at)
    for number, promise in enumerate(promises, start=1):
        _promise(row, number, promise, actor, at)
    ReplyDraft.objects.filter(recommendation=row).delete()
    record(
        verb="hearings.replied",
        subject=row,
        at=at,
        actor=actor,
        akimat=row.akimat,
        decision=row.decision,
        late=row.replied_late,
        promises=len(promises),
    )
    notices.tell_of_reply(row, at)
    return row


@transaction.atomic
def correct_reply(
    *,
    recommendation: Recommendation,
    decision: str,
    reply: Texts,
    reason: Texts,
    actor: Person,
    at: datetime,
) -> ReplyVersion:
    """A new public version, with the reason; the time of the first reply stays.

    Raises HearingError: text_needed; RecommendationError: not_answered, same_reply.
    """
    row = locked(recommendation)
    if row.replied_at is None:
        raise RecommendationError("not_answered")
    texts.require(reply)
    texts.require(reason)
    if row.decision == decision and same(row, "reply", reply):
        raise RecommendationError("same_reply")
    write(row, "reply", reply)
    row.decision = Decision(decision)
    row.save()
    made = _version(row, row.versions.count() + 1, reply, reason, actor, at)
    record(
        verb="hearings.reply_corrected",
        subject=row,
        at=at,
        actor=actor,
        akimat=row.akimat,
        version=made.number,
        reason=dict(reason),
    )
    notices.tell_of_correction(row, at)
    return made


def locked(recommendation: Recommendation) -> Recommendation:
    """Locked, with its document. Raises RecommendationError("not_sent")."""
    row: Recommendation = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("document", "akimat")
        .get(pk=recommendation.pk)
    )
    if not row.document.is_sent:
        raise RecommendationError("not_sent")
    return row


def waiting(recommendation: Recommendation) -> Recommendation:
    """Locked, without a reply yet. Raises RecommendationError: not_sent, answered."""
    row = locked(recommendation)
    if row.replied_at is not None:
        raise RecommendationError("answered")
    return row


def _check_promises(promises: Sequence[Promise], decision: str, today: date) -> None:
    if len(promises) > MOST_COMMITMENTS:
        raise RecommendationError("too_many_commitments", most=MOST_COMMITMENTS)
    if promises and decision == Decision.REJECTED:
        raise RecommendationError("rejected_promises")
    for promise in promises:
        texts.require(promise.title)
        texts.require(promise.office)
        if promise.due_on <= today:
            raise RecommendationError("promise_past")


def _promise(
    row: Recommendation, number: int, promise: Promise, actor: Person, at: datetime
) -> Commitment:
    return Commitment.objects.create(
        akimat=row.akimat,
        recommendation=row,
        number=number,
        first_due_on=promise.due_on,
        due_on=promise.due_on,
        made_at=at,
        made_by=actor,
        **columns("title", promise.title),
        **columns("office", promise.office),
    )


def _version(
    row: Recommendation, number: int, reply: Texts, reason: Texts, actor: Person, at: datetime
) -> ReplyVersion:
    return ReplyVersion.objects.create(
        recommendation=row,
        number=number,
        decision=row.decision,
        written_by=actor,
        at=at,
        **columns("reply", reply),
        **columns("reason", reason),
    )
