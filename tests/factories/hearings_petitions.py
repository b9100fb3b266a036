"""Petitions made through their operations."""

from datetime import date, datetime
from typing import Any

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.territories.models import Akimat, Territory
from consultations.operations import set_periods
from consultations.petitions import operations
from consultations.petitions.models import Petition, SignatureBatch
from tests.factories.people import ResidentFactory

REASON = {"kk": "Себебі", "ru": "Причина", "en": "It is no matter of the akimat."}
ANSWER = {"kk": "Жауап", "ru": "Ответ", "en": "The bus runs again from May."}


def set_population(akimat: Akimat, moderator: Person, at: datetime, **more: Any) -> None:
    """100,000 people: an akimat of an oblast needs 1,000 signatures."""
    values = {"population": 100_000, "population_source": "Bureau of Statistics", **more}
    set_periods(akimat=akimat, values=values, actor=moderator, at=at)


def handed_in(akimat: Akimat, author: Person, at: datetime, **fields: Any) -> Petition:
    petition = operations.start_petition(akimat=akimat, author=author, language="en", at=at)
    given = {
        "title": "Keep bus No. 9 in the evening",
        "description": "Bus No. 9 should run until 23:00.",
        "problem": "Nurses of the late shift walk home.",
        **fields,
    }
    operations.save_petition(petition=petition, fields=given, actor=author, at=at)
    return operations.submit_petition(petition=petition, actor=author, at=at)


def opened(
    akimat: Akimat, author: Person, moderator: Person, at: datetime, **fields: Any
) -> Petition:
    """Accepted on the day it was handed in."""
    petition = handed_in(akimat, author, at, **fields)
    proposals.publish(proposal=petition.proposal, actor=moderator, at=at)
    return fresh(petition)


def rejected(akimat: Akimat, author: Person, moderator: Person, at: datetime) -> Petition:
    petition = handed_in(akimat, author, at)
    proposals.reject(proposal=petition.proposal, reason=REASON, actor=moderator, at=at)
    return fresh(petition)


def fresh(petition: Petition) -> Petition:
    return Petition.objects.select_related("akimat__territory", "proposal__author").get(
        pk=petition.pk
    )


def signer(akimat: Akimat, place: Territory, **fields: Any) -> Person:
    person: Person = ResidentFactory(lives_in=(akimat, place), **fields)
    return person


def paper(
    petition: Petition,
    place: Territory,
    count: int,
    officers: tuple[Person, Person],
    at: datetime,
    *,
    protocol: str = "1",
    received_on: date | None = None,
) -> SignatureBatch:
    """Entered by the first officer, confirmed by the second."""
    batch = operations.enter_batch(
        petition=petition,
        protocol=protocol,
        received_on=received_on or at.date(),
        shares={place: count},
        actor=officers[0],
        at=at,
    )
    return operations.confirm_batch(batch=batch, actor=officers[1], at=at)
