"""Office hours: announced, booked time by time, cancelled; visits settled afterwards."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from commons.audit.operations import record
from commons.interface.official import Texts, columns
from commons.people.models import Person
from commons.territories.models import Territory

from ...councils.models import Council
from ...texts import require
from ..enums import VisitStatus
from ..errors import OpennessError
from ..models import OfficeHours, Visit
from ..notices import tell_announced, tell_cancelled
from ..slots import slots


@transaction.atomic
def announce_hours(
    *,
    council: Council,
    who: Texts,
    place: Texts,
    starts_at: datetime,
    ends_at: datetime,
    visit_minutes: int,
    territory: Territory | None,
    link: str,
    actor: Any,
    at: datetime,
) -> OfficeHours:
    """Raises OpennessError: ends_before, in_past; HearingError: text_needed."""
    require(who)
    require(place)
    if ends_at <= starts_at:
        raise OpennessError("ends_before")
    if starts_at <= at:
        raise OpennessError("in_past")
    made = OfficeHours.objects.create(
        akimat=council.akimat,
        council=council,
        starts_at=starts_at,
        ends_at=ends_at,
        visit_minutes=visit_minutes,
        territory=territory,
        link=link,
        announced_at=at,
        **columns("who", who),
        **columns("place", place),
    )
    _record("hearings.hours_announced", made, actor, at)
    tell_announced(made, at)
    return made


@transaction.atomic
def cancel_hours(*, hours: OfficeHours, reason: str, actor: Any, at: datetime) -> OfficeHours:
    """Everybody who booked is told. Raises OpennessError: reason_needed, is_cancelled, in_past."""
    hours = OfficeHours.objects.select_for_update().get(pk=hours.pk)
    if not reason.strip():
        raise OpennessError("reason_needed")
    if hours.cancelled_at:
        raise OpennessError("is_cancelled")
    if hours.starts_at <= at:
        raise OpennessError("in_past")
    hours.cancelled_at, hours.cancel_reason = at, reason.strip()
    hours.save(update_fields=["cancelled_at", "cancel_reason"])
    _record("hearings.hours_cancelled", hours, actor, at, reason=hours.cancel_reason)
    tell_cancelled(hours, at)
    return hours


@transaction.atomic
def book(
    *,
    hours: OfficeHours,
    starts_at: datetime,
    topic: str,
    language: str,
    by_video: bool,
    actor: Person,
    at: datetime,
) -> Visit:
    """Take a time. The database sees to it that no time is taken twice.

    Raises OpennessError: is_cancelled, in_past, no_slot, slot_taken, booked_already.
    """
    hours = OfficeHours.objects.select_for_update().get(pk=hours.pk)
    if hours.cancelled_at:
        raise OpennessError("is_cancelled")
    if starts_at <= at:
        raise OpennessError("in_past")
    if starts_at not in slots(hours):
        raise OpennessError("no_slot")
    try:
        with transaction.atomic():
            return Visit.objects.create(
                hours=hours,
                person=actor,
                starts_at=starts_at,
                topic=topic.strip(),
                language=language,
                by_video=by_video and bool(hours.link),
                booked_at=at,
            )
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        mine = name == "one_office_visit_per_person"
        raise OpennessError("booked_already" if mine else "slot_taken") from error


@transaction.atomic
def give_back(*, visit: Visit, actor: Person, at: datetime) -> None:
    """The time is free for others again. Raises OpennessError: in_past."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk, person=actor)
    if visit.starts_at <= at:
        raise OpennessError("in_past")
    visit.status = VisitStatus.CANCELLED
    visit.save(update_fields=["status"])


@transaction.atomic
def settle_visit(*, visit: Visit, came: bool, outcome: str, actor: Any, at: datetime) -> Visit:
    """Note after a visit whether it took place and what came of it."""
    visit = Visit.objects.select_for_update().select_related("hours__akimat").get(pk=visit.pk)
    visit.status = VisitStatus.CAME if came else VisitStatus.MISSED
    visit.outcome = outcome.strip()
    visit.save(update_fields=["status", "outcome"])
    _record("hearings.visit_settled", visit.hours, actor, at, visit=visit.pk, came=came)
    return visit


def _record(verb: str, hours: OfficeHours, actor: Any, at: datetime, **detail: Any) -> None:
    record(verb=verb, subject=hours, at=at, actor=actor, akimat=hours.akimat, **detail)
