"""Two people press at once: one of them does it, and the other is told."""

import pytest
from django.utils import timezone

from edp.models import Challenge, Plan, PlanVersion, Reading
from edp.monitoring import operations as monitoring
from edp.plan import operations
from tests.budgeting.test_races import at_once
from tests.factories.edp import texts
from tests.factories.edp_plan import decided, written
from tests.fixtures.discovery import discovery_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planning(akimat, moderator):
    return discovery_in(akimat, "plan", {"moderator": moderator})


def names(raised):
    return sorted(type(error).__name__ for error in raised)


def test_two_moderators_start_one_plan(planning, moderator):
    decided(planning.round, moderator, planning.at)
    start = {"round": planning.round, "actor": moderator, "at": planning.at}
    raised = at_once(*[lambda: operations.start_plan(**start)] * 3)
    assert names(raised) == ["NoneType", "PlanError", "PlanError"]
    assert Plan.objects.count() == 1
    assert planning.round.priorities.count() == 2


def test_two_editors_of_one_challenge_lose_nothing(planning, moderator):
    draft = written(planning.round, moderator, planning.at)
    row = Challenge.objects.get()

    def save(words):
        return lambda: operations.change_row(
            plan=draft.plan,
            kind="challenge",
            row=row,
            version=row.version,
            texts={"title": texts(words)},
            values={},
            actor=moderator,
            at=timezone.now(),
        )

    raised = at_once(save("One"), save("Two"))
    assert names(raised) == ["NoneType", "PlanError"]
    assert Challenge.objects.get().version == row.version + 1


def test_a_plan_is_published_once_and_read_once_a_day(planning, moderator):
    draft = written(planning.round, moderator, planning.at)
    raised = at_once(*[draft.publish] * 2)
    assert names(raised) == ["NoneType", "PlanError"]
    assert PlanVersion.objects.count() == 1

    def read():
        monitoring.enter_reading(
            indicator=draft.indicators[0],
            value=120,
            date=planning.at.date(),
            source="Table",
            actor=moderator,
            at=timezone.now(),
        )

    assert names(at_once(read, read)) == ["MonitoringError", "NoneType"]
    assert Reading.objects.count() == 1
