"""The pages where authors, specialists and experts do their part."""

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting import checklist, operations
from budgeting.enums import Decision, PhaseKind, ProjectStatus
from budgeting.models import Appeal, Project
from tests.factories.budgeting import announced, day, find, in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def start():
    """A round announced so that today is inside its review."""
    now = timezone.now()
    return now - (day(now, PhaseKind.REVIEW) - now)


@pytest.fixture
def budget_round(akimat, expert, specialist, start):
    return announced(akimat, start, council=[expert])


@pytest.fixture
def project(budget_round, resident, start):
    return in_review(budget_round, resident, start)[0]


def page(name, *args):
    return reverse(f"budgeting:{name}", args=["pavlodar", *args])


def posted(decision=Decision.FEASIBLE, **different):
    """What the review form posts."""
    answers = {f"q_{code}": "yes" for code in checklist.BY_CODE}
    money = {"cost_tenge": "5 000 000", "upkeep_tenge": "100 000"}
    reasons = {"reason_kk": "Себебі", "reason_ru": "Причина"}
    return {**answers, **money, **reasons, "decision": str(decision), **different}


# --- specialists ---


@pytest.mark.parametrize(
    ("who", "queue", "review"),
    [
        ("visitor", 302, 302),
        ("resident", 404, 404),
        ("expert", 404, 404),
        ("specialist", 200, 200),
        ("moderator", 200, 404),
        ("observer", 200, 404),
        ("foreign_moderator", 404, 404),
    ],
)
def test_review_pages_by_role(request, signed_in, project, who, queue, review):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(page("review_queue")).status_code == queue
    assert client.get(page("review", project.pk)).status_code == review
    assert client.post(page("review", project.pk), posted()).status_code == (
        302 if who in ("visitor", "specialist") else 404
    )
    project.refresh_from_db()
    assert project.reviews.exists() is (who == "specialist")


def test_specialist_publishes_a_finding(signed_in, specialist, project):
    answer = signed_in(specialist).post(page("review", project.pk), posted())

    project.refresh_from_db()
    assert answer.status_code == 302
    assert (project.status, project.cost_tenge) == (ProjectStatus.FEASIBLE, 5_000_000)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"q_safe": ""}, "q_safe"),
        ({"q_communal_land": "no"}, "q_communal_land"),
        ({"cost_tenge": ""}, "cost_tenge"),
        ({"cost_tenge": "much"}, "cost_tenge"),
        ({"decision": ""}, "decision"),
        ({"decision": "infeasible", "reason_kk": ""}, "reason_kk"),
        ({"decision": "correct", "reason_ru": " "}, "reason_ru"),
        ({"cost_tenge": "60 000 001"}, "__all__"),
    ],
)
def test_invalid_finding_comes_back_with_all_that_was_typed(
    signed_in, specialist, project, change, field
):
    typed = posted(reason_en="A long and careful reason", **change)
    answer = signed_in(specialist).post(page("review", project.pk), typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "A long and careful reason" in answer.content.decode()
    assert not project.reviews.exists()


def test_recheck_begins_with_the_first_finding_and_offers_no_second_correction(
    signed_in, specialist, resident, project
):
    at = timezone.now()
    find(project, specialist, at, Decision.CORRECT, cost=7_654_321)
    operations.submit_correction(project=project, actor=resident, at=at)

    answer = signed_in(specialist).get(page("review", project.pk))

    decisions = [value for value, _ in answer.context["form"].fields["decision"].choices]
    assert decisions == [Decision.FEASIBLE, Decision.INFEASIBLE]
    assert "7\u00a0654\u00a0321" in answer.content.decode()


def test_decided_project_leaves_the_queue(signed_in, specialist, project):
    find(project, specialist, timezone.now())
    client = signed_in(specialist)
    assert project.proposal.title not in client.get(page("review_queue")).content.decode()
    assert client.get(page("review", project.pk)).status_code == 404


def test_queue_tells_mine_from_free(
    signed_in, specialist, moderator, resident, budget_round, start
):
    mine, _free = in_review(budget_round, resident, start, count=2)
    operations.assign(project=mine, specialist=specialist, actor=moderator, at=timezone.now())
    client = signed_in(specialist)
    shown = {
        show: client.get(page("review_queue") + f"?show={show}").context["page"].paginator.count
        for show in ("mine", "free", "all", "nonsense")
    }
    assert shown == {"mine": 1, "free": 1, "all": 2, "nonsense": 2}


# --- authors ---


def test_author_says_that_the_correction_is_done(signed_in, specialist, resident, project):
    find(project, specialist, timezone.now(), Decision.CORRECT)
    address = page("project", project.round.slug, project.pk)
    client = signed_in(resident)

    assert page("correct", project.round.slug, project.pk) in client.get(address).content.decode()
    client.post(page("correct", project.round.slug, project.pk))

    project.refresh_from_db()
    assert project.status == ProjectStatus.REVIEW


@pytest.mark.parametrize("who", ["second_resident", "moderator", "specialist", "expert"])
def test_nobody_else_corrects_or_appeals(request, signed_in, specialist, project, who):
    find(project, specialist, timezone.now(), Decision.INFEASIBLE)
    client = signed_in(request.getfixturevalue(who))
    for name in ("correct", "appeal"):
        address = page(name, project.round.slug, project.pk)
        assert client.post(address, {"text": "No"}).status_code == 404
    assert not Appeal.objects.exists()


def test_author_appeals(signed_in, specialist, resident, project):
    find(project, specialist, timezone.now(), Decision.INFEASIBLE)
    address = page("appeal", project.round.slug, project.pk)
    client = signed_in(resident)

    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "  "}).status_code == 422
    assert client.post(address, {"text": "The land is communal."}).status_code == 302
    assert Appeal.objects.get().text == "The land is communal."
    assert client.get(address).status_code == 302


# --- the council ---


@pytest.fixture
def appeal(specialist, resident, project):
    at = timezone.now()
    find(project, specialist, at, Decision.INFEASIBLE)
    return operations.file_appeal(project=project, actor=resident, text="No", at=at)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("visitor", 302),
        ("resident", 404),
        ("specialist", 404),
        ("moderator", 404),
        ("observer", 404),
        ("foreign_moderator", 404),
        ("expert", 200),
    ],
)
def test_council_pages_by_role(request, signed_in, appeal, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(page("council")).status_code == status
    assert client.get(page("council_appeal", appeal.pk)).status_code == status


def test_expert_decides(signed_in, expert, appeal):
    typed = {"upheld": "yes", "reason_kk": "Иә", "reason_ru": "Да", "cost_tenge": "3 000 000"}
    answer = signed_in(expert).post(page("council_appeal", appeal.pk), typed)

    appeal.refresh_from_db()
    assert answer.status_code == 302
    assert appeal.upheld
    assert Project.objects.get().status == ProjectStatus.FEASIBLE


@pytest.mark.parametrize(
    "typed",
    [
        {"upheld": "yes", "reason_kk": "Иә"},
        {"reason_kk": "Иә", "reason_ru": "Да"},
        {"upheld": "yes", "reason_kk": "Иә", "reason_ru": "Да", "cost_tenge": "60000001"},
    ],
)
def test_incomplete_decision_comes_back(signed_in, expert, appeal, typed):
    answer = signed_in(expert).post(page("council_appeal", appeal.pk), typed)
    assert answer.status_code == 422
    assert "Иә" in answer.content.decode()
    appeal.refresh_from_db()
    assert appeal.decided_at is None


def test_queues_ask_no_more_of_three_than_of_one(
    signed_in, specialist, expert, resident, budget_round, start, django_assert_max_num_queries
):
    def measured(person, name):
        client = signed_in(person)
        client.get(page(name))
        with django_assert_max_num_queries(60) as captured:
            assert client.get(page(name)).status_code == 200
        return len(captured)

    def add(count):
        for project in in_review(budget_round, resident, start, count=count):
            find(project, specialist, timezone.now(), Decision.INFEASIBLE)
            operations.file_appeal(project=project, actor=resident, text="No", at=timezone.now())
        in_review(budget_round, resident, start, count=count)

    add(1)
    one = measured(specialist, "review_queue"), measured(expert, "council")
    add(2)
    assert (measured(specialist, "review_queue"), measured(expert, "council")) == one
