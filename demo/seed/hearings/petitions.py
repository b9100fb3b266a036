"""Petitions: one near its threshold, one just begun, one answered, two rejected."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person, ResidencyVerification
from commons.proposals import operations as proposals
from commons.territories.models import Akimat, Territory
from consultations.operations import set_periods
from consultations.petitions import operations
from consultations.petitions.enums import PetitionDecision
from consultations.petitions.models import Petition, Signature
from consultations.petitions.operations.signing import district_of

from ..content import load
from ..days import Days
from ..people import Cast

FIRST_AUTHOR = 40


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> dict[str, Petition]:
    """Petitions by the keys of the content."""
    days, content = Days(at), load("hearings/petitions")
    set_periods(
        akimat=akimat,
        values={name: content[name] for name in ("population", "population_source")},
        actor=cast.moderator,
        at=days.moment(-340),
    )
    authors = iter(cast.residents[FIRST_AUTHOR:])
    made = {}
    for row in content["petition"]:
        petition = _handed_in(akimat, next(authors), row, days)
        if "opened" in row:
            _opened(petition, cast, row, days)
        made[row["key"]] = petition
    for row in content["rejected"]:
        _rejected(_handed_in(akimat, next(authors), row, days), cast, row, days)
    return made


def _handed_in(akimat: Akimat, author: Person, row: dict[str, Any], days: Days) -> Petition:
    at = days.moment(row["submitted"], 19)
    petition = operations.start_petition(
        akimat=akimat, author=author, language=row["language"], at=at
    )
    district = row.get("district")
    fields = {
        "title": row["title"],
        "description": row["demand"],
        "problem": row["why"],
        "addressee": row.get("addressee", "akimat"),
        "territory": Territory.objects.get(kato=district) if district else None,
    }
    operations.save_petition(petition=petition, fields=fields, actor=author, at=at)
    return operations.submit_petition(petition=petition, actor=author, at=at)


def _opened(petition: Petition, cast: Cast, row: dict[str, Any], days: Days) -> None:
    opened = days.moment(row["opened"], 11)
    proposals.publish(proposal=petition.proposal, actor=cast.moderator, at=opened)
    petition.refresh_from_db()
    _signed(petition, cast, row["online"], opened, days.moment(row.get("online_until", -1)))
    for sheet in row.get("paper", []):
        _paper(petition, cast, sheet, days)
    if "answered" in row:
        operations.name_handler(
            petition=petition,
            person=cast.specialist,
            actor=cast.moderator,
            at=days.moment(row["answered"] - 30),
        )
        operations.answer(
            petition=petition,
            decision=PetitionDecision(row["decision"]),
            text=row["answer"],
            actor=cast.specialist,
            at=days.moment(row["answered"], 15),
        )
    petition.refresh_from_db()


def _signed(petition: Petition, cast: Cast, count: int, opened: datetime, until: datetime) -> None:
    """All but the last are written at once; the last counts them through the operation."""
    signers = cast.residents[FIRST_AUTHOR - 10 : FIRST_AUTHOR - 10 + count]
    homes = {
        one.person_id: district_of(petition.akimat, one.territory)
        for one in ResidencyVerification.objects.filter(person__in=signers).select_related(
            "territory"
        )
    }
    moments = _moments(opened, until, count)
    *before, last = signers
    Signature.objects.bulk_create(
        Signature(
            petition=petition,
            elector=person.elector,
            person=person,
            territory=homes[person.pk],
            is_named=number % 3 == 0,
            signed_at=moment,
        )
        for number, (person, moment) in enumerate(zip(before, moments, strict=False))
    )
    operations.sign(petition=petition, person=last, is_named=True, at=until)


def _moments(begins: datetime, ends: datetime, count: int) -> Iterator[datetime]:
    step: timedelta = (ends - begins) / (count + 1)
    return (begins + step * n for n in itertools.count(1))


def _paper(petition: Petition, cast: Cast, sheet: dict[str, Any], days: Days) -> None:
    received = days.moment(sheet["day"], 16)
    batch = operations.enter_batch(
        petition=petition,
        protocol=sheet["protocol"],
        received_on=received.date(),
        shares={Territory.objects.get(kato=kato): n for kato, n in sheet["shares"].items()},
        actor=cast.specialist,
        at=received,
    )
    operations.confirm_batch(batch=batch, actor=cast.moderator, at=received + timedelta(days=1))


def _rejected(petition: Petition, cast: Cast, row: dict[str, Any], days: Days) -> None:
    proposals.reject(
        proposal=petition.proposal,
        reason=row["reason"],
        actor=cast.moderator,
        at=days.moment(row["rejected"], 12),
    )
    if "appeal" in row:
        operations.appeal(
            petition=petition,
            text=row["appeal"],
            language=row["language"],
            actor=petition.proposal.author,
            at=days.moment(row["appealed"], 20),
        )
