"""Requests for an environmental hearing, and the akimat's answer in its period."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record as audit
from commons.people.models import Person
from commons.people.queries import residence
from commons.territories.models import Akimat, Territory

from ...errors import HearingError
from ...periods import due_on, periods_of
from .. import notices
from ..enums import RequestStatus
from ..errors import MeetingError
from ..models import EnvironmentRequest

MOST_WAITING = 3


@transaction.atomic
def request_hearing(
    *,
    akimat: Akimat,
    author: Person,
    title: str,
    text: str,
    language: str,
    at: datetime,
    organisation: str = "",
    territory: Territory | None = None,
) -> EnvironmentRequest:
    """By a verified resident, or for an organisation. Public at once; the answer is due within 5
    working days (a setting).

    Raises MeetingError: ``request_who``, ``request_most``; HearingError("territory_outside").
    """
    Person.objects.select_for_update(no_key=True).get(pk=author.pk)
    home = residence(author, at)
    is_resident = home is not None and home.akimat_id == akimat.pk
    if not is_resident and not organisation.strip():
        raise MeetingError("request_who")
    if territory is not None and not akimat.territory.contains(territory):
        raise HearingError("territory_outside", territory=territory.name)
    waiting = EnvironmentRequest.objects.filter(
        akimat=akimat, author=author, status=RequestStatus.WAITING
    )
    if waiting.count() >= MOST_WAITING:
        raise MeetingError("request_most", most=MOST_WAITING)
    made = EnvironmentRequest.objects.create(
        akimat=akimat,
        author=author,
        organisation=organisation.strip(),
        title=title.strip(),
        text=text.strip(),
        language=language,
        territory=territory,
        requested_at=at,
        due_on=due_on(at, periods_of(akimat).environment_answer_days),
    )
    audit(verb="hearings.hearing_requested", subject=made, at=at, actor=author, akimat=akimat)
    return made


@transaction.atomic
def answer_request(
    *,
    request: EnvironmentRequest,
    agrees: bool,
    answer: str,
    language: str,
    actor: Person,
    at: datetime,
) -> EnvironmentRequest:
    """Once, with a reason; late answers are taken and stay marked as late.

    Raises MeetingError: ``answer_needed``, ``request_answered``.
    """
    if not answer.strip():
        raise MeetingError("answer_needed")
    row = (
        EnvironmentRequest.objects.select_related("akimat", "author")
        .select_for_update(of=("self",))
        .get(pk=request.pk)
    )
    if row.status != RequestStatus.WAITING:
        raise MeetingError("request_answered")
    row.status = RequestStatus.AGREED if agrees else RequestStatus.REFUSED
    row.answer, row.answer_language = answer.strip(), language
    row.answered_at, row.answered_by = at, actor
    row.save()
    audit(
        verb="hearings.hearing_request_answered",
        subject=row,
        at=at,
        actor=actor,
        akimat=row.akimat,
        agrees=agrees,
        late=timezone.localdate(at) > row.due_on,
    )
    notices.answered(row, at)
    return row
