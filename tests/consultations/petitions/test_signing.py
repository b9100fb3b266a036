"""Signatures: who, once, how many."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connections

from commons.people.models import Person
from commons.people.operations.accounts import erase
from commons.territories.models import Akimat, Territory
from consultations.petitions import operations
from consultations.petitions.errors import PetitionError
from consultations.petitions.models import Petition, Signature
from consultations.petitions.operations.changing import counted
from consultations.petitions.queries import ByDistrict, by_district, listed
from tests.factories.hearings_petitions import fresh, opened, paper, set_population, signer
from tests.factories.people import ElectorFactory
from tests.factories.territories import DistrictFactory


def sign(petition: Petition, person: Person, at: datetime, *, is_named: bool = False) -> Signature:
    return operations.sign(petition=petition, person=person, is_named=is_named, at=at)


def test_residents_of_full_age_sign_once(
    petition: Petition, second_resident: Person, other_district: Territory, now: datetime
) -> None:
    signature = sign(petition, second_resident, now, is_named=True)
    assert (signature.territory, signature.is_named) == (other_district, True)
    with pytest.raises(PetitionError, match="signed_already"):
        sign(petition, second_resident, now)
    assert fresh(petition).signed == 1


def test_others_cannot_sign(
    petition: Petition,
    akimat: Akimat,
    district: Territory,
    neighbour: Person,
    unverified: Person,
    now: datetime,
) -> None:
    young = signer(akimat, district, elector=ElectorFactory(birth_date=date(2008, 3, 5)))
    grown = signer(akimat, district, elector=ElectorFactory(birth_date=date(2008, 3, 4)))
    for person, code in (
        (neighbour, "lives_elsewhere"),
        (unverified, "needs_residency"),
        (young, "too_young"),
    ):
        with pytest.raises(PetitionError, match=code):
            sign(petition, person, now)
    sign(petition, grown, now)
    assert fresh(petition).signed == 1


def test_a_signature_can_be_taken_back_while_gathering(
    petition: Petition, second_resident: Person, now: datetime
) -> None:
    sign(petition, second_resident, now)
    operations.take_back(petition=petition, person=second_resident, at=now)
    assert fresh(petition).signed == 0
    sign(petition, second_resident, now)
    with pytest.raises(PetitionError, match="not_gathering"):
        operations.take_back(
            petition=petition, person=second_resident, at=now + timedelta(days=200)
        )


def test_an_erased_account_keeps_its_signature_and_no_name(
    petition: Petition, second_resident: Person, now: datetime
) -> None:
    sign(petition, second_resident, now, is_named=True)
    erase(person=second_resident, actor=second_resident, at=now)
    kept = Signature.objects.get()
    assert (kept.person, kept.is_named) == (None, False)
    assert counted(petition) == 1


def test_a_petition_is_listed_from_its_number_on(
    akimat: Akimat, resident: Person, district: Territory, moderator: Person, now: datetime
) -> None:
    set_population(akimat, moderator, now, petition_public_at=2)
    petition = opened(akimat, resident, moderator, now)
    sign(petition, resident, now)
    assert list(listed(akimat)) == []
    sign(petition, signer(akimat, district), now)
    assert list(listed(akimat)) == [petition]


def test_paper_counts_after_a_second_officer(
    petition: Petition,
    district: Territory,
    moderator: Person,
    specialist: Person,
    second_resident: Person,
    now: datetime,
) -> None:
    batch = operations.enter_batch(
        petition=petition, protocol="7", received_on=now.date(), shares={district: 120},
        actor=specialist, at=now,
    )  # fmt: skip
    assert fresh(petition).signed == 0
    with pytest.raises(PetitionError, match="same_officer"):
        operations.confirm_batch(batch=batch, actor=specialist, at=now)
    operations.confirm_batch(batch=batch, actor=moderator, at=now)
    sign(petition, second_resident, now)
    assert fresh(petition).signed == 121
    with pytest.raises(PetitionError, match="batch_settled"):
        operations.refuse_batch(batch=batch, reason="No", actor=moderator, at=now)
    with pytest.raises(PetitionError, match="protocol_used"):
        operations.enter_batch(
            petition=petition, protocol="7", received_on=now.date(), shares={district: 1},
            actor=specialist, at=now,
        )  # fmt: skip


def test_small_districts_are_pooled_so_that_nobody_is_found(
    petition: Petition,
    district: Territory,
    other_district: Territory,
    moderator: Person,
    specialist: Person,
    now: datetime,
) -> None:
    third = DistrictFactory(kato="552200000", name="Ekibastuz city")
    officers = (specialist, moderator)
    paper(petition, district, 90, officers, now, protocol="1")
    paper(petition, other_district, 7, officers, now, protocol="2")
    paper(petition, third, 2, officers, now, protocol="3")
    # Two alone would be shown by what is missing from the total, so the next smallest joins them.
    assert by_district(petition, 5) == [ByDistrict(district, 90), ByDistrict(None, 9)]


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_are_both_counted_and_one_person_once(
    akimat: Akimat,
    resident: Person,
    district: Territory,
    moderator: Person,
    specialist: Person,
    now: datetime,
) -> None:
    set_population(akimat, moderator, now, population=200)
    petition = opened(akimat, resident, moderator, now)
    assert petition.threshold == 2
    first, second = signer(akimat, district), signer(akimat, district)
    results: list[str] = []
    start = threading.Barrier(3)

    def one(person: Person) -> None:
        try:
            start.wait()
            sign(petition, person, now)
            results.append("signed")
        except PetitionError as error:
            results.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[who]) for who in (first, first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    petition = fresh(petition)
    # Whoever comes third finds the petition reached or the signature given.
    assert (petition.signed, petition.status) == (2, "considered")
    assert results.count("signed") == 2
    assert set(results) - {"signed"} <= {"signed_already", "not_gathering"}
