"""The pages that everyone reads."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting import operations
from budgeting.enums import Decision, PhaseKind, ProjectStatus, RoundStatus
from budgeting.models import Project, Round
from tests.factories.budgeting import announced, day, find, in_review, make_round, texts

pytestmark = pytest.mark.django_db


def page(name, round=None, *more):
    args = ["pavlodar", *([round.slug] if round else []), *more]
    return reverse(f"budgeting:{name}", args=args)


@pytest.fixture
def english(client):
    """The test client reads English addresses."""
    from django.utils import translation

    with translation.override("en"):
        yield client


@pytest.mark.parametrize("name", ["round", "rules", "projects"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("visitor", 404),
        ("resident", 404),
        ("foreign_moderator", 404),
        ("specialist", 200),
        ("moderator", 200),
        ("observer", 200),
    ],
)
def test_draft_is_for_staff_only(request, signed_in, draft_round, name, who, status):
    person = request.getfixturevalue(who)
    assert signed_in(person).get(page(name, draft_round)).status_code == status


@pytest.mark.parametrize("name", ["round", "rules", "projects", "rules_file"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_announced_round_is_public_in_three_languages(client, budget_round, name, language):
    from django.utils import translation

    with translation.override(language):
        address = page(name, budget_round)
    assert address.startswith(f"/{language}/pavlodar/budget/2026/")
    assert client.get(address).status_code == 200


def test_round_of_another_akimat_is_not_here(client, budget_round, other_akimat):
    assert client.get(f"/en/abai/budget/{budget_round.slug}/").status_code == 404


def test_draft_is_not_in_the_list(english, draft_round, akimat):
    assert "Budget of the city" not in english.get(page("index")).content.decode()


@pytest.mark.parametrize(
    ("phase", "status", "label"),
    [
        (PhaseKind.INTAKE, RoundStatus.ANNOUNCED, "Propose a project"),
        (PhaseKind.REVIEW, RoundStatus.ANNOUNCED, "See the projects"),
        (PhaseKind.VOTING, RoundStatus.VOTING_OPEN, "Vote"),
        (PhaseKind.RESULT, RoundStatus.RESULT_PUBLISHED, "See the result"),
    ],
)
def test_round_asks_for_one_thing_at_a_time(
    english, akimat, expert, specialist, phase, status, label
):
    start = timezone.now() - (day(timezone.now(), phase) - timezone.now())
    round = announced(akimat, start, council=[expert])
    Round.objects.update(status=status)

    html = english.get(page("round", round)).content.decode()

    assert html.count('<a class="btn"') == 1
    assert f">{label}</a>" in html


def test_rules_page_shows_the_hash_and_the_file_has_it(english, budget_round):
    html = english.get(page("rules", budget_round)).content.decode()
    file = english.get(page("rules_file", budget_round))

    assert budget_round.rules_hash in html
    assert hashlib.sha256(file.content).hexdigest() == budget_round.rules_hash


def test_rules_that_are_not_translated_are_shown_in_the_authoritative_text(english, budget_round):
    Round.objects.update(rules_en="")
    html = english.get(page("rules", budget_round)).content.decode()
    assert "not translated into this language yet" in html
    assert "One person, one ballot. (қаз)" in html


def test_translation_that_lags_says_so(english, budget_round, moderator, now):
    operations.amend(
        round=budget_round,
        text={"kk": "Өзгеріс", "ru": "Изменение"},
        reason={"kk": "Себеп", "ru": "Причина"},
        actor=moderator,
        at=now + timedelta(days=1),
        changes={"rules": {"kk": "Жаңа", "ru": "Новые", "en": budget_round.rules_en}},
    )
    html = english.get(page("rules", budget_round)).content.decode()
    assert "This translation is older than its original" in html
    assert "Not translated into this language yet" in html
    assert "Себеп" in html


def test_infeasible_project_stays_in_the_list_with_its_reason(
    english, budget_round, project, specialist, now
):
    find(project, specialist, day(now, PhaseKind.REVIEW), Decision.INFEASIBLE)
    html = english.get(page("projects", budget_round)).content.decode()
    assert project.proposal.title in html
    assert "Because of the prices." in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", 3), ("?status=review", 2), ("?status=feasible", 1), ("?status=nonsense", 3)],
)
def test_projects_are_narrowed_by_state(
    english, budget_round, resident, specialist, now, query, shown
):
    projects = in_review(budget_round, resident, now, count=3)
    find(projects[0], specialist, day(now, PhaseKind.REVIEW))
    found = english.get(page("projects", budget_round) + query)
    assert found.context["total"] == shown


def test_project_page_shows_findings_and_the_appeal(
    english, budget_round, project, specialist, resident, expert, now
):
    at = day(now, PhaseKind.REVIEW)
    find(project, specialist, at, Decision.INFEASIBLE)
    appeal = operations.file_appeal(
        project=project, actor=resident, text="The land is communal.", at=at
    )
    operations.decide_appeal(
        appeal=appeal, actor=expert, upheld=True, reason=texts("Indeed communal"), at=at
    )
    html = english.get(page("project", budget_round, project.pk)).content.decode()
    for words in ("Because of the prices.", "The land is communal.", "Indeed communal"):
        assert words in html
    assert "Is the land communal" in html


def test_project_of_another_round_is_not_here(client, akimat, budget_round, project, expert, now):
    other = announced(akimat, now, council=[expert], slug="other")
    assert client.get(page("project", other, project.pk)).status_code == 404


def test_proposal_page_has_the_review_beside_it(english, budget_round, project, specialist, now):
    find(project, specialist, day(now, PhaseKind.REVIEW), Decision.INFEASIBLE)
    address = reverse(
        "proposals:detail", args=["pavlodar", budget_round.call.slug, project.proposal_id]
    )
    html = english.get(address).content.decode()
    assert "not feasible" in html
    assert page("project", budget_round, project.pk) in html


def _count(django_assert_max_num_queries, client, address) -> int:
    client.get(address)
    with django_assert_max_num_queries(80) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_ask_no_more_of_three_than_of_one(
    english,
    akimat,
    district,
    budget_round,
    resident,
    specialist,
    expert,
    now,
    django_assert_max_num_queries,
):
    addresses = [page("index"), page("round", budget_round), page("projects", budget_round)]
    addresses += [page("rules", budget_round)]
    at = day(now, PhaseKind.REVIEW)

    def measured():
        return [_count(django_assert_max_num_queries, english, a) for a in addresses]

    for project in in_review(budget_round, resident, now, territory=district):
        find(project, specialist, at, Decision.INFEASIBLE)
    one = measured()
    for project in in_review(budget_round, resident, now, count=2, territory=district):
        find(project, specialist, at, Decision.INFEASIBLE)
    for number in range(2):
        announced(akimat, now, council=[expert], slug=f"more-{number}")
    assert measured() == one
    assert max(one) <= 16


@pytest.mark.parametrize("status", ProjectStatus.values)
def test_project_page_stands_in_every_state(client, budget_round, project, status):
    Project.objects.update(status=status)
    assert client.get(page("project", budget_round, project.pk)).status_code == 200


@pytest.mark.parametrize("status", RoundStatus.values)
def test_round_page_stands_in_every_state(signed_in, moderator, budget_round, status):
    Round.objects.update(status=status)
    assert signed_in(moderator).get(page("round", budget_round)).status_code == 200


def test_draft_of_next_year_is_reached_by_its_moderator(signed_in, moderator, akimat, now):
    round = make_round(akimat, now, slug="next", phases={})
    assert signed_in(moderator).get(page("round", round)).status_code == 200
