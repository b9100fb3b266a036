"""Who may do what, in which phase: one table per permission."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from budgeting import operations, permissions
from budgeting.enums import Decision, PhaseKind, ProjectStatus, RoundStatus
from budgeting.models import Appeal, CouncilSeat, Project, Round
from tests.factories.budgeting import day, find

pytestmark = pytest.mark.django_db

CAST = [
    "visitor",
    "unverified",
    "resident",
    "second_resident",
    "neighbour",
    "expert",
    "specialist",
    "moderator",
    "observer",
    "foreign_moderator",
]


@pytest.fixture
def person(request):
    def find_person(name):
        return request.getfixturevalue(name) or AnonymousUser()

    return find_person


def table(*allowed: str) -> dict[str, bool]:
    return {name: name in allowed for name in CAST}


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (RoundStatus.DRAFT, table("specialist", "moderator", "observer")),
        *((s, table(*CAST)) for s in RoundStatus.values if s != RoundStatus.DRAFT),
    ],
)
def test_see_round(draft_round, person, status, allowed):
    draft_round.status = status
    assert {name: permissions.can_see_round(person(name), draft_round) for name in CAST} == allowed


@pytest.mark.parametrize("status", ProjectStatus.values)
@pytest.mark.parametrize("round_status", RoundStatus.values)
def test_review_now(project, person, status, round_status):
    project.status, project.round.status = status, round_status
    open_now = status == ProjectStatus.REVIEW and round_status == RoundStatus.ANNOUNCED
    allowed = table("specialist") if open_now else table()
    assert {name: permissions.may_review_now(person(name), project) for name in CAST} == allowed


def test_project_given_to_one_specialist_is_not_reviewed_by_another(project, specialist, moderator):
    project.specialist = moderator
    assert not permissions.can_review(specialist, project)
    project.specialist = specialist
    assert permissions.can_review(specialist, project)


@pytest.mark.parametrize("status", ProjectStatus.values)
@pytest.mark.parametrize("round_status", [RoundStatus.ANNOUNCED, RoundStatus.BALLOT_FIXED])
def test_submit_correction(project, person, now, status, round_status):
    at = day(now, PhaseKind.REVIEW)
    project.status, project.round.status = status, round_status
    open_now = status == ProjectStatus.CORRECTION and round_status == RoundStatus.ANNOUNCED
    allowed = table("resident") if open_now else table()
    assert {
        name: permissions.may_submit_correction(person(name), project, at) for name in CAST
    } == allowed
    late = at + timedelta(days=60)
    assert not permissions.may_submit_correction(person("resident"), project, late)


@pytest.mark.parametrize("status", ProjectStatus.values)
@pytest.mark.parametrize("round_status", [RoundStatus.ANNOUNCED, RoundStatus.BALLOT_FIXED])
def test_appeal(project, specialist, person, now, status, round_status):
    at = day(now, PhaseKind.REVIEW)
    find(project, specialist, at, Decision.INFEASIBLE)
    Round.objects.update(status=round_status)
    Project.objects.update(status=status)
    project = Project.objects.get(pk=project.pk)
    open_now = status == ProjectStatus.INFEASIBLE and round_status == RoundStatus.ANNOUNCED
    allowed = table("resident") if open_now else table()
    assert {name: permissions.may_appeal(person(name), project, at) for name in CAST} == allowed
    assert not permissions.may_appeal(person("resident"), project, at + timedelta(days=60))


@pytest.mark.parametrize("decided", [False, True])
def test_decide_appeal(
    project, specialist, resident, expert, second_resident, person, now, decided
):
    at = day(now, PhaseKind.REVIEW)
    find(project, specialist, at, Decision.INFEASIBLE)
    appeal = operations.file_appeal(project=project, actor=resident, text="No", at=at)
    for member in (specialist, resident, second_resident):
        CouncilSeat.objects.create(round=project.round, person=member)
    appeal = Appeal.objects.get(pk=appeal.pk)
    appeal.decided_at = at if decided else None
    allowed = table() if decided else table("expert", "second_resident")
    assert {name: permissions.may_decide_appeal(person(name), appeal) for name in CAST} == allowed


def test_inactive_account_loses_its_seat(budget_round, expert):
    assert permissions.sits_on_council(expert, budget_round)
    expert.is_active = False
    assert not permissions.sits_on_council(expert, budget_round)
