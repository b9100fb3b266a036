"""Seats given by hand, corrected and ended; who leads; two writers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from commons.notifications.models import Letter, Message
from consultations.councils import operations, queries
from consultations.councils.errors import CouncilError
from consultations.councils.models import Mandate
from consultations.meetings.models import Meeting
from consultations.periods import Periods
from tests.factories import hearings_councils as make
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_council_has_as_many_seats_as_the_local_rule_allows(akimat, now):
    Periods.objects.create(akimat=akimat, council_min=5, council_max=15)
    for size in (4, 16):
        with pytest.raises(CouncilError) as refused:
            make.draft_council(akimat, now, size=size)
        assert refused.value.code == "size_outside"
    assert make.draft_council(akimat, now, size=15).size == 15


def test_an_official_too_many_is_refused_once_the_council_is_public(akimat, now):
    council = make.council(akimat, now, sectors=("civ", "civ", "gov"))
    with pytest.raises(CouncilError) as refused:
        make.seat(council, now, "gov")
    assert refused.value.code == "rule_broken"
    assert refused.value.params["needed"] == 3
    civil = make.mandates(council)[0]
    with pytest.raises(CouncilError, match="rule_broken"):
        operations.change_member(
            mandate=civil, changes={"sector": "gov"}, actor=PersonFactory(), at=now
        )
    assert make.seat(council, now, "biz").sector == "biz"


def test_who_leaves_may_break_the_rule_and_that_is_public_until_it_is_mended(
    akimat, moderator, now
):
    council = make.council(akimat, now, sectors=("civ", "civ", "gov"))
    operations.end_mandate(
        mandate=make.mandates(council)[0],
        ended_on=timezone.localdate(now),
        kind="resigned",
        actor=moderator,
        at=now,
    )
    assert not queries.composition(council).is_kept
    assert Message.objects.get(person=moderator).kind == "council_rule_broken"
    make.seat(council, now, "civ")
    assert queries.composition(council).is_kept


def test_a_council_that_sat_before_is_published_with_its_breach(akimat, now):
    council = make.council(akimat, now, sectors=("civ", "gov", "gov"))
    assert council.published_at == now
    assert queries.composition(council).lacking == 3


def test_an_organisation_and_a_person_have_one_seat_each(akimat, now):
    body, person = make.organisation(akimat, "Union"), PersonFactory()
    council = make.council(akimat, now)
    make.seat(council, now, organisation=body, name="Asel", person=person)
    with pytest.raises(CouncilError) as refused:
        make.seat(council, now, organisation=body)
    assert (refused.value.code, refused.value.params["holder"]) == ("organisation_seated", "Asel")
    with pytest.raises(CouncilError, match="person_seated"):
        make.seat(council, now, person=person)


def test_all_seats_taken_is_all(akimat, now):
    council = make.council(akimat, now, sectors=("civ",) * 5)
    with pytest.raises(CouncilError, match="council_full"):
        make.seat(council, now)


def test_an_address_without_account_gets_a_letter_and_its_seat_with_the_sign_in(akimat, now):
    council = make.council(akimat, now)
    mandate = make.seat(council, now, email="New@Example.kz")
    assert Letter.objects.get().address == "new@example.kz"
    person = PersonFactory(email="new@example.kz")
    assert operations.bind_seats(person=person, at=now) == 1
    mandate.refresh_from_db()
    assert mandate.person == person
    assert operations.bind_seats(person=person, at=now) == 0


def test_the_chair_is_not_in_public_service_and_there_is_one(akimat, moderator, now):
    council = make.council(akimat, now, sectors=("civ", "biz", "gov"))
    first, second, official = make.mandates(council)
    told = {"seat": "chair", "elected_on": timezone.localdate(now), "actor": moderator, "at": now}
    with pytest.raises(CouncilError, match="chair_in_service"):
        operations.name_officer(mandate=official, **told)
    operations.name_officer(mandate=first, **told)
    operations.name_officer(mandate=second, **told)
    seats = {one.pk: one.seat for one in make.mandates(council)}
    assert seats == {first.pk: "member", second.pk: "chair", official.pk: "member"}
    second.refresh_from_db()
    with pytest.raises(CouncilError, match="chair_in_service"):
        operations.change_member(mandate=second, changes={"sector": "gov"}, actor=moderator, at=now)


def test_an_election_names_a_meeting_of_this_council_only(akimat, moderator, now):
    council = make.council(akimat, now)
    other = make.council(akimat, now, name="Another")
    meeting = Meeting.objects.create(
        akimat=akimat,
        kind="council",
        council=other,
        title="First meeting",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        created_by=moderator,
        created_at=now,
    )
    with pytest.raises(CouncilError, match="meeting_elsewhere"):
        operations.name_officer(
            mandate=make.mandates(council)[0],
            seat="deputy",
            elected_on=timezone.localdate(now),
            meeting=meeting,
            actor=moderator,
            at=now,
        )


def test_a_commission_is_chaired_by_one_of_its_members_and_loses_who_leaves(akimat, moderator, now):
    council = make.council(akimat, now)
    first, second, third = make.mandates(council)
    told = {
        "council": council,
        "name": make.texts("Roads"),
        "about": {},
        "mandates": [first, second],
        "formed_on": timezone.localdate(now),
        "actor": moderator,
        "at": now,
    }
    with pytest.raises(CouncilError, match="chair_outside_commission"):
        operations.form_commission(chair=third, **told)
    operations.form_commission(chair=first, **told)
    day = timezone.localdate(now)
    operations.end_mandate(mandate=first, ended_on=day, kind="died", actor=moderator, at=now)
    (commission,) = queries.commissions(council)
    assert [one.mandate for one in commission.seated] == [second]


def test_quorum_is_two_thirds_of_those_who_sit(akimat, now):
    council = make.council(akimat, now, sectors=("civ",) * 7, size=9)
    assert queries.quorum(council) == 5


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_one_seat_to_an_organisation(akimat, now):
    body = make.organisation(akimat, "Union")
    council = make.council(akimat, now)
    gate = Barrier(2)

    def give(number: int) -> str:
        gate.wait(10)
        try:
            operations.add_member(
                council=council,
                name=f"Racer {number}",
                sector="civ",
                organisation=body,
                begins_on=timezone.localdate(now),
                actor=None,
                at=now,
            )
        except CouncilError as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(give, range(2))) == ["", "organisation_seated"]
    assert Mandate.objects.filter(organisation=body).count() == 1
