"""Indicators, readings, reminders and reviews: every verb, every refusal."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from commons.audit.queries import history
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.people import erasers, exports
from edp.models import Indicator, PlanReview, Reading, Round, TargetChange
from edp.monitoring import operations, queries
from edp.monitoring.errors import MonitoringError
from edp.plan import operations as plans
from edp.plan.errors import PlanError
from tests.factories.edp import texts
from tests.factories.edp_plan import (
    INDICATOR_TEXTS,
    add_indicator,
    checked,
    indicator_values,
    written,
)
from tests.fixtures.discovery import discovery_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(akimat, moderator):
    planning = discovery_in(akimat, "monitoring", {"moderator": moderator})
    return written(planning.round, moderator, planning.at)


@pytest.fixture
def running(draft):
    """With its plan published."""
    draft.publish()
    return draft


def refused(code, call, **arguments):
    with pytest.raises((MonitoringError, PlanError)) as caught:
        call(**arguments)
    assert caught.value.code == code
    assert caught.value.message
    return caught.value


def read(running, person, value="120", days=0, **more):
    arguments = {
        "indicator": running.indicators[0],
        "value": Decimal(value),
        "date": (running.at - timedelta(days=days)).date(),
        "source": "Table 4",
        "actor": person,
        "at": running.at + timedelta(hours=1),
    }
    return operations.enter_reading(**{**arguments, **more})


def change(running, row, **more):
    values = {name: getattr(row, name) for name in indicator_values(running.at)}
    arguments = {
        "indicator": row,
        "version": row.version,
        "home": row.priority,
        "texts": INDICATOR_TEXTS,
        "values": {**values, **more.pop("values", {})},
        "actor": running.actor,
        "at": running.at,
    }
    return operations.change_indicator(**{**arguments, **more})


# --- indicators ---


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"target_date": date(2020, 1, 1)}, "target_before_baseline"),
        ({"target_value": Decimal(50)}, "wrong_direction"),
        ({"direction": "down"}, "wrong_direction"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(draft, values, code):
    with pytest.raises(MonitoringError, match=code):
        add_indicator(draft.plan, None, draft.actor, draft.at, **values)
    assert Indicator.objects.count() == 2


def test_before_the_publication_figures_change_freely(draft):
    row = change(draft, draft.indicators[0], values={"target_value": Decimal(400)})
    assert row.target_value == 400
    assert not TargetChange.objects.exists()


def test_a_published_target_moves_only_with_a_public_reason(running):
    row = running.indicators[0]
    with pytest.raises(MonitoringError, match="changed_reason_needed"):
        change(running, row, values={"target_value": Decimal(250)})
    change(
        running,
        row,
        values={"target_value": Decimal(250)},
        reason=texts("The line comes two years later."),
    )
    kept = TargetChange.objects.get()
    assert kept.figures == {"target_value": ["300", "250"]}
    assert kept.reason_ru == "The line comes two years later. (рус)"


def test_two_editors_of_an_indicator_lose_nothing(draft):
    row = draft.indicators[0]
    change(draft, row)
    with pytest.raises(PlanError, match="changed_meanwhile"):
        change(draft, row)


def test_what_was_read_is_not_removed_but_dropped_with_a_reason(running, specialist):
    row = running.indicators[0]
    read(running, specialist)
    act = {"indicator": row, "actor": running.actor, "at": running.at}
    refused("has_readings", operations.remove_indicator, **act)
    refused("drop_reason_needed", operations.drop_indicator, reason={"kk": "Иә"}, **act)
    dropped = operations.drop_indicator(reason=texts("Nobody uses it."), **act)
    assert (dropped.dropped_at, dropped.next_due_date) == (running.at, None)
    with pytest.raises(MonitoringError, match="dropped"):
        read(running, specialist, days=3)


def test_what_was_never_read_goes(draft):
    operations.remove_indicator(indicator=draft.indicators[0], actor=draft.actor, at=draft.at)
    assert Indicator.objects.count() == 1


# --- readings ---


def test_readings_wait_for_the_publication(draft, specialist):
    with pytest.raises(MonitoringError, match="not_published"):
        read(draft, specialist)


def test_a_reading_moves_the_due_day_on(running, specialist):
    read(running, specialist)
    row = Indicator.objects.get(pk=running.indicators[0].pk)
    first = row.first_due_date
    assert row.next_due_date > first
    entry = history(row).get(verb="indicator.read")
    assert (entry.actor, entry.detail["value"]) == (specialist, "120")


@pytest.mark.parametrize(("days", "code"), [(-2, "in_the_future"), (400, "before_baseline")])
def test_a_reading_has_a_day_that_can_be(running, specialist, days, code):
    with pytest.raises(MonitoringError, match=code):
        read(running, specialist, days=days)
    assert not Reading.objects.exists()


def test_a_second_reading_of_a_day_is_a_correction(running, specialist):
    first = read(running, specialist)
    with pytest.raises(MonitoringError, match="read_already"):
        read(running, specialist, value="130")
    second = operations.correct_reading(
        reading=first,
        value=Decimal(130),
        source="Table 4",
        note=texts("A town was counted twice."),
        actor=specialist,
        at=running.at + timedelta(hours=2),
    )
    first.refresh_from_db()
    assert (first.value, first.is_current, second.replaces) == (120, False, first)
    shown = queries.indicators(running.plan).get(pk=first.indicator_id)
    assert [one.value for one in shown.current] == [130]
    assert list(queries.history(first.indicator)) == [second, first]


@pytest.mark.parametrize(
    ("value", "note", "code"),
    [("120", texts("Same"), "same_value"), ("130", {}, "correction_note_needed")],
)
def test_a_correction_says_something_and_why(running, specialist, value, note, code):
    first = read(running, specialist)
    refused(
        code,
        operations.correct_reading,
        reading=first,
        value=Decimal(value),
        source="Table 4",
        note=note,
        actor=specialist,
        at=running.at + timedelta(hours=2),
    )


def test_a_corrected_reading_is_not_corrected_again(running, specialist):
    first = read(running, specialist)
    act = {
        "reading": first,
        "source": "Table 4",
        "note": texts("Again"),
        "actor": specialist,
        "at": running.at + timedelta(hours=2),
    }
    operations.correct_reading(value=Decimal(130), **act)
    refused("replaced_already", operations.correct_reading, value=Decimal(140), **act)
    assert Reading.objects.filter(is_current=True).count() == 1


# --- spending ---


def spend(running, person, public, days=0):
    return operations.enter_spending(
        action=running.actions[0],
        date=(running.at - timedelta(days=days)).date(),
        public_tenge=public,
        private_tenge=0,
        source="Treasury",
        actor=person,
        at=running.at,
    )


def test_only_what_was_approved_spends(running, specialist):
    with pytest.raises(MonitoringError, match="not_approved"):
        spend(running, specialist, 5)


def test_the_latest_day_counts_and_of_it_the_last_entry(running, specialist):
    action = checked(running.actions[0], running.actor, running.at)
    plans.approve_action(action=action, actor=running.actor, at=running.at)
    spend(running, specialist, 500)
    spend(running, specialist, 100, days=30)
    spend(running, specialist, 450)
    assert queries.spending([action.pk])[action.pk].public_tenge == 450


# --- reminders ---


def moment(text):
    return datetime.fromisoformat(f"{text}T09:00:00+05:00")


@pytest.fixture
def due(running, specialist):
    """Due on Friday 5 March 2027, the specialist responsible."""
    Indicator.objects.exclude(pk=running.indicators[0].pk).update(next_due_date=None)
    row = running.indicators[0]
    Indicator.objects.filter(pk=row.pk).update(
        next_due_date=date(2027, 3, 5), responsible=specialist
    )
    return row


def kinds(person):
    found = Message.objects.filter(person=person, kind__startswith="reading_")
    return list(found.order_by("pk").values_list("kind", flat=True))


def test_the_responsible_specialist_is_reminded_once(due, specialist):
    operations.remind(at=moment("2027-02-25"))
    assert kinds(specialist) == []  # six working days ahead
    for day in ("2027-03-01", "2027-03-02", "2027-03-05"):
        operations.remind(at=moment(day))
    assert kinds(specialist) == ["reading_soon"]
    for day in ("2027-03-10", "2027-03-11"):
        operations.remind(at=moment(day))
    assert kinds(specialist) == ["reading_soon", "reading_late"]


def test_nobody_is_reminded_on_a_day_off(due, specialist):
    assert operations.remind(at=moment("2027-03-06")) == 0  # a Saturday
    assert operations.remind(at=moment("2027-03-08")) == 0  # a holiday
    assert kinds(specialist) == []


def test_moderators_hear_of_it_after_two_weeks_or_at_once_where_nobody_answers(
    due, moderator, specialist
):
    operations.remind(at=moment("2027-03-10"))
    assert kinds(moderator) == []
    operations.remind(at=moment("2027-04-05"))
    operations.remind(at=moment("2027-04-06"))
    assert kinds(moderator) == ["reading_unread"]
    Indicator.objects.update(responsible=None)
    Indicator.objects.filter(pk=due.pk).update(next_due_date=date(2027, 4, 2))
    operations.remind(at=moment("2027-04-05"))
    assert kinds(moderator) == ["reading_unread"] * 2


def test_nobody_is_reminded_of_a_draft(draft, specialist):
    Indicator.objects.update(next_due_date=date(2027, 3, 5), responsible=specialist)
    assert operations.remind(at=moment("2027-03-05")) == 0


# --- reviews ---


def review(running, **more):
    values = {"works": texts("Growers"), "fails": texts("Line"), "changes": texts("Lorries")}
    return operations.start_review(
        plan=running.plan,
        held_date=running.at.date(),
        texts={**values, **more},
        actor=running.actor,
        at=running.at,
    )


def test_a_review_is_complete_before_it_is_public(running, resident):
    held = review(running, changes={"kk": "Тек қазақша"})
    refused(
        "review_text_needed",
        operations.publish_review,
        review=held,
        actor=running.actor,
        at=running.at,
    )
    follow(person=resident, topic=f"discovery/{running.plan.round_id}", at=running.at)
    held = operations.save_review(
        review=held,
        version=held.version,
        held_date=held.held_date,
        texts={"changes": texts("Lorries")},
        actor=running.actor,
        at=running.at,
    )
    operations.publish_review(review=held, actor=running.actor, at=running.at)
    assert Message.objects.get(person=resident).kind == "plan_reviewed"
    refused(
        "review_published",
        operations.save_review,
        review=held,
        version=held.version,
        held_date=held.held_date,
        texts={},
        actor=running.actor,
        at=running.at,
    )


def test_a_published_review_opens_the_next_round(running):
    held = review(running)
    act = {"slug": "economy-2030", "title": texts("Next"), "actor": running.actor}
    refused("review_not_published", operations.open_next_round, review=held, at=running.at, **act)
    operations.publish_review(review=held, actor=running.actor, at=running.at)
    made = operations.open_next_round(review=held, at=running.at, **act)
    assert Round.objects.get(slug="economy-2030").previous == running.plan.round
    assert made.status == "draft"


def test_a_review_needs_a_plan_that_was_published(draft):
    with pytest.raises(MonitoringError, match="not_published"):
        review(draft)
    assert not PlanReview.objects.exists()


# --- people ---


def test_an_erased_specialist_is_responsible_no_more_and_readings_stay(running, specialist):
    Indicator.objects.update(responsible=specialist)
    read(running, specialist)
    kept = exports.parts(specialist)["monitoring"]
    assert len(kept["responsible_for"]) == 2
    assert kept["readings"][0]["value"] == "120.0000"
    erasers.run(specialist)
    assert not Indicator.objects.filter(responsible=specialist).exists()
    assert Reading.objects.filter(entered_by=specialist).count() == 1
