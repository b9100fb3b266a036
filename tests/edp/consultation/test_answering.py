"""Each comment of the consultation gets a reply, and what was done is published."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.proposals.models import Comment
from commons.territories.workdays import add_working_days
from edp.consultation import operations, queries
from edp.consultation.deadlines import due_date
from edp.consultation.errors import ConsultationError
from edp.consultation.models import ReplyTemplate, Response
from edp.enums import StageKind
from edp.errors import DiscoveryError
from tests.factories.edp import columns, texts
from tests.factories.edp_opportunities import card, commented
from tests.fixtures.consultation import Consulting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
BASE = "/en/pavlodar/discovery/economy-2026/consultation/"
STAFF_PAGES = ("comments/", "templates/")
RUN_PAGES = ("responses/", "responses/new/")


@pytest.fixture
def said(consulting: Consulting) -> Comment:
    return commented(
        consulting.cards[0], consulting.people["resident"], consulting.discovery.at, "Who pays?"
    )


def row(consulting: Consulting, **more) -> Response:
    values = {
        "round": consulting.round,
        "theme": texts("Water"),
        "said": texts("The water is too warm."),
        "done": texts("It is cooled first."),
        "outcome": "partly",
        "actor": consulting.people["moderator"],
        "at": consulting.discovery.at,
    }
    return operations.save_response(**{**values, **more})


def response_data(**more: str) -> dict[str, str]:
    fields: dict[str, str] = {"outcome": "taken"}
    for name in ("theme", "said", "done"):
        fields |= columns(name, f"Our {name}")
    return {**fields, **more}


@pytest.mark.parametrize("stage", [StageKind.DISCOVERY, StageKind.CONSULTATION])
@pytest.mark.parametrize(
    ("who", "staff", "runs"),
    [
        ("resident", 404, 404),
        ("biz", 404, 404),
        ("foreign_moderator", 404, 404),
        ("specialist", 200, 404),
        ("moderator", 200, 200),
    ],
)
def test_pages_of_staff(
    client, consulting: Consulting, who: str, staff: int, runs: int, stage: str
) -> None:
    if stage == StageKind.DISCOVERY:
        later = consulting.discovery.at + timedelta(days=3)
        consulting.round.phases.filter(kind=StageKind.CONSULTATION).update(opens_at=later)
    client.force_login(consulting.people[who])
    assert {client.get(BASE + rest).status_code for rest in STAFF_PAGES} == {staff}
    assert {client.get(BASE + rest).status_code for rest in RUN_PAGES} == {runs}


@pytest.mark.parametrize("rest", [*STAFF_PAGES, *RUN_PAGES])
def test_pages_of_staff_ask_visitors_to_sign_in(client, consulting: Consulting, rest: str) -> None:
    assert client.get(BASE + rest).status_code in (302, 404)


def test_only_comments_of_the_consultation_wait(consulting: Consulting, said: Comment) -> None:
    people, at = consulting.people, consulting.discovery.at
    first = consulting.cards[0]
    commented(first, people["resident"], at - timedelta(days=60), "Before the consultation")
    commented(first, people["moderator"], at, "From the akimat", official=True)
    commented(first, people["gov"], at, "A reply of a reader", parent=said)
    commented(first, people["gov"], at, "Hidden", status="hidden")
    commented(card(consulting.round, people["biz"], at), people["gov"], at, "Not on the shortlist")
    assert list(queries.comments(consulting.round)) == [said]
    assert queries.answered_share(consulting.round) == (0, 1)


def test_reply_is_official_and_counts(client, consulting: Consulting, said: Comment) -> None:
    client.force_login(consulting.people["specialist"])
    answer = client.post(
        f"{BASE}comments/{said.pk}/", {"text": "The union pays.", "language": "en"}
    )
    assert answer.url == f"{BASE}comments/"
    reply = said.replies.get()
    assert (reply.official, reply.text) == (True, "The union pays.")
    assert queries.answered_share(consulting.round) == (1, 1)
    assert Message.objects.filter(person=said.author, kind="comment_replied").exists()
    assert Entry.objects.filter(verb="answer_comment").count() == 1
    client.logout()
    assert "1 of 1 comments answered" in client.get(BASE).content.decode()


def test_empty_reply_and_second_reply_are_refused(
    client, consulting: Consulting, said: Comment
) -> None:
    client.force_login(consulting.people["moderator"])
    address = f"{BASE}comments/{said.pk}/"
    empty = client.post(address, {"text": " ", "language": "en"})
    assert empty.status_code == 422
    assert "Write the reply first." in empty.content.decode()
    client.post(address, {"text": "First.", "language": "en"})
    second = client.post(address, {"text": "Second.", "language": "en"})
    text = second.content.decode()
    assert second.status_code == 422
    assert "has answered this comment meanwhile" in text
    assert "Second." in text


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(consulting: Consulting, said: Comment) -> None:
    barrier = threading.Barrier(2)
    raised: list[object] = []

    def answer(who: str) -> None:
        try:
            barrier.wait()
            operations.answer_comment(
                round=consulting.round,
                comment=said,
                text=f"From {who}",
                language="en",
                actor=consulting.people[who],
                at=timezone.now(),
            )
        except ConsultationError as error:
            raised.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=(who,)) for who in ("moderator", "specialist")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == ["answered"]
    assert said.replies.count() == 1


def test_oldest_comes_first_with_its_deadline(client, consulting: Consulting) -> None:
    at, first = consulting.discovery.at, consulting.cards[0]
    opened = consulting.round.phases.get(kind=StageKind.CONSULTATION).opens_at
    commented(first, consulting.people["gov"], at, "The newer one")
    commented(first, consulting.people["gov"], opened, "The older one")
    client.force_login(consulting.people["moderator"])
    text = client.get(f"{BASE}comments/").content.decode()
    assert text.index("The older one") < text.index("The newer one")
    assert text.count("Answer until") == 2


def test_deadline_counts_working_days_of_the_round(consulting: Consulting) -> None:
    day = timezone.localdate(consulting.discovery.at)
    assert due_date(consulting.round, consulting.discovery.at) == add_working_days(day, 10)
    consulting.round.reply_days = 3
    assert due_date(consulting.round, consulting.discovery.at) == add_working_days(day, 3)


def test_template_fills_the_reply_in_the_language_of_the_comment(
    client, consulting: Consulting, said: Comment
) -> None:
    client.force_login(consulting.people["moderator"])
    client.post(
        f"{BASE}templates/", {**columns("title", "Thanks"), **columns("text", "Thank you. We")}
    )
    template = ReplyTemplate.objects.get()
    page = client.get(f"{BASE}comments/{said.pk}/?template={template.pk}").content.decode()
    assert "\nThank you. We</textarea>" in page
    changed = {**columns("title", "Thanks"), **columns("text", "Changed words")}
    client.post(f"{BASE}templates/{template.pk}/", changed)
    assert ReplyTemplate.objects.get().text_ru == "Changed words (рус)"
    client.post(f"{BASE}templates/{template.pk}/", {"drop": "1"})
    assert not ReplyTemplate.objects.exists()


def test_template_needs_both_languages(client, consulting: Consulting) -> None:
    client.force_login(consulting.people["moderator"])
    answer = client.post(f"{BASE}templates/", {"title_kk": "Рақмет", "text_kk": "Рақмет"})
    assert answer.status_code == 422
    assert not ReplyTemplate.objects.exists()


def test_rows_are_public_once_published_and_their_people_told(
    client, consulting: Consulting, said: Comment
) -> None:
    client.force_login(consulting.people["moderator"])
    made = client.post(f"{BASE}responses/new/", response_data(comments=str(said.pk)))
    assert made.url == f"{BASE}responses/"
    assert "Our said" not in client.get(f"{BASE}answers/").content.decode()
    client.post(f"{BASE}responses/")
    text = client.get(f"{BASE}answers/").content.decode()
    for words in ("Our theme", "Our said", "Our done", "Taken over", "Who pays?"):
        assert words in text
    assert f"opportunities/{consulting.cards[0].pk}/#c{said.pk}" in text
    assert Message.objects.filter(person=said.author, kind="consultation_answered").count() == 1
    assert Entry.objects.filter(verb="publish_responses").count() == 1


def test_row_needs_words_and_outcome(client, consulting: Consulting) -> None:
    client.force_login(consulting.people["moderator"])
    answer = client.post(f"{BASE}responses/new/", {"theme_kk": "Су", "said_ru": "Keep me"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what became of it." in text
    assert "Keep me" in text
    assert not Response.objects.exists()


def test_row_cannot_name_comments_of_another_round(consulting: Consulting, said: Comment) -> None:
    with pytest.raises(DiscoveryError):
        row(consulting, theme={"kk": "Су", "ru": ""})
    other = commented(consulting.cards[0], consulting.people["gov"], consulting.discovery.at)
    Comment.objects.filter(pk=other.pk).delete()
    with pytest.raises(ConsultationError) as raised:
        row(consulting, comments=[other, said])
    assert raised.value.code == "other_round"


def test_changed_public_row_keeps_former_words_on_record(client, consulting: Consulting) -> None:
    made = row(consulting)
    moderator, at = consulting.people["moderator"], consulting.discovery.at
    operations.publish_responses(round=consulting.round, actor=moderator, at=at)
    client.force_login(moderator)
    client.post(f"{BASE}responses/{made.pk}/", response_data())
    made.refresh_from_db()
    assert made.published_at == at
    entry = Entry.objects.filter(verb="save_response").latest("pk")
    assert entry.detail["was"]["said"]["en"] == "The water is too warm."
    client.post(f"{BASE}responses/{made.pk}/", {"drop": "1"})
    assert Response.objects.filter(pk=made.pk).exists()


def test_unpublished_row_can_be_deleted_and_nothing_cannot_be_published(
    client, consulting: Consulting
) -> None:
    made = row(consulting)
    client.force_login(consulting.people["moderator"])
    client.post(f"{BASE}responses/{made.pk}/", {"drop": "1"})
    assert not Response.objects.exists()
    text = client.post(f"{BASE}responses/", follow=True).content.decode()
    assert "There is nothing new to publish." in text


def test_lists_take_as_many_queries_for_three_as_for_one(
    client, consulting: Consulting, said: Comment
) -> None:
    moderator, at = consulting.people["moderator"], consulting.discovery.at
    client.force_login(moderator)
    row(consulting, comments=[said])
    operations.publish_responses(round=consulting.round, actor=moderator, at=at)

    def counted(rest: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(BASE + rest).status_code == 200
        return len(found)

    pages = ("comments/?show=all", "responses/", "answers/", "responses/new/")
    counted(pages[0])
    one = {rest: counted(rest) for rest in pages}
    for who in ("gov", "sci"):
        more = commented(consulting.cards[1], consulting.people[who], at, f"Said by {who}")
        row(consulting, comments=[more])
    operations.publish_responses(round=consulting.round, actor=moderator, at=at)
    assert {rest: counted(rest) for rest in pages} == one
