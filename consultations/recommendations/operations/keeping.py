"""What was promised: progress, new dates, done or not kept, and objections to “done”."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.interface.official import Texts, columns, write
from commons.people.models import Person

from ... import texts
from ...files import file_fields
from ...periods import due_on, periods_of
from .. import notices
from ..enums import CommitmentStatus, StepKind
from ..errors import RecommendationError
from ..models import Commitment, Dispute, Step, StepFile
from ..permissions import may_dispute


@transaction.atomic
def report(
    *,
    commitment: Commitment,
    text: Texts,
    actor: Person,
    at: datetime,
    upload: "UploadedFile[Any] | None" = None,
) -> Step:
    """A progress report, public at once. Raises RecommendationError("not_open")."""
    row = _open(commitment)
    return _step(row, StepKind.PROGRESS, text, actor, at, upload=upload)


@transaction.atomic
def move_date(
    *, commitment: Commitment, to: date, reason: Texts, actor: Person, at: datetime
) -> Step:
    """Another day, with a public reason. Raises RecommendationError: not_open, same_day,
    day_past."""
    row = _open(commitment)
    if to == row.due_on:
        raise RecommendationError("same_day")
    if to <= timezone.localdate(at):
        raise RecommendationError("day_past")
    before, row.due_on = row.due_on, to
    row.save(update_fields=["due_on"])
    return _step(row, StepKind.MOVED, reason, actor, at, due_before=before, due_after=to)


@transaction.atomic
def finish(
    *,
    commitment: Commitment,
    proof: Texts,
    actor: Person,
    at: datetime,
    upload: "UploadedFile[Any] | None" = None,
) -> Step:
    """Done, with proof in words and perhaps a file. Raises RecommendationError("not_open")."""
    row = _open(commitment)
    _close(row, CommitmentStatus.DONE, at)
    return _step(row, StepKind.DONE, proof, actor, at, upload=upload)


@transaction.atomic
def break_promise(*, commitment: Commitment, reason: Texts, actor: Person, at: datetime) -> Step:
    """It will not be kept, and why. Raises RecommendationError("not_open")."""
    row = _open(commitment)
    _close(row, CommitmentStatus.BROKEN, at)
    return _step(row, StepKind.BROKEN, reason, actor, at)


@transaction.atomic
def dispute(
    *, commitment: Commitment, words: str, language: str, actor: Person, at: datetime
) -> Dispute:
    """Say that what is called done is not; once per person. Answered like a recommendation.

    Raises RecommendationError: not_following, not_done, disputed_already.
    """
    row = _locked(commitment)
    if not may_dispute(actor, row):
        raise RecommendationError("not_following")
    if row.status != CommitmentStatus.DONE:
        raise RecommendationError("not_done")
    with refusing({"disputed_once": RecommendationError("disputed_already")}):
        made = Dispute.objects.create(
            commitment=row,
            person=actor,
            words=words,
            language=language,
            at=at,
            due_on=due_on(at, periods_of(row.akimat).reply_days),
        )
    _record("hearings.done_disputed", row, actor, at, dispute=made.pk)
    notices.tell_staff_of_dispute(made, at)
    return made


@transaction.atomic
def answer_dispute(
    *,
    dispute: Dispute,
    upheld: bool,
    answer: Texts,
    actor: Person,
    at: datetime,
    due: date | None = None,
) -> Dispute:
    """Where the objection is right, the commitment is taken up again until `due`.

    Raises RecommendationError: dispute_answered, day_past; HearingError: text_needed.
    """
    commitment = _locked(dispute.commitment)
    row: Dispute = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    row.commitment = commitment
    if row.answered_at is not None:
        raise RecommendationError("dispute_answered")
    texts.require(answer)
    write(row, "answer", answer)
    row.upheld, row.answered_by, row.answered_at = upheld, actor, at
    row.save()
    if upheld and commitment.status == CommitmentStatus.DONE:
        if due is None or due <= timezone.localdate(at):
            raise RecommendationError("day_past")
        before, commitment.due_on = commitment.due_on, due
        commitment.status, commitment.closed_on = CommitmentStatus.OPEN, None
        commitment.save()
        _step(commitment, StepKind.REOPENED, answer, actor, at, due_before=before, due_after=due)
    _record("hearings.dispute_answered", commitment, actor, at, dispute=row.pk, upheld=upheld)
    notices.tell_of_dispute_answer(row, at)
    return row


def _locked(commitment: Commitment) -> Commitment:
    row: Commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("akimat", "recommendation__akimat", "recommendation__document__council")
        .get(pk=commitment.pk)
    )
    return row


def _open(commitment: Commitment) -> Commitment:
    row = _locked(commitment)
    if row.status != CommitmentStatus.OPEN:
        raise RecommendationError("not_open")
    return row


def _close(row: Commitment, status: CommitmentStatus, at: datetime) -> None:
    row.status, row.closed_on = status, timezone.localdate(at)
    row.save(update_fields=["status", "closed_on"])


def _step(
    row: Commitment,
    kind: StepKind,
    text: Texts,
    actor: Person,
    at: datetime,
    *,
    upload: "UploadedFile[Any] | None" = None,
    due_before: date | None = None,
    due_after: date | None = None,
) -> Step:
    texts.require(text)
    step = Step.objects.create(
        commitment=row,
        kind=kind,
        actor=actor,
        at=at,
        due_before=due_before,
        due_after=due_after,
        **columns("text", text),
    )
    if upload is not None:
        StepFile.objects.create(step=step, **file_fields(upload))
    _record(f"hearings.commitment_{kind.value}", row, actor, at, step=step.pk)
    notices.tell_of_step(row, step, at)
    return step


def _record(verb: str, row: Commitment, actor: Person, at: datetime, **detail: Any) -> None:
    record(verb=verb, subject=row, at=at, actor=actor, akimat=row.akimat, **detail)
