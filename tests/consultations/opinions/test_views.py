"""Answering, suggesting, reading and running a conversation through its pages."""

from typing import Any

import pytest
from django.test import Client

from consultations.opinions import operations
from consultations.opinions.models import Conversation, Opinion, Statement
from tests.factories.hearings_opinions import answered, opened, two_camps
from tests.fixtures.hearings import Hearings


def client_of(hearings: Hearings, who: str) -> Client:
    client = Client()
    client.force_login(hearings.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def base(hearings: Hearings) -> str:
    return f"/en/{hearings.akimat.slug}/hearings/opinions"


def test_a_resident_answers_one_statement_after_the_other(hearings: Hearings) -> None:
    conversation = opened(hearings.akimat, hearings.people["moderator"], hearings.at)
    client, page = client_of(hearings, "resident"), f"{base(hearings)}/{conversation.pk}/"
    seen = []
    for _number in range(8):
        statement = client.get(page).context["statement"]
        seen.append(statement.pk)
        client.post(f"{page}answer/", {"statement": statement.pk, "answer": "1"})
    assert len(set(seen)) == 8
    assert "You have answered all statements" in client.get(page).content.decode()
    assert Opinion.objects.count() == 8


def test_htmx_gets_the_next_statement_alone(hearings: Hearings) -> None:
    conversation = opened(hearings.akimat, hearings.people["moderator"], hearings.at)
    client, page = client_of(hearings, "resident"), f"{base(hearings)}/{conversation.pk}/"
    statement = client.get(page).context["statement"]
    answer = client.post(
        f"{page}answer/", {"statement": statement.pk, "answer": "0"}, headers={"HX-Request": "true"}
    )
    assert answer.content.decode().lstrip().startswith("<section")
    assert answer.context["statement"].pk != statement.pk


def test_a_suggestion_waits_and_is_published_with_a_translation(hearings: Hearings) -> None:
    conversation = opened(hearings.akimat, hearings.people["moderator"], hearings.at)
    client, page = client_of(hearings, "resident"), f"{base(hearings)}/{conversation.pk}/"
    assert client.post(f"{page}suggest/", {"text": "", "language": "ru"}).status_code == 422
    client.post(f"{page}suggest/", {"text": "Нужна вечерняя линия", "language": "ru"})
    statement = Statement.objects.get(author=hearings.people["resident"])
    moderator = client_of(hearings, "moderator")
    decide = f"{page}statements/{statement.pk}/"
    assert moderator.post(decide, {"act": "hide", "reason": ""}).status_code == 422
    moderator.post(decide, {"act": "publish", "text_kk": "Кешкі бағыт керек", "text_en": ""})
    statement.refresh_from_db()
    assert (statement.status, statement.text_kk) == ("published", "Кешкі бағыт керек")
    assert statement.text_ru == "Нужна вечерняя линия"


def test_groups_are_read_by_everybody_and_as_a_table(hearings: Hearings) -> None:
    conversation = opened(hearings.akimat, hearings.people["moderator"], hearings.at)
    answered(conversation, two_camps(6), hearings.at)
    operations.compute(conversation=conversation, at=hearings.at)
    page = Client().get(f"{base(hearings)}/{conversation.pk}/groups/").content.decode()
    assert "Group A, 6 people" in page
    assert "What all groups share" in page
    table = Client().get(f"{base(hearings)}/{conversation.pk}/groups.csv").content.decode()
    assert len(table.splitlines()) == 9


@pytest.mark.parametrize("who", ["resident", "foreign_moderator", "specialist"])
def test_only_moderators_run_a_conversation(hearings: Hearings, who: str) -> None:
    conversation = opened(hearings.akimat, hearings.people["moderator"], hearings.at)
    client = client_of(hearings, who)
    pages = ["new/", f"{conversation.pk}/run/", f"{conversation.pk}/edit/"]
    assert [client.get(f"{base(hearings)}/{page}").status_code for page in pages] == [404] * 3


def test_a_moderator_asks_opens_and_closes_through_pages(hearings: Hearings) -> None:
    client = client_of(hearings, "moderator")
    words = {
        f"{name}_{code}": f"{name} {code}" for name in ("title", "about") for code in ("kk", "ru")
    }
    wrong = client.post(f"{base(hearings)}/new/", {**words, "title_ru": ""})
    assert wrong.status_code == 422
    assert "about kk" in wrong.content.decode()
    client.post(f"{base(hearings)}/new/", words)
    conversation = Conversation.objects.get()
    run = f"{base(hearings)}/{conversation.pk}/run/"
    for number in range(7):
        client.post(run, {"act": "add", "text_kk": f"Ой {number}", "text_ru": f"Мысль {number}"})
    assert client.post(run, {"act": "open", "closes_on": "2020-01-01"}).status_code == 422
    client.post(run, {"act": "open", "closes_on": "2099-01-01"})
    conversation.refresh_from_db()
    assert conversation.status == "open"
    client.post(run, {"act": "close"})
    conversation.refresh_from_db()
    assert conversation.status == "closed"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    hearings: Hearings, django_assert_max_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        opened(hearings.akimat, hearings.people["moderator"], hearings.at)
    with django_assert_max_num_queries(6):
        Client().get(f"{base(hearings)}/")
