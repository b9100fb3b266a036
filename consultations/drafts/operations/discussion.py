"""The course of a discussion: it opens, may be extended, ends by the clock, and is closed with
what changed."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface import official
from commons.interface.dates import long_date
from commons.interface.official import Texts
from commons.people.models import Person
from commons.territories.workdays import add_working_days, end_of_day

from ... import texts
from ...periods import due_on, periods_of
from .. import checklist, notices, queries
from ..enums import DraftStatus
from ..errors import DraftError
from ..models import Draft
from ..permissions import standing
from .locking import lock_draft

LONGEST = timedelta(days=366)
S = DraftStatus


def earliest_close(draft: Draft, at: datetime) -> date:
    """The last day of the shortest discussion that needs no reason."""
    return due_on(at, periods_of(draft.akimat).draft_days)


@transaction.atomic
def open_discussion(
    *,
    draft: Draft,
    closes_on: date,
    actor: Person,
    at: datetime,
    short_reason: Texts | None = None,
) -> Draft:
    """Public from now on. Remarks are taken until the end of `closes_on`.

    The period is that of the rules of legal acts (15 working days unless the akimat set another);
    a shorter one needs a reason, which everybody sees.
    """
    held = lock_draft(draft)
    _require(held, S.DRAFT, at)
    if absent := checklist.missing(held):
        raise DraftError("not_ready", missing=", ".join(absent))
    _check_day(closes_on, at)
    least = earliest_close(held, at)
    reason = short_reason or {}
    if closes_on < least:
        if official.missing(reason):
            days = periods_of(held.akimat).draft_days
            raise DraftError("period_short", days=days, until=long_date(least))
        official.write(held, "short_reason", reason)
    held.status, held.opened_at = S.OPEN, at
    _set_days(held, closes_on)
    held.save()
    record(
        verb="hearings.draft_opened",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        closes_on=closes_on.isoformat(),
        least=least.isoformat(),
        **({"reason": dict(reason)} if closes_on < least else {}),
    )
    notices.tell_of_opening(held, at)
    return held


@transaction.atomic
def extend_discussion(*, draft: Draft, closes_on: date, actor: Person, at: datetime) -> Draft:
    """Gives more time while the discussion is open. Answers are due later by as much."""
    held = lock_draft(draft)
    _require(held, S.OPEN, at)
    assert held.closes_on is not None
    if closes_on <= held.closes_on:
        raise DraftError("not_later", until=long_date(held.closes_on))
    _check_day(closes_on, at)
    was = held.closes_on
    _set_days(held, closes_on)
    held.save(update_fields=["closes_on", "answers_on"])
    record(
        verb="hearings.draft_extended",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        before=was.isoformat(),
        after=closes_on.isoformat(),
    )
    notices.tell_of_extension(held, at)
    return held


@transaction.atomic
def end_discussions(*, at: datetime) -> list[Draft]:
    """What the clock has ended is marked so, and who answers is told. Safe to run at any time."""
    today = timezone.localdate(at)
    found = Draft.objects.filter(status=S.OPEN, closes_on__lt=today).order_by("pk")
    rows = found.select_related("akimat", "author")
    ended = list(rows.select_for_update(of=("self",), no_key=True))
    for draft in ended:
        assert draft.closes_on is not None
        draft.status = S.ANSWERING
        draft.save(update_fields=["status"])
        ended_at = end_of_day(draft.closes_on)
        record(verb="hearings.draft_ended", subject=draft, at=ended_at, akimat=draft.akimat)
        if waiting := queries.waiting_remarks(draft).count():
            people = notices.the_author(draft)
            notices.tell_who_answers(draft, "draft_to_answer", waiting, at, people)
    return ended


@transaction.atomic
def close_discussion(*, draft: Draft, outcome: Texts, actor: Person, at: datetime) -> Draft:
    """`outcome` says what changed thanks to the remarks. Raises unanswered while one waits."""
    held = lock_draft(draft)
    _require(held, S.ANSWERING, at)
    texts.require(outcome)
    if waiting := queries.waiting_remarks(held).count():
        raise DraftError("unanswered", count=waiting)
    held.status, held.closed_at = S.CLOSED, at
    official.write(held, "outcome", outcome)
    held.save()
    record(verb="hearings.draft_closed", subject=held, at=at, actor=actor, akimat=held.akimat)
    notices.tell_of_end(held, at)
    return held


def _require(draft: Draft, wanted: DraftStatus, at: datetime) -> None:
    state = standing(draft, at)
    if state != wanted:
        raise DraftError("wrong_state", state=state.label)


def _check_day(closes_on: date, at: datetime) -> None:
    today = timezone.localdate(at)
    if closes_on <= today:
        raise DraftError("period_past")
    if closes_on > today + LONGEST:
        raise DraftError("period_long")


def _set_days(draft: Draft, closes_on: date) -> None:
    draft.closes_on = closes_on
    days = periods_of(draft.akimat).draft_answer_days
    draft.answers_on = add_working_days(closes_on, days)
