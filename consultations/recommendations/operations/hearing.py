"""The author asks to be heard; the akimat sets a day in good time and records what came of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.dates import long_date
from commons.interface.errors import refusing
from commons.interface.official import Texts, write
from commons.people.models import Person

from ... import texts
from ...periods import due_on, periods_of
from .. import notices
from ..enums import HeardStatus, Way
from ..errors import RecommendationError
from ..models import HeardRequest, Recommendation
from ..permissions import speaks_for
from .replying import locked


@transaction.atomic
def ask_to_be_heard(
    *,
    recommendation: Recommendation,
    wish: str,
    words: str,
    language: str,
    actor: Person,
    at: datetime,
) -> HeardRequest:
    """Raises RecommendationError: not_sent, not_author, asked_already."""
    row = locked(recommendation)
    if not speaks_for(actor, row.document):
        raise RecommendationError("not_author")
    with refusing({"heard_one_request_at_a_time": RecommendationError("asked_already")}):
        made = HeardRequest.objects.create(
            recommendation=row,
            asked_by=actor,
            asked_at=at,
            wish=Way(wish),
            words=words,
            language=language,
        )
    _record("hearings.heard_asked", made, actor, at)
    notices.tell_staff_of_request(made, "heard_asked", at)
    return made


@transaction.atomic
def withdraw_request(*, request: HeardRequest, actor: Person, at: datetime) -> None:
    """Raises RecommendationError("wrong_state") when it is over."""
    row = _open(request)
    _close(row, HeardStatus.WITHDRAWN, at)
    _record("hearings.heard_withdrawn", row, actor, at)
    notices.tell_staff_of_request(row, "heard_withdrawn", at)


@transaction.atomic
def arrange(
    *,
    request: HeardRequest,
    starts_at: datetime,
    way: str,
    where: str,
    actor: Person,
    at: datetime,
) -> HeardRequest:
    """Set the day, or another one. The author has the whole notice of the law each time.

    Raises RecommendationError: wrong_state, heard_too_soon.
    """
    row = _open(request)
    days = periods_of(row.recommendation.akimat).heard_days
    first = due_on(at, days)
    if timezone.localdate(starts_at) < first:
        raise RecommendationError("heard_too_soon", days=days, first=long_date(first))
    row.status = HeardStatus.ARRANGED
    row.starts_at, row.way, row.where, row.arranged_at = starts_at, Way(way), where, at
    row.save()
    _record("hearings.heard_arranged", row, actor, at, starts_at=starts_at.isoformat(), way=way)
    notices.tell_author_of_day(row, at)
    return row


@transaction.atomic
def record_heard(
    *, request: HeardRequest, came: bool, outcome: Texts, actor: Person, at: datetime
) -> HeardRequest:
    """What was said and agreed, public; or that the author did not come.

    Raises RecommendationError: wrong_state, heard_to_come; HearingError: text_needed.
    """
    row = _open(request)
    if row.starts_at is None or row.starts_at > at:
        raise RecommendationError("heard_to_come")
    if came:
        texts.require(outcome)
    write(row, "outcome", outcome)
    _close(row, HeardStatus.HELD if came else HeardStatus.MISSED, at)
    _record("hearings.heard_recorded", row, actor, at, came=came)
    notices.tell_of_outcome(row, at)
    return row


def _open(request: HeardRequest) -> HeardRequest:
    row: HeardRequest = (
        HeardRequest.objects.select_for_update(of=("self",))
        .select_related("recommendation__akimat", "recommendation__document", "asked_by")
        .get(pk=request.pk)
    )
    if not row.is_open:
        raise RecommendationError("wrong_state", state=row.get_status_display())
    return row


def _close(row: HeardRequest, status: HeardStatus, at: datetime) -> None:
    row.status, row.closed_at = status, at
    row.save()


def _record(verb: str, row: HeardRequest, actor: Person, at: datetime, **detail: object) -> None:
    akimat = row.recommendation.akimat
    record(verb=verb, subject=row.recommendation, at=at, actor=actor, akimat=akimat, **detail)
