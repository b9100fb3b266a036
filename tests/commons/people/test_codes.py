"""Codes by post and SMS: how they are sent, entered, limited."""

import re
from datetime import datetime, timedelta

import pytest

from commons.people import operations, senders
from commons.people.errors import VerificationError
from commons.people.models import ResidencyVerification
from commons.people.queries import residence
from commons.territories.models import Akimat, Territory
from tests.factories.people import make_iin


class Post:
    """A carrier that keeps what it was given, and fails when told to."""

    sent: list[str] = []
    broken = False

    def send_letter(self, *, address: str, name: str, reference: str, text: str) -> None:
        self._take(f"{address}|{text}")

    def send_sms(self, *, phone: str, text: str) -> None:
        self._take(f"{phone}|{text}")

    def _take(self, what: str) -> None:
        if Post.broken:
            raise senders.CodeNotSentError
        Post.sent.append(what)


@pytest.fixture(autouse=True)
def carrier(settings) -> type[Post]:
    settings.BIRGE_CODE_SENDER = f"{__name__}.Post"
    Post.sent, Post.broken = [], False
    return Post


@pytest.fixture
def ask(akimat: Akimat, district: Territory, unverified, now: datetime):
    def request(**changes) -> ResidencyVerification:
        given = {
            "person": unverified,
            "akimat": akimat,
            "territory": district,
            "method": "sms",
            "iin": make_iin(),
            "phone": "8 701 123-45-67",
            "at": now,
        }
        return operations.request_verification(**{**given, **changes})

    return request


def last_code() -> str:
    found = re.search(r"\b(\d{6}|[0-9A-Z]{4}-[0-9A-Z]{4})\b", Post.sent[-1].split("|")[1])
    assert found
    return found[1]


def code_of(call) -> str:
    with pytest.raises(VerificationError) as caught:
        call()
    assert caught.value.message
    return caught.value.code


def test_sms_goes_to_the_number_and_its_code_verifies(ask, unverified, now, district) -> None:
    claim = ask()
    assert claim.status == "code_sent"
    assert Post.sent[0].startswith("+77011234567|")
    operations.enter_code(person=unverified, code=last_code(), at=now + timedelta(minutes=9))
    held = residence(unverified, now)
    assert held is not None
    assert held.territory == district


def test_code_from_a_letter_may_be_typed_carelessly(ask, unverified, now) -> None:
    ask(method="post", address="Satpayev 1, Pavlodar", phone="")
    assert Post.sent[0].startswith("Satpayev 1, Pavlodar|")
    careless = f" {last_code().lower().replace('-', ' ')} "
    operations.enter_code(person=unverified, code=careless, at=now + timedelta(days=13))
    assert residence(unverified, now) is not None


@pytest.mark.parametrize(
    ("given", "life"),
    [
        ({"method": "sms"}, timedelta(minutes=10)),
        ({"method": "post", "address": "Satpayev 1"}, timedelta(days=14)),
    ],
)
def test_code_expires(ask, unverified, now, given, life) -> None:
    ask(**given)
    call = {"person": unverified, "code": last_code()}
    assert code_of(lambda: operations.enter_code(at=now + life, **call)) == "code_expired"
    operations.enter_code(at=now + life - timedelta(seconds=1), **call)


def test_five_wrong_codes_block_the_right_one(ask, unverified, now) -> None:
    ask()
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    seen = [
        code_of(lambda: operations.enter_code(person=unverified, code=wrong, at=now))
        for _try in range(5)
    ]
    assert seen == ["code_wrong"] * 4 + ["code_blocked"]
    assert (
        code_of(lambda: operations.enter_code(person=unverified, code=right, at=now))
        == "code_blocked"
    )
    assert residence(unverified, now) is None


def test_code_is_stored_as_a_hash_only(ask) -> None:
    ask()
    for row in ResidencyVerification.objects.values():
        assert last_code() not in str(row)


def test_code_works_once(ask, unverified, now) -> None:
    ask()
    code = last_code()
    operations.enter_code(person=unverified, code=code, at=now)
    call = {"person": unverified, "code": code, "at": now}
    assert code_of(lambda: operations.enter_code(**call)) == "no_code"


def test_code_of_one_person_does_not_serve_another(ask, second_resident, now) -> None:
    ask()
    call = {"person": second_resident, "code": last_code(), "at": now}
    assert code_of(lambda: operations.enter_code(**call)) == "no_code"


def test_new_code_ends_the_old_one_and_gives_new_tries(ask, unverified, now) -> None:
    claim = ask()
    old = last_code()
    code_of(lambda: operations.enter_code(person=unverified, code="1", at=now))
    later = now + timedelta(minutes=2)
    again = operations.resend_code(verification=claim, actor=unverified, at=later)
    assert again.attempts_left == 5
    if last_code() != old:
        call = {"person": unverified, "code": old, "at": later}
        assert code_of(lambda: operations.enter_code(**call)) == "code_wrong"
    operations.enter_code(person=unverified, code=last_code(), at=later)


def test_new_codes_are_limited(ask, unverified, now) -> None:
    claim = ask()

    def again(minutes: int):
        return operations.resend_code(
            verification=claim, actor=unverified, at=now + timedelta(minutes=minutes)
        )

    assert code_of(lambda: again(0)) == "code_too_soon"
    again(2)
    again(4)
    assert code_of(lambda: again(6)) == "too_many_codes"
    assert len(Post.sent) == 3


def test_starting_over_does_not_get_round_the_limit(ask, unverified, now) -> None:
    for _round in range(3):
        operations.withdraw_request(verification=ask(), actor=unverified, at=now)
    assert code_of(ask) == "too_many_codes"
    assert ask(at=now + timedelta(days=1, seconds=1)).status == "code_sent"


def test_carrier_that_fails_leaves_a_request_to_be_sent_again(ask, unverified, now) -> None:
    Post.broken = True
    assert code_of(ask) == "code_not_sent"
    claim = ResidencyVerification.objects.get()
    assert claim.status == "requested"
    Post.broken = False
    operations.resend_code(verification=claim, actor=unverified, at=now)
    operations.enter_code(person=unverified, code=last_code(), at=now)


def test_nobody_sends_codes_for_another_person(ask, resident, now) -> None:
    call = {"verification": ask(), "actor": resident, "at": now + timedelta(hours=1)}
    assert code_of(lambda: operations.resend_code(**call)) == "no_code"


def test_text_is_in_the_persons_language_and_console_sender_prints_it(
    ask, settings, capsys, now
) -> None:
    settings.BIRGE_CODE_SENDER = "commons.people.senders.ConsoleSender"
    ask()
    printed = capsys.readouterr().out
    assert "+77011234567" in printed
    assert re.search(r"\b\d{6}\b", printed)
