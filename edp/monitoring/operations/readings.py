"""Readings and spending. Nothing is written over: a correction is a row of its own."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.official import Texts, columns
from commons.people.models import Person

from ...enums import RoundStatus
from ...plan.document import plain
from ...plan.enums import ActionStatus
from ...plan.errors import PlanError
from ...plan.models import Action
from ...plan.queries import is_published
from ..due import next_due
from ..errors import MonitoringError
from ..models import ActionSpending, Indicator, Reading


@transaction.atomic
def enter_reading(
    *,
    indicator: Indicator,
    value: Decimal,
    date: date,
    source: str,
    actor: Person,
    at: datetime,
    note: Texts | None = None,
) -> Reading:
    """One reading a day; the next one falls due after it.

    Raises PlanError("round_closed"); MonitoringError: ``not_published``, ``dropped``,
    ``in_the_future``, ``before_baseline``, ``read_already``.
    """
    held = _locked(indicator)
    _require_day(held, date, at)
    if held.readings.filter(date=date, is_current=True).exists():
        raise MonitoringError("read_already")
    reading = Reading.objects.create(
        indicator=held,
        value=value,
        date=date,
        source=source.strip(),
        entered_at=at,
        entered_by=actor,
        **columns("note", note or {}),
    )
    _due(held)
    _note(reading, "read", actor, at)
    return reading


@transaction.atomic
def correct_reading(
    *,
    reading: Reading,
    value: Decimal,
    source: str,
    note: Texts,
    actor: Person,
    at: datetime,
    date: date | None = None,
) -> Reading:
    """Another row takes the place of this one; both stay readable, with the reason as the note.

    Raises as `enter_reading`, and MonitoringError: ``replaced_already``,
    ``correction_note_needed``, ``same_value``.
    """
    held = _locked(reading.indicator)
    old = Reading.objects.select_for_update(no_key=True).get(pk=reading.pk)
    if not old.is_current:
        raise MonitoringError("replaced_already")
    day = date or old.date
    if (value, day, source.strip()) == (old.value, old.date, old.source):
        raise MonitoringError("same_value")
    if not any((text or "").strip() for text in note.values()):
        raise MonitoringError("correction_note_needed")
    _require_day(held, day, at)
    others = held.readings.filter(date=day, is_current=True).exclude(pk=old.pk)
    if others.exists():
        raise MonitoringError("read_already")
    Reading.objects.filter(pk=old.pk).update(is_current=False)
    new = Reading.objects.create(
        indicator=held,
        value=value,
        date=day,
        source=source.strip(),
        entered_at=at,
        entered_by=actor,
        replaces=old,
        **columns("note", note),
    )
    _due(held)
    _note(new, "corrected", actor, at, before=plain(old.value), replaces=old.pk)
    return new


@transaction.atomic
def enter_spending(
    *,
    action: Action,
    date: date,
    public_tenge: int,
    private_tenge: int,
    source: str,
    actor: Person,
    at: datetime,
) -> ActionSpending:
    """What has been spent in all by that day. Entered again for the same day, the later row counts.

    Raises PlanError("round_closed"); MonitoringError: ``not_approved``, ``in_the_future``.
    """
    held = Action.objects.select_related("objective__priority__round__akimat").get(pk=action.pk)
    round = held.objective.priority.round
    if round.status != RoundStatus.ANNOUNCED:
        raise PlanError("round_closed")
    if held.status == ActionStatus.PROPOSED:
        raise MonitoringError("not_approved")
    if date > timezone.localdate(at):
        raise MonitoringError("in_the_future")
    row = ActionSpending.objects.create(
        action=held,
        date=date,
        public_tenge=public_tenge,
        private_tenge=private_tenge,
        source=source.strip(),
        entered_at=at,
        entered_by=actor,
    )
    record(
        verb="indicator.spent",
        subject=held,
        at=at,
        actor=actor,
        akimat=round.akimat,
        date=date.isoformat(),
        public_tenge=public_tenge,
        private_tenge=private_tenge,
    )
    return row


def _locked(indicator: Indicator) -> Indicator:
    held = (
        Indicator.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan__round__akimat")
        .get(pk=indicator.pk)
    )
    if held.plan.round.status != RoundStatus.ANNOUNCED:
        raise PlanError("round_closed")
    if held.dropped_at:
        raise MonitoringError("dropped")
    if not is_published(held.plan):
        raise MonitoringError("not_published")
    return held


def _require_day(indicator: Indicator, day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise MonitoringError("in_the_future")
    if day < indicator.baseline_date:
        raise MonitoringError("before_baseline")


def _due(indicator: Indicator) -> None:
    latest = indicator.readings.filter(is_current=True).order_by("-date").first()
    day = next_due(indicator, latest.date if latest else None)
    # Not by saving the row: somebody may be writing its texts.
    Indicator.objects.filter(pk=indicator.pk).update(next_due_date=day)


def _note(reading: Reading, verb: str, actor: Person, at: datetime, **detail: object) -> None:
    indicator = reading.indicator
    record(
        verb=f"indicator.{verb}",
        subject=indicator,
        at=at,
        actor=actor,
        akimat=indicator.plan.round.akimat,
        value=plain(reading.value),
        date=reading.date.isoformat(),
        **detail,
    )
