"""Answering in a browser without an account, going back, bad input; the moderators' pages."""

from datetime import timedelta

import pytest
from django.test import Client

from edp.models import Answer, Survey, SurveyResponse
from edp.surveys import operations
from tests.factories.edp import texts
from tests.factories.edp_surveys import answered, draft, every_kind, many, option, published
from tests.fixtures.discovery import Discovery

pytestmark = pytest.mark.django_db
HERE = "/en/pavlodar/discovery/economy-2026/surveys/"


@pytest.fixture
def survey(discovery: Discovery) -> Survey:
    return published(discovery.round, discovery.people["moderator"], discovery.at)


def text(answer) -> str:
    return answer.content.decode()


def step(survey: Survey, place: int) -> str:
    page = survey.pages.order_by("position")[place]
    return f"{HERE}{survey.pk}/answer/{page.pk}/"


def field(survey: Survey, name: str) -> str:
    return f"q{survey.asks[name].pk}"


def first_page(survey: Survey, answer: int = 1, **more) -> dict[str, object]:
    return {field(survey, "bakes"): option(survey.asks["bakes"], answer), **more}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_open_in_three_languages(client, discovery, survey, language: str) -> None:
    here = HERE.replace("/en/", f"/{language}/")
    for path in ("", f"{survey.pk}/"):
        assert client.get(here + path).status_code == 200
    assert client.get(step(survey, 0).replace("/en/", f"/{language}/")).status_code == 200


def test_visitor_answers_page_by_page_and_sends_once(client, survey) -> None:
    client.get(step(survey, 0))
    answer = client.post(step(survey, 0), first_page(survey))
    assert answer.url == step(survey, 1)
    assert client.post(step(survey, 1), {}).url == f"{HERE}{survey.pk}/check/"
    assert texts("No")["en"] in text(client.get(f"{HERE}{survey.pk}/check/"))
    assert client.post(f"{HERE}{survey.pk}/check/").status_code == 302
    held = SurveyResponse.objects.get()
    assert held.sent_at is not None
    assert held.person is None
    assert client.get(step(survey, 0)).url == f"{HERE}{survey.pk}/"
    client.post(step(survey, 0), first_page(survey, 0))
    assert SurveyResponse.objects.count() == 1


def test_condition_works_without_javascript(client, survey) -> None:
    client.get(step(survey, 0))
    client.post(step(survey, 0), first_page(survey, 1))
    assert "Why do you bake?" not in text(client.get(step(survey, 1)))
    client.post(step(survey, 0), first_page(survey, 0))
    assert "Why do you bake?" in text(client.get(step(survey, 1)))


def test_bad_input_keeps_what_was_right_and_what_was_written(client, survey) -> None:
    client.get(step(survey, 0))
    buys = option(survey.asks["buys"], 2)
    answer = client.post(step(survey, 0), {field(survey, "buys"): buys})
    assert answer.status_code == 422
    assert f'value="{buys}"' in text(answer)
    assert Answer.objects.get(question=survey.asks["buys"]).value == [buys]
    client.post(step(survey, 0), first_page(survey, 0, **{field(survey, "buys"): buys}))
    long = "я" * 3001
    answer = client.post(step(survey, 1), {field(survey, "why"): long})
    assert answer.status_code == 422
    assert long in text(answer)
    hostile = {field(survey, "hopes"): "99", field(survey, "why"): "a\0b"}
    assert client.post(step(survey, 1), hostile).status_code == 422


def test_back_keeps_answers_even_of_an_unfinished_page(client, survey) -> None:
    client.get(step(survey, 0))
    client.post(step(survey, 0), first_page(survey, 0))
    answer = client.post(step(survey, 1), {field(survey, "hopes"): 4, "back": "1"})
    assert answer.url == step(survey, 0)
    assert Answer.objects.get(question=survey.asks["hopes"]).value == 4
    assert "checked" in text(client.get(step(survey, 1)))


def test_check_page_refuses_while_a_required_answer_is_missing(client, survey) -> None:
    client.get(step(survey, 0))
    client.post(step(survey, 0), {field(survey, "buys"): option(survey.asks["buys"])})
    answer = client.post(f"{HERE}{survey.pk}/check/")
    assert answer.status_code == 422
    assert "must be answered" in text(answer)


def test_browser_without_cookies_is_told_and_loses_nothing(survey) -> None:
    client = Client()
    answer = client.post(step(survey, 0), first_page(survey))
    assert answer.status_code == 422
    assert "cookie" in text(answer)
    assert "checked" in text(answer)
    assert not SurveyResponse.objects.exists()
    # The answer brought a cookie, so pressing once more is enough.
    assert client.post(step(survey, 0), first_page(survey)).status_code == 302


def test_forged_cookie_opens_nobodys_answers(client, discovery, survey) -> None:
    held = answered(survey, discovery.at)
    client.cookies[f"survey-{survey.pk}"] = str(held.key)
    assert client.get(step(survey, 0)).status_code == 200  # as somebody who has not answered


def test_signed_in_person_answers_once_from_any_browser(discovery, survey) -> None:
    for _ in range(2):
        client = Client()
        client.force_login(discovery.people["resident"])
        client.get(step(survey, 0))
        client.post(step(survey, 0), first_page(survey))
        client.post(f"{HERE}{survey.pk}/check/")
    assert SurveyResponse.objects.count() == 1


def test_survey_for_seats_sends_visitors_to_sign_in(client, discovery) -> None:
    survey = published(
        discovery.round, discovery.people["moderator"], discovery.at, audience="seats"
    )
    assert "/accounts/login/" in client.get(step(survey, 0)).url
    client.force_login(discovery.people["resident"])
    assert client.get(step(survey, 0)).url == f"{HERE}{survey.pk}/"
    client.force_login(discovery.people["biz"])
    assert client.get(step(survey, 0)).status_code == 200


def test_hint_of_a_moderator_is_text_and_not_markup(client, discovery) -> None:
    moderator, at = discovery.people["moderator"], discovery.at
    made = draft(discovery.round, moderator, at)
    page = operations.save_page(survey=made, title=texts("p"), actor=moderator, at=at)
    operations.save_question(
        page=page,
        kind="open",
        text=texts("<b>q</b>"),
        hint=texts("<script>x</script>"),
        actor=moderator,
        at=at,
    )
    operations.publish(survey=made, actor=moderator, at=at)
    shown = text(client.get(f"{HERE}{made.pk}/answer/{page.pk}/"))
    assert "<script>x" not in shown
    assert "<b>q" not in shown


@pytest.mark.parametrize(
    ("shown", "who", "days", "status"),
    [
        ("closed", "", 0, 404),
        ("closed", "biz", 0, 404),
        ("closed", "moderator", 0, 200),
        ("live", "", 0, 200),
        ("closed", "", 20, 200),
    ],
)
def test_results_open_when_the_survey_says(
    client, discovery, shown: str, who: str, days: int, status: int
) -> None:
    survey = published(
        discovery.round, discovery.people["moderator"], discovery.at, results_shown=shown
    )
    many(survey, discovery.at, ["gov"] * 6 + [""] * 7)
    if who:
        client.force_login(discovery.people[who])
    if days:
        Survey.objects.update(closes_at=discovery.at - timedelta(minutes=1))
    for path in ("results/", "results.csv"):
        assert client.get(f"{HERE}{survey.pk}/{path}").status_code == status


STAFF = (
    "new/",
    "{pk}/edit/",
    "{pk}/settings/",
    "{pk}/preview/",
    "{pk}/close/",
    "{pk}/open-answers/",
    "{pk}/pages/new/",
    "{pk}/pages/{page}/",
    "{pk}/pages/{page}/questions/new/",
    "{pk}/pages/{page}/questions/{question}/",
)


@pytest.mark.parametrize("path", STAFF)
@pytest.mark.parametrize(
    ("who", "status"),
    [("moderator", 200), ("specialist", 404), ("biz", 404), ("foreign_moderator", 404)],
)
def test_writing_is_for_moderators(client, discovery, survey, path, who, status) -> None:
    question = survey.asks["bakes"]
    address = path.format(pk=survey.pk, page=question.page_id, question=question.pk)
    client.force_login(discovery.people[who])
    assert client.get(HERE + address).status_code == status


def test_draft_is_seen_by_moderators_only(client, discovery) -> None:
    made = draft(discovery.round, discovery.people["moderator"], discovery.at)
    assert client.get(f"{HERE}{made.pk}/").status_code == 404
    assert "Bread" not in text(client.get(HERE))
    client.force_login(discovery.people["moderator"])
    assert "Bread" in text(client.get(HERE))


def in_languages(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": words for code in ("kk", "ru", "en")}


def test_moderator_writes_and_publishes_a_survey_through_pages(client, discovery) -> None:
    client.force_login(discovery.people["moderator"])
    data = {
        **in_languages("title", "Roads"),
        **in_languages("intro", "We ask."),
        "audience": "everyone",
        "results_shown": "closed",
        "min_group": 5,
        "opens_at": "2026-01-01T09:00",
        "closes_at": "2036-01-01T09:00",
    }
    late = client.post(f"{HERE}new/", {**data, "closes_at": "2025-01-01T09:00"})
    assert late.status_code == 422
    assert client.post(f"{HERE}new/", data).status_code == 302
    made = Survey.objects.get()
    here = f"{HERE}{made.pk}/"
    client.post(f"{here}pages/new/", in_languages("title", "Page"))
    page = made.pages.get()
    question = {
        **in_languages("text", "Which?"),
        "options_kk": "бір\nекі",
        "options_ru": "один\nдва\nтри",
    }
    add = f"{here}pages/{page.pk}/questions/new/"
    assert "?kind=single" in text(client.get(add))
    add += "?kind=single"
    answer = client.post(add, question)
    assert answer.status_code == 422
    assert "the same number of lines" in text(answer)
    assert "три" in text(answer)
    assert client.post(add, {**question, "options_ru": "один\nдва"}).status_code == 302
    client.post(f"{here}pages/new/", in_languages("title", "Second"))
    second = made.pages.get(position=1)
    first = page.questions.get()
    key = f"{first.pk}-o{first.options.get(position=0).pk}"
    more = {**in_languages("text", "Why?"), "condition": key}
    add = f"{here}pages/{second.pk}/questions/new/?kind=open"
    assert client.post(add, more).status_code == 302
    assert second.questions.get().if_question == first
    again = text(client.get(f"{here}pages/{second.pk}/questions/{second.questions.get().pk}/"))
    assert f'value="{key}" selected' in again
    client.post(f"{here}do/", {"do": "publish"})
    made.refresh_from_db()
    assert made.status == "published"
    assert client.post(f"{here}do/", {"do": "nonsense"}).status_code == 404


def test_moderator_shows_open_answers(client, discovery, survey) -> None:
    asks = survey.asks
    for number in range(5):
        answered(
            survey,
            discovery.at,
            values={asks["bakes"].pk: [option(asks["bakes"])], asks["why"].pk: f"Why {number}"},
        )
    client.force_login(discovery.people["moderator"])
    here = f"{HERE}{survey.pk}/"
    assert "Why 3" in text(client.get(f"{here}open-answers/"))
    assert "Why 3" not in text(client.get(f"{here}results/"))
    chosen = Answer.objects.get(value="Why 3").pk
    client.post(f"{here}open-answers/", {"answer": [chosen, "x"], "show": "1"})
    assert "Why 3" in text(client.get(f"{here}results/"))
    assert "Why 2" not in text(client.get(f"{here}results/"))


def test_list_takes_as_many_queries_for_one_survey_as_for_three(client, discovery, survey) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(HERE)
        return len(found)

    count()
    before = count()
    for _ in range(2):
        published(discovery.round, discovery.people["moderator"], discovery.at)
    assert count() == before


def test_every_kind_in_the_preview(client, discovery) -> None:
    made = draft(discovery.round, discovery.people["moderator"], discovery.at)
    every_kind(made, discovery.people["moderator"], discovery.at)
    client.force_login(discovery.people["moderator"])
    page = text(client.get(f"{HERE}{made.pk}/preview/"))
    for words in ("Do you bake?", "What do you buy?", "How much hope?", "How is it?", "Why do"):
        assert words in page
