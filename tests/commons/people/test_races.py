"""Two connections at once: what must hold when people act in the same instant."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from commons.people import operations
from commons.people.errors import VerificationError
from commons.people.models import Elector, Person, ResidencyVerification
from tests.factories.people import PersonFactory, make_iin

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], object]) -> list[str]:
    """Run each call on a connection of its own, all starting at once; their codes, sorted."""
    barrier, outcomes = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            call()
            outcomes.append("done")
        except VerificationError as error:
            outcomes.append(error.code)
        except Exception as error:  # shown by the assertion that follows
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def test_two_accounts_that_claim_one_iin_at_once_leave_one_holder(
    akimat, district, moderator, now: datetime
) -> None:
    for _round in range(5):
        iin = make_iin()
        claims = [
            operations.request_verification(
                person=PersonFactory(),
                akimat=akimat,
                territory=district,
                method="in_person",
                iin=iin,
                at=now,
            )
            for _account in range(2)
        ]
        outcomes = together(
            *[
                lambda claim=claim: operations.verify_in_person(
                    verification=claim, actor=moderator, at=now
                )
                for claim in claims
            ]
        )
        assert outcomes == ["done", "iin_taken"]
    assert Elector.objects.count() == Person.objects.filter(elector__isnull=False).count() == 5


def test_one_person_who_asks_twice_at_once_has_one_open_request(
    akimat, district, unverified, now: datetime
) -> None:
    iin = make_iin()

    def ask() -> object:
        return operations.request_verification(
            person=unverified,
            akimat=akimat,
            territory=district,
            method="in_person",
            iin=iin,
            at=now,
        )

    assert together(ask, ask, ask) == ["already_open", "already_open", "done"]
    assert ResidencyVerification.objects.count() == 1


def test_wrong_codes_at_once_each_cost_a_try(akimat, district, unverified, now, settings) -> None:
    claim = operations.request_verification(
        person=unverified,
        akimat=akimat,
        territory=district,
        method="sms",
        iin=make_iin(),
        phone="87011234567",
        at=now,
    )

    def guess() -> object:
        return operations.enter_code(person=unverified, code="x", at=now)

    assert together(*[guess] * 8) == ["code_blocked"] * 4 + ["code_wrong"] * 4
    claim.refresh_from_db()
    assert claim.attempts_left == 0


def test_erasing_while_being_verified_leaves_no_half_account(
    akimat, district, unverified, moderator, now: datetime
) -> None:
    claim = operations.request_verification(
        person=unverified,
        akimat=akimat,
        territory=district,
        method="in_person",
        iin=make_iin(),
        at=now,
    )

    def verify() -> object:
        try:
            return operations.verify_in_person(verification=claim, actor=moderator, at=now)
        except ResidencyVerification.DoesNotExist:
            return None

    together(
        verify, lambda: operations.erase(person=Person(pk=unverified.pk), actor=unverified, at=now)
    )
    unverified.refresh_from_db()
    assert unverified.erased_at is not None
    assert unverified.elector is None
    assert not ResidencyVerification.objects.exists()
