"""What may be reported on a winner, and who is told."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from budgeting.delivery import operations
from budgeting.delivery.errors import DeliveryError
from budgeting.enums import MilestoneKind, PhotoKind
from budgeting.models import Contract, Milestone, Payment, Photo
from commons.audit.queries import history
from commons.interface.images import ImageError
from commons.notifications.models import Message
from commons.notifications.operations import follow

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-07-01T09:00:00+05:00")
PLANNED = date(2026, 9, 1)
REASON = {"kk": "Жаңбыр.", "ru": "Дождь.", "en": "Rain."}


@pytest.fixture
def follower(winner, second_resident):
    follow(person=second_resident, topic=f"proposal/{winner.proposal_id}", at=AT)
    return second_resident


@pytest.fixture
def contract(winner, specialist):
    return operations.add_contract(
        project=winner,
        contractor="TOO Builder",
        subject="Benches",
        number="7",
        amount_tenge=20_000_000,
        signed_date=date(2026, 6, 1),
        actor=specialist,
        at=AT,
    )


def set_works(winner, specialist, **fields):
    return operations.set_milestone(
        project=winner, kind=MilestoneKind.WORKS, actor=specialist, at=AT, **fields
    )


def pay(winner, contract, amount, **more):
    return operations.add_payment(
        **{
            "project": winner,
            "contract": contract,
            "what": "Advance",
            "amount_tenge": amount,
            "paid_date": date(2026, 6, 20),
            "actor": None,
            "at": AT,
            **more,
        }
    )


def refused(code, call, *args, **fields):
    with pytest.raises(DeliveryError) as caught:
        call(*args, **fields)
    assert caught.value.code == code
    assert caught.value.message
    return caught.value


def picture():
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    out.seek(0)
    return out


def told(person):
    """(kind of the message, its words) to a person, without the ones before delivery."""
    return [
        message.kind for message in Message.objects.filter(person=person).order_by("pk")
        if message.kind.startswith("delivery_")
    ]  # fmt: skip


# --- milestones ---


def test_a_step_is_planned_and_followers_hear_of_it(winner, specialist, follower):
    milestone = set_works(winner, specialist, planned_date=PLANNED)
    assert (milestone.planned_date, milestone.done_date) == (PLANNED, None)
    assert told(follower) == ["delivery_step_planned"]
    entry = history(winner).first()
    assert (entry.verb, entry.actor, entry.detail["planned_date"]) == (
        "delivery.milestone_set",
        specialist,
        "2026-09-01",
    )


def test_a_new_step_needs_a_plan(winner, specialist):
    refused("planned_needed", set_works, winner, specialist)
    assert not Milestone.objects.exists()


def test_a_plan_once_public_stays(winner, specialist):
    set_works(winner, specialist, planned_date=PLANNED)
    refused("planned_fixed", set_works, winner, specialist, planned_date=PLANNED + timedelta(1))


@pytest.mark.parametrize("reason", [None, {}, {"kk": "Жаңбыр."}, {"ru": "Дождь.", "kk": " "}])
def test_later_than_planned_needs_a_reason_in_both_languages(winner, specialist, reason):
    set_works(winner, specialist, planned_date=PLANNED)
    later = PLANNED + timedelta(days=30)
    refused(
        "reason_needed", set_works, winner, specialist, expected_date=later, delay_reason=reason
    )
    assert Milestone.objects.get().expected_date is None


def test_later_with_a_reason_is_told_with_it(winner, specialist, follower):
    set_works(winner, specialist, planned_date=PLANNED)
    later = PLANNED + timedelta(days=30)
    milestone = set_works(winner, specialist, expected_date=later, delay_reason=REASON)
    assert (milestone.expected_date, milestone.delay_reason_ru) == (later, "Дождь.")
    assert told(follower) == ["delivery_step_planned", "delivery_step_moved"]
    message = Message.objects.get(person=follower, kind="delivery_step_moved")
    assert message.params["reason"] == REASON


def test_each_further_move_needs_its_own_reason(winner, specialist):
    set_works(winner, specialist, planned_date=PLANNED)
    set_works(winner, specialist, expected_date=PLANNED + timedelta(30), delay_reason=REASON)
    refused("reason_needed", set_works, winner, specialist, expected_date=PLANNED + timedelta(60))


def test_back_to_plan_clears_the_reason(winner, specialist):
    set_works(winner, specialist, planned_date=PLANNED)
    set_works(winner, specialist, expected_date=PLANNED + timedelta(30), delay_reason=REASON)
    milestone = set_works(winner, specialist, expected_date=PLANNED - timedelta(3))
    assert (milestone.expected_date, milestone.delay_reason_kk) == (PLANNED - timedelta(3), "")


def test_done_stays_done_and_keeps_the_reason_of_its_delay(winner, specialist, follower):
    set_works(winner, specialist, planned_date=date(2026, 5, 1))
    set_works(winner, specialist, expected_date=date(2026, 6, 20), delay_reason=REASON)
    milestone = set_works(winner, specialist, done_date=date(2026, 6, 25))
    assert milestone.done_date == date(2026, 6, 25)
    assert milestone.delay_reason_kk == "Жаңбыр."
    assert told(follower)[-1] == "delivery_step_done"
    refused("milestone_done", set_works, winner, specialist, done_date=date(2026, 6, 26))


def test_nothing_is_done_in_the_future(winner, specialist):
    refused(
        "in_the_future", set_works, winner, specialist, planned_date=PLANNED,
        done_date=AT.date() + timedelta(days=1),
    )  # fmt: skip


def test_only_winners_are_built(published, specialist):
    lost = published.projects[0]
    refused("not_won", set_works, lost, specialist, planned_date=PLANNED)
    refused(
        "not_won", operations.add_photo, project=lost, kind=PhotoKind.BEFORE, upload=picture(),
        alt="A place", taken_date=AT.date(), actor=specialist, at=AT,
    )  # fmt: skip


# --- contracts and payments ---


def test_a_contract_is_public_and_told(winner, contract, specialist, follower):
    assert history(winner).filter(verb="delivery.contract_added").count() == 1
    operations.add_contract(
        project=winner, contractor="TOO Two", subject="Lamps", number="8", amount_tenge=1,
        signed_date=AT.date(), actor=specialist, at=AT,
    )  # fmt: skip
    assert told(follower) == ["delivery_contract"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"number": "7"}, "contract_known"),
        ({"contractor": "  "}, "text_needed"),
        ({"amount_tenge": 0}, "amount_needed"),
        ({"signed_date": date(2026, 7, 2)}, "in_the_future"),
    ],
)
def test_a_contract_must_make_sense(winner, contract, specialist, fields, code):
    good = {
        "contractor": "TOO", "subject": "Lamps", "number": "8", "amount_tenge": 5,
        "signed_date": date(2026, 6, 1), "actor": specialist, "at": AT,
    }  # fmt: skip
    refused(code, operations.add_contract, project=winner, **{**good, **fields})
    assert Contract.objects.count() == 1


def test_payments_fill_a_contract_to_the_last_tenge(winner, contract, follower):
    pay(winner, contract, 12_000_000)
    pay(winner, contract, 8_000_000)
    assert Payment.objects.count() == 2
    # Both at the same moment of the test's clock, so they are one message.
    assert told(follower) == ["delivery_payment"]


def test_more_than_the_contract_is_warned_of_and_then_recorded(winner, contract):
    pay(winner, contract, 12_000_000)
    error = refused("over_contract", pay, winner, contract, 8_000_001)
    assert error.params["over"].replace("\xa0", " ") == "1 ₸"
    assert Payment.objects.count() == 1
    pay(winner, contract, 8_000_001, over_contract=True)
    assert history(winner).first().detail["over_contract_tenge"] == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount_tenge": 0}, "amount_needed"),
        ({"amount_tenge": -5}, "amount_needed"),
        ({"what": ""}, "text_needed"),
        ({"paid_date": date(2026, 7, 2)}, "in_the_future"),
        ({"paid_date": date(2026, 5, 31)}, "before_contract"),
    ],
)
def test_a_payment_must_make_sense(winner, contract, fields, code):
    refused(code, pay, winner, contract, 5, **fields)


def test_a_payment_needs_a_contract_of_the_same_project(published, winner, contract):
    refused("wrong_contract", pay, published.projects[1], contract, 5)


def test_a_payment_without_a_contract_is_kept(winner):
    assert pay(winner, None, 5).contract is None


# --- photos ---


def test_a_photo_is_encoded_anew_and_told(winner, specialist, follower):
    photo = operations.add_photo(
        project=winner, kind=PhotoKind.AFTER, upload=picture(), alt="Ten benches",
        taken_date=AT.date(), actor=specialist, at=AT,
    )  # fmt: skip
    assert (photo.width, photo.height, photo.alt) == (60, 40, "Ten benches")
    assert photo.image.read()[:4] == b"RIFF"
    assert told(follower) == ["delivery_photo"]


def test_a_photo_needs_words_and_a_picture(winner, specialist):
    good = {
        "project": winner, "kind": PhotoKind.BEFORE, "upload": picture(), "alt": "A place",
        "taken_date": AT.date(), "actor": specialist, "at": AT,
    }  # fmt: skip
    refused("alt_needed", operations.add_photo, **{**good, "alt": "  "})
    refused("in_the_future", operations.add_photo, **{**good, "taken_date": date(2026, 7, 2)})
    with pytest.raises(ImageError):
        operations.add_photo(**{**good, "upload": BytesIO(b"not a picture")})
    assert not Photo.objects.exists()
