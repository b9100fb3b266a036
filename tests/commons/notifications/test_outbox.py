"""The outbox: one message per person and key, in the person's language, sent once."""

import smtplib
import threading
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import translation
from django.utils.functional import lazy

from commons.notifications import delivery, kinds, operations
from commons.notifications.errors import NotificationError
from commons.notifications.models import Message
from commons.notifications.queries import is_following, unread_count
from commons.notifications.rendering import shown
from commons.notifications.tasks import deliver_outbox
from commons.people import operations as people
from commons.people.enums import ConsentKind
from commons.people.models import Person
from tests.factories.people import PersonFactory

in_language = lazy(lambda words: f"{translation.get_language()}: {words}", str)


class Carrier(EmailBackend):
    """Refuses as often as told, then carries."""

    refusals = 0

    def send_messages(self, messages):
        if Carrier.refusals:
            Carrier.refusals -= 1
            raise smtplib.SMTPServerDisconnected("to new@example.kz")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def kind(monkeypatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(
        "proposal_published", in_language("Published: %(title)s"), "Since %(opens_date)s"
    )


@pytest.fixture
def reader(db: None, now: datetime) -> Person:
    """Agreed to mail, reads Russian."""
    person = PersonFactory(email="reader@example.kz", name="Reader", language="ru")
    people.give_consent(person=person, kind=ConsentKind.MAIL, at=now)
    return person


@pytest.fixture
def tell(now: datetime):
    def notify(person: Person, key: str = "proposal/1", **changes) -> Message | None:
        given = {
            "kind": "proposal_published",
            "params": {"title": "A path", "opens_date": "2026-03-04"},
            "path": "/kk/pavlodar/proposals/1/",
            "key": key,
            "at": now,
        }
        return operations.notify(person=person, **{**given, **changes})

    return notify


def test_what_is_announced_twice_is_heard_once(reader, tell) -> None:
    first = tell(reader)
    assert tell(reader) == first
    assert Message.objects.count() == 1
    tell(reader, key="proposal/2")
    tell(PersonFactory())
    assert Message.objects.count() == 3


def test_closed_account_hears_nothing(reader, tell, now) -> None:
    people.erase(person=reader, actor=reader, at=now)
    assert tell(reader) is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"kind": "nobody_registered_this"}, NotificationError),
        ({"params": {"title": "x"}}, KeyError),
        ({"params": {"title": "x", "opens_date": "soon"}}, ValueError),
    ],
)
def test_message_without_words_fails_where_it_is_made(reader, tell, changes, error) -> None:
    with pytest.raises(error):
        tell(reader, **changes)
    assert not Message.objects.exists()


def test_mail_is_in_the_persons_language_with_an_address_in_it(reader, tell, now) -> None:
    tell(reader)
    assert delivery.deliver_next(at=now)
    sent = mail.outbox[0]
    assert sent.to == ["reader@example.kz"]
    assert sent.subject == "ru: Published: A path"
    assert "http://127.0.0.1:8000/ru/pavlodar/proposals/1/" in str(sent.body)
    assert "Good day, Reader!" in str(sent.body) or "Reader" in str(sent.body)
    assert sent.extra_headers["Message-ID"].startswith("<birge-message-")


def test_without_consent_a_message_is_shown_on_the_site_only(tell, now, unverified) -> None:
    message = tell(unverified)
    deliver_outbox()
    message.refresh_from_db()
    assert (message.delivery, message.sent_at) == ("page_only", None)
    assert mail.outbox == []
    assert unread_count(unverified) == 1


def test_nothing_is_sent_twice(reader, tell) -> None:
    tell(reader)
    assert deliver_outbox() == 1
    assert deliver_outbox() == 0
    assert len(mail.outbox) == 1


def test_failure_is_tried_again_later_and_says_nothing_of_the_address(
    reader, tell, now, settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Carrier"
    Carrier.refusals = 1
    message = tell(reader)
    delivery.deliver_next(at=now)
    message.refresh_from_db()
    assert (message.delivery, message.attempts) == ("waiting", 1)
    assert message.error == "SMTPServerDisconnected"
    assert not delivery.deliver_next(at=now)
    assert delivery.deliver_next(at=now + timedelta(minutes=1))
    message.refresh_from_db()
    assert (message.delivery, message.error) == ("sent", "")
    assert len(mail.outbox) == 1


def test_carrier_that_never_comes_back_is_given_up(reader, tell, now, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Carrier"
    Carrier.refusals = 99
    message = tell(reader)
    tries = 0
    while delivery.deliver_next(at=now + timedelta(days=tries)):
        tries += 1
    Carrier.refusals = 0
    message.refresh_from_db()
    assert (tries, message.delivery) == (6, "failed")


def test_one_bad_message_does_not_hold_up_the_others(reader, tell, now, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Carrier"
    tell(reader, key="a")
    tell(reader, key="b", at=now + timedelta(seconds=1))
    Carrier.refusals = 1
    assert delivery.deliver_next(at=now)
    assert delivery.deliver_next(at=now)
    assert len(mail.outbox) == 1


def test_subject_stays_one_line_whatever_the_title_holds(reader, tell, now) -> None:
    tell(reader, params={"title": "A\r\nBcc: all@example.kz", "opens_date": "2026-03-04"})
    delivery.deliver_next(at=now)
    assert mail.outbox[0].subject == "ru: Published: A Bcc: all@example.kz"


def test_followers_hear_once_and_only_they(reader, tell, now) -> None:
    others = [PersonFactory() for _person in range(3)]
    for person in others[:2]:
        operations.follow(person=person, topic="proposal/1", at=now)
    given = {
        "topic": "proposal/1",
        "kind": "proposal_published",
        "params": {"title": "A path", "opens_date": "2026-03-04"},
        "key": "published/1",
        "at": now,
    }
    tell(others[0], key="published/1")
    assert operations.notify_followers(**given) == 1
    assert operations.notify_followers(**given) == 0
    heard = set(Message.objects.values_list("person", flat=True))
    assert heard == {person.pk for person in others[:2]}


def test_followers_may_leave_out_who_acted(now) -> None:
    person = PersonFactory.create()
    operations.follow(person=person, topic="round/1", at=now)
    given = {"kind": "proposal_published", "params": {"title": "x", "opens_date": "2026-03-04"}}
    told = operations.notify_followers(topic="round/1", key="k", at=now, without=[person], **given)
    assert told == 0


test_followers_may_leave_out_who_acted = pytest.mark.django_db(
    test_followers_may_leave_out_who_acted
)


def test_follow_and_unfollow(reader, now) -> None:
    operations.follow(person=reader, topic="proposal/1", at=now)
    operations.follow(person=reader, topic="proposal/1", at=now)
    assert reader.follows.count() == 1
    assert is_following(reader, "proposal/1")
    operations.unfollow(person=reader, topic="proposal/1")
    assert not is_following(reader, "proposal/1")


@pytest.mark.parametrize("topic", ["", "proposal", "Proposal/1", "proposal/1/2", "a/" + "1" * 60])
def test_only_topics_can_be_followed(reader, now, topic) -> None:
    with pytest.raises(NotificationError):
        operations.follow(person=reader, topic=topic, at=now)


def test_parameters_are_shown_as_what_they_are() -> None:
    kinds.register("sum", "%(title)s", "%(cost_tenge)s %(opens_at)s %(ends_date)s")
    params = {
        "title": {"kk": "Жол", "ru": "Дорога", "en": ""},
        "cost_tenge": 1500000,
        "opens_at": "2026-03-04T05:00:00+00:00",
        "ends_date": date(2026, 3, 9).isoformat(),
    }
    with translation.override("ru"):
        subject, body = kinds.rendered("sum", params)
    assert subject == "Дорога"
    assert "500" in body
    assert "₸" in body
    assert "10:00" in body
    assert "2026-03" not in body
    with translation.override("en"):
        assert kinds.rendered("sum", params)[0] == "Жол"


def test_message_of_a_kind_that_is_gone_stays_readable(reader, tell) -> None:
    message = tell(reader)
    kinds._kinds.pop("proposal_published")
    assert shown(message).subject == "Proposal published"


def test_messages_about_a_refusal_and_a_verification_are_sent(
    akimat, district, moderator, unverified, now
) -> None:
    from tests.factories.people import make_iin

    given = {"person": unverified, "akimat": akimat, "territory": district, "method": "in_person"}
    claim = people.request_verification(iin=make_iin(), at=now, **given)
    people.refuse_verification(
        verification=claim, reason="Bring the card.", actor=moderator, at=now
    )
    claim = people.request_verification(iin=make_iin(), at=now, **given)
    people.verify_in_person(verification=claim, actor=moderator, at=now)
    told = list(unverified.messages.order_by("pk").values_list("kind", flat=True))
    assert told == ["verification_refused", "residency_verified"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(reader, tell) -> None:
    for number in range(6):
        tell(reader, key=str(number))
    Message.objects.update(delivery="waiting", sent_at=None)
    mail.outbox.clear()
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait(timeout=10)
        deliver_outbox()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert len(mail.outbox) == 6
    assert Message.objects.filter(delivery="sent").count() == 6
