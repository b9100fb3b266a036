"""Every remark gets a decision and its reason. Several remarks that say the same get one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ..enums import Decision, DraftStatus
from ..errors import DraftError
from ..models import Draft, DraftVersion, Remark
from ..notices import tell_author

MOST = 3000


@transaction.atomic
def answer_remarks(
    *,
    draft: Draft,
    remarks: Sequence[Remark],
    decision: str,
    answer: str,
    language: str,
    actor: Person,
    at: datetime,
    taken_in: DraftVersion | None = None,
    again: bool = False,
) -> list[Remark]:
    """The same decision and reason for each; its author is told.

    Answers somebody gave meanwhile stay (raises answered) unless they are changed on purpose with
    `again`, which the end of the discussion rules out. `taken_in` is the version that took the
    remark over; what was rejected has none.
    """
    answer = answer.strip()
    if not answer:
        raise DraftError("reason_needed")
    if len(answer) > MOST:
        raise DraftError("long", limit=MOST)
    held = _held(draft, remarks)
    chosen = Decision(decision)
    version = None if chosen == Decision.REJECTED else _version(draft, taken_in)
    for row in held:
        _check(row, draft, again=again)
        was = {"decision": row.decision, "answer": row.answer} if row.is_answered else {}
        row.decision, row.answer, row.answer_language = chosen, answer, language
        row.answered_by, row.taken_in = actor, version
        # A correction keeps the moment of the first answer: that was in time or not.
        row.answered_at = row.answered_at or at
        row.save()
        record(
            verb="hearings.remark_answered",
            subject=row,
            at=at,
            actor=actor,
            akimat=draft.akimat,
            draft=draft.pk,
            decision=decision,
            **({"was": was} if was else {}),
        )
        tell_author(row, "remark_answered", at)
    return held


def _held(draft: Draft, remarks: Sequence[Remark]) -> list[Remark]:
    rows = Remark.objects.filter(draft=draft, pk__in=[one.pk for one in remarks])
    rows = rows.select_related("author", "draft__akimat").order_by("pk")
    held = list(rows.select_for_update(of=("self",), no_key=True))
    if not held or len(held) != len(remarks):
        raise DraftError("no_remarks")
    return held


def _check(row: Remark, draft: Draft, *, again: bool) -> None:
    status = row.draft.status  # as it is now
    if status == DraftStatus.DRAFT:
        raise DraftError("wrong_state", state=row.draft.get_status_display())
    if row.is_hidden:
        raise DraftError("hidden")
    if row.is_answered and (not again or status == DraftStatus.CLOSED):
        raise DraftError("answered", number=row.pk)


def _version(draft: Draft, version: DraftVersion | None) -> DraftVersion | None:
    if version is not None and (version.draft_id != draft.pk or not version.is_published):
        raise DraftError("other_draft")
    return version
