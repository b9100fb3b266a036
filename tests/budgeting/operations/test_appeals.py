"""Appeals to the expert council."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting import operations
from budgeting.enums import Decision, PhaseKind, ProjectStatus
from budgeting.errors import BudgetingError
from budgeting.models import Appeal, CouncilSeat, Project
from commons.notifications.queries import messages
from commons.territories.workdays import add_working_days, end_of_day
from tests.factories.budgeting import CITY, day, find, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(now):
    return day(now, PhaseKind.REVIEW)


@pytest.fixture
def refused_project(project, specialist, at):
    find(project, specialist, at, Decision.INFEASIBLE, cost=None)
    project.refresh_from_db()
    return project


@pytest.fixture
def appeal(refused_project, resident, at):
    return operations.file_appeal(
        project=refused_project, actor=resident, text="The land is communal.", at=at
    )


def decide(appeal, actor, at, upheld=True, **more):
    return operations.decide_appeal(
        appeal=appeal, actor=actor, upheld=upheld, reason=texts("So decided"), at=at, **more
    )


def test_author_appeals_and_the_council_hears_of_it(appeal, refused_project, expert):
    refused_project.refresh_from_db()
    assert refused_project.status == ProjectStatus.APPEALED
    assert [message.kind for message in messages(expert)] == ["budget_appeal_filed"]


@pytest.mark.parametrize("name", ["second_resident", "specialist", "moderator", "expert"])
def test_only_the_author_appeals(request, refused_project, at, name):
    with pytest.raises(BudgetingError, match="not_the_author"):
        operations.file_appeal(
            project=refused_project, actor=request.getfixturevalue(name), text="No", at=at
        )


def test_appeal_is_open_until_the_end_of_the_last_day(refused_project, resident, at):
    days = refused_project.round.akimat.appeal_days
    ends = end_of_day(add_working_days(timezone.localdate(at), days))
    with pytest.raises(BudgetingError, match="appeal_over"):
        operations.file_appeal(project=refused_project, actor=resident, text="No", at=ends)
    assert operations.file_appeal(
        project=refused_project, actor=resident, text="No", at=ends - timedelta(seconds=1)
    ).pk


def test_appeal_needs_words(refused_project, resident, at):
    with pytest.raises(BudgetingError, match="appeal_text_needed"):
        operations.file_appeal(project=refused_project, actor=resident, text="  ", at=at)


def test_appeal_is_filed_once_even_after_it_was_dismissed(appeal, expert, resident, at):
    decide(appeal, expert, at, upheld=False)
    with pytest.raises(BudgetingError, match="appeal_filed"):
        operations.file_appeal(project=appeal.project, actor=resident, text="Again", at=at)


@pytest.mark.parametrize("status", ["review", "feasible", "correction"])
def test_only_an_infeasible_project_is_appealed(project, resident, at, status):
    Project.objects.update(status=status)
    with pytest.raises(BudgetingError, match="wrong_project_state"):
        operations.file_appeal(project=project, actor=resident, text="No", at=at)


@pytest.mark.parametrize(
    ("upheld", "status", "kind"),
    [
        (True, ProjectStatus.FEASIBLE, "budget_appeal_upheld"),
        (False, ProjectStatus.INFEASIBLE, "budget_appeal_dismissed"),
    ],
)
def test_council_decides(appeal, expert, resident, at, upheld, status, kind):
    decide(appeal, expert, at, upheld=upheld)

    appeal.refresh_from_db()
    project = Project.objects.get(pk=appeal.project_id)
    assert (appeal.upheld, appeal.decided_by, project.status) == (upheld, expert, status)
    assert appeal.reason_ru == "So decided (рус)"
    assert kind in [message.kind for message in messages(resident)]


@pytest.mark.parametrize("name", ["moderator", "specialist", "second_resident"])
def test_only_the_council_decides(request, appeal, at, name):
    with pytest.raises(BudgetingError, match="not_on_council"):
        decide(appeal, request.getfixturevalue(name), at)


@pytest.mark.parametrize("name", ["resident", "specialist"])
def test_nobody_on_the_council_judges_their_own_case(request, appeal, at, name):
    person = request.getfixturevalue(name)
    CouncilSeat.objects.create(round=appeal.project.round, person=person)
    with pytest.raises(BudgetingError, match="own_case"):
        decide(appeal, person, at)


def test_appeal_is_decided_once(appeal, expert, at):
    decide(appeal, expert, at)
    with pytest.raises(BudgetingError, match="appeal_decided"):
        decide(appeal, expert, at, upheld=False)


def test_decision_needs_a_reason_in_kazakh_and_russian(appeal, expert, at):
    with pytest.raises(BudgetingError, match="reason_needed"):
        operations.decide_appeal(
            appeal=appeal, actor=expert, upheld=False, reason={"en": "No"}, at=at
        )


@pytest.mark.parametrize(("given", "expected"), [(7_000_000, 7_000_000), (None, 2_400_000)])
def test_upheld_project_takes_the_councils_cost_or_the_authors(appeal, expert, at, given, expected):
    decide(appeal, expert, at, cost_tenge=given)
    assert Project.objects.get(pk=appeal.project_id).cost_tenge == expected


def test_upheld_project_must_fit_its_envelope(appeal, expert, at):
    with pytest.raises(BudgetingError, match="cost_over_envelope"):
        decide(appeal, expert, at, cost_tenge=CITY + 1)
    assert Appeal.objects.get().decided_at is None
