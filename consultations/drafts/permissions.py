"""Who may do what with drafts and remarks, and in which state a discussion is by the clock."""

from datetime import datetime, timedelta
from typing import Any

from commons.territories.permissions import can_read_desk, is_staff_of
from commons.territories.workdays import end_of_day

from ..permissions import can_answer, can_run
from .enums import DraftStatus
from .models import Draft, Remark

CHANGEABLE_FOR = timedelta(hours=24)


def standing(draft: Draft, at: datetime) -> DraftStatus:
    """The state at that moment: the last day ends the discussion, whether or not a task ran."""
    status = DraftStatus(draft.status)
    over = draft.closes_on is not None and at >= end_of_day(draft.closes_on)
    return DraftStatus.ANSWERING if status == DraftStatus.OPEN and over else status


def is_late(draft: Draft, at: datetime) -> bool:
    """Whether the day for answers has passed while the discussion waits for its end."""
    due = draft.answers_on
    return due is not None and draft.status != DraftStatus.CLOSED and at >= end_of_day(due)


def can_see(person: Any, draft: Draft) -> bool:
    """Everybody, once the discussion has opened; before that the akimat's staff and observers."""
    return draft.status != DraftStatus.DRAFT or can_read_desk(person, draft.akimat)


def can_prepare(person: Any, draft: Draft) -> bool:
    """Moderators, and the member of staff who answers for the document, upload its text."""
    own = person.is_authenticated and person.pk == draft.author_id
    return can_run(person, draft.akimat) or (own and is_staff_of(person, draft.akimat))


def may_remark(person: Any, draft: Draft, at: datetime) -> bool:
    """Everybody with an account, but not those who answer."""
    return (
        bool(person.is_authenticated)
        and standing(draft, at) == DraftStatus.OPEN
        and not is_staff_of(person, draft.akimat)
    )


def may_answer(person: Any, draft: Draft) -> bool:
    """From the opening on: early answers are welcome."""
    return draft.status != DraftStatus.DRAFT and can_answer(person, draft.akimat)


def may_hide(person: Any, draft: Draft) -> bool:
    return draft.status != DraftStatus.DRAFT and can_run(person, draft.akimat)


def is_fixed(remark: Remark, at: datetime, agreed: int) -> bool:
    """Others answered or backed these very words, or a day has passed."""
    return (
        remark.is_answered
        or remark.is_hidden
        or bool(agreed)
        or at >= remark.created_at + CHANGEABLE_FOR
    )
