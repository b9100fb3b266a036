"""Messages and follows as their reader sees them."""

import pytest
from django.urls import reverse

from commons.notifications import operations, topics
from commons.notifications.models import Message
from commons.notifications.queries import unread_count

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def letters(resident, now):
    def make(count: int) -> list[Message]:
        return [
            operations.notify(
                person=resident,
                kind="verification_refused",
                params={"place": f"Place {number}", "reason": "Why."},
                path="/kk/me/",
                key=str(number),
                at=now,
            )
            for number in range(count)
        ]

    return make


@pytest.mark.parametrize("page", ["messages", "follows"])
def test_visitors_are_led_to_sign_in(client, db, page) -> None:
    answer = client.get(reverse(f"notifications:{page}"))
    assert answer["Location"].startswith(reverse("account_login"))


def test_ones_own_messages_only(signed_in, resident, neighbour, letters) -> None:
    message = letters(1)[0]
    address = reverse("notifications:messages")
    assert "Why." in signed_in(resident).get(address).content.decode()
    assert "Why." not in signed_in(neighbour).get(address).content.decode()
    opening = reverse("notifications:open", args=[message.pk])
    assert signed_in(neighbour).post(opening).status_code == 404
    assert unread_count(resident) == 1


def test_opening_marks_as_read_and_goes_there_in_the_readers_language(
    signed_in, resident, letters
) -> None:
    message = letters(1)[0]
    answer = signed_in(resident).post(reverse("notifications:open", args=[message.pk]))
    assert answer["Location"] == "/en/me/"
    assert unread_count(resident) == 0


def test_all_are_marked_as_read(signed_in, resident, letters) -> None:
    letters(3)
    signed_in(resident).post(reverse("notifications:read_all"))
    assert unread_count(resident) == 0


def test_follow_button_goes_back_and_never_off_the_site(signed_in, resident) -> None:
    client = signed_in(resident)
    given = {"topic": "proposal/1", "next": "/en/pavlodar/"}
    assert client.post(reverse("notifications:follow"), given)["Location"] == "/en/pavlodar/"
    away = {"topic": "proposal/2", "next": "https://evil.example/"}
    answer = client.post(reverse("notifications:follow"), away)
    assert answer["Location"] == reverse("notifications:follows")
    client.post(reverse("notifications:unfollow"), given)
    assert list(resident.follows.values_list("topic", flat=True)) == ["proposal/2"]


def test_topic_that_is_none_is_not_found(signed_in, resident) -> None:
    answer = signed_in(resident).post(reverse("notifications:follow"), {"topic": "<script>"})
    assert answer.status_code == 404


def test_follows_are_shown_by_their_titles(signed_in, resident, now, monkeypatch) -> None:
    monkeypatch.setattr(topics, "_resolvers", {})
    topics.register("proposal", lambda ids, _: {i: (f"Path {i}", f"/en/p/{i}/") for i in ids})
    operations.follow(person=resident, topic="proposal/1", at=now)
    page = signed_in(resident).get(reverse("notifications:follows")).content.decode()
    assert '<a href="/en/p/1/">Path 1</a>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_number_of_queries(
    signed_in, resident, letters, count, django_assert_num_queries
) -> None:
    letters(count)
    client = signed_in(resident)
    with django_assert_num_queries(5):
        assert client.get(reverse("notifications:messages")).status_code == 200
