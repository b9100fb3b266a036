"""Steps that two moderators take together, taken by two."""

import time
from datetime import datetime
from typing import Any

from django.test import Client

from budgeting import operations
from budgeting.enums import Step
from budgeting.models import Approval, Round
from budgeting.queries import approvals as agreed
from commons.people.models import Person
from commons.rounds import approvals
from commons.territories.enums import Role
from commons.territories.models import Akimat
from tests.factories.people import PersonFactory
from tests.factories.territories import MembershipFactory


def show_password_again(client: Client) -> Client:
    """The session of a signed-in client, as if it had been asked a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return client


def pair(akimat: Akimat) -> list[Person]:
    """Two moderators of the akimat; what is missing of them is made."""
    found = list(approvals.moderators(akimat)[:2])
    while len(found) < 2:
        person = PersonFactory(email=f"approver{len(found)}@{akimat.slug}.example")
        MembershipFactory(person=person, akimat=akimat, role=Role.MODERATOR)
        found.append(person)
    return found


def approve_by_two(round: Round, step: str, at: datetime) -> None:
    """The step as it stands now is approved by the pair."""
    fingerprint = agreed.fingerprint(round, step)
    for person in pair(round.akimat):
        approvals.approve(
            Approval, round=round, step=step, fingerprint=fingerprint, actor=person, at=at
        )


def open_voting(*, round: Round, actor: Any, at: datetime) -> Round:
    approve_by_two(round, Step.OPEN_VOTING, at)
    return operations.open_voting(round=round, actor=actor, at=at)


def publish_result(*, round: Round, actor: Any, at: datetime) -> Round:
    approve_by_two(round, Step.PUBLISH_RESULT, at)
    return operations.publish_result(round=round, actor=actor, at=at)
