"""Two people at once: one seat, one address, one answer."""

import threading

import pytest
from django.db import connections

from edp.models import Stakeholder
from edp.stakeholders import operations
from edp.stakeholders.errors import StakeholderError
from tests.factories.edp import organisation
from tests.factories.edp_stakeholders import invited
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    barrier = threading.Barrier(len(acts))
    raised = [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            act()
        except Exception as error:
            raised[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def codes(raised) -> list[str]:
    assert all(error is None or isinstance(error, StakeholderError) for error in raised), raised
    return sorted(error.code if error else "" for error in raised)


def test_one_organisation_keeps_one_seat(discovery) -> None:
    moderator, firm = discovery.people["moderator"], organisation(discovery.akimat, "sci")
    seats = [
        invited(
            discovery.round, moderator, discovery.at, email=f"e{n}@example.kz", organisation=firm
        )
        for n in range(4)
    ]
    raised = at_once(
        *[
            lambda seat=seat: operations.answer_invitation(
                stakeholder=seat, person=None, accepts=True, at=discovery.at
            )
            for seat in seats
        ]
    )
    assert codes(raised) == ["", "seat_taken", "seat_taken", "seat_taken"]
    assert Stakeholder.objects.filter(organisation=firm, holds_seat=True).count() == 1


def test_one_address_is_invited_once(discovery) -> None:
    moderator = discovery.people["moderator"]
    firms = [organisation(discovery.akimat, "sci") for _ in range(3)]
    raised = at_once(
        *[
            lambda firm=firm: invited(discovery.round, moderator, discovery.at, organisation=firm)
            for firm in firms
        ]
    )
    assert codes(raised) == ["", "address_used", "address_used"]


def test_one_person_signs_up_once(discovery) -> None:
    person = PersonFactory()
    raised = at_once(
        *[
            lambda n=n: operations.sign_up(
                round=discovery.round,
                person=person,
                organisation_name=f"Firm {n}",
                sector="biz",
                at=discovery.at,
            )
            for n in range(3)
        ]
    )
    assert codes(raised) == ["", "person_seated", "person_seated"]
    assert Stakeholder.objects.filter(person=person).count() == 1


def test_reminder_sent_by_two_sweeps_goes_once(discovery) -> None:
    seat = invited(discovery.round, discovery.people["moderator"], discovery.at)
    sent = []
    at_once(*[lambda: sent.append(operations.remind(stakeholder=seat, at=discovery.at))] * 3)
    assert sorted(sent) == [False, False, True]
