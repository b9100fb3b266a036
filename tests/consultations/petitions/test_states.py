"""From draft to answer: states, periods, thresholds, appeals."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commons.notifications.models import Message
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.models import Call
from commons.territories.models import Akimat, Territory
from commons.territories.permissions import Role
from consultations.petitions import operations
from consultations.petitions.enums import TRANSITIONS, PetitionDecision, PetitionStatus
from consultations.petitions.errors import PetitionError
from consultations.petitions.models import Petition
from consultations.petitions.operations.changing import move
from consultations.petitions.queries import figures
from consultations.petitions.thresholds import Threshold, threshold_of
from tests.factories.hearings_petitions import (
    ANSWER,
    REASON,
    fresh,
    handed_in,
    opened,
    paper,
    rejected,
    set_population,
)
from tests.factories.people import PersonFactory
from tests.factories.territories import AkimatFactory, MembershipFactory
from tests.fixtures.people import give_second_factor

S = PetitionStatus


def second_moderator(akimat: Akimat) -> Person:
    person: Person = PersonFactory(name="Second")
    MembershipFactory(person=person, akimat=akimat, role=Role.MODERATOR)
    give_second_factor(person)
    return person


def test_petitions_of_an_akimat_share_one_call_without_end(
    akimat: Akimat, resident: Person, second_resident: Person, now: datetime
) -> None:
    first = handed_in(akimat, resident, now)
    second = handed_in(akimat, second_resident, now)
    call = Call.objects.get()
    assert (first.proposal.call_id, second.proposal.call_id) == (call.pk, call.pk)
    assert (call.min_age, call.needs_residency, call.has_own_pages) == (18, True, True)
    assert call.moderation_days == 20


@pytest.mark.parametrize(
    ("handed_in_on", "due"),
    [
        # 8 March and two days of Nauryz fall on a weekend: 9, 24 and 25 March are off instead.
        (datetime(2026, 3, 4, 5, tzinfo=UTC), date(2026, 4, 7)),
        # 1, 7 and 9 May; 9 May is a Saturday and moves to Monday 11 May.
        (datetime(2026, 4, 20, 5, tzinfo=UTC), date(2026, 5, 21)),
    ],
)
def test_moderation_has_twenty_working_days(
    akimat: Akimat, resident: Person, handed_in_on: datetime, due: date
) -> None:
    assert handed_in(akimat, resident, handed_in_on).moderation_due_on == due


def test_thresholds_follow_level_and_addressee(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    city = AkimatFactory(territory=district, slug="pavlodar-city")
    assert [threshold_of(city, to) for to in ("akimat", "maslikhat")] == [
        Threshold(2500),
        Threshold(5000),
    ]
    assert threshold_of(akimat, "akimat") is None
    set_population(akimat, moderator, now, population=753_588)
    assert threshold_of(akimat, "akimat") == Threshold(7536, 100, 753_588, "Bureau of Statistics")
    assert threshold_of(akimat, "maslikhat") == Threshold(
        15_072, 200, 753_588, "Bureau of Statistics"
    )


def test_an_oblast_opens_no_petition_without_its_population(
    akimat: Akimat, resident: Person, moderator: Person, now: datetime
) -> None:
    petition = handed_in(akimat, resident, now)
    with pytest.raises(PetitionError, match="no_population"):
        proposals.publish(proposal=petition.proposal, actor=moderator, at=now)
    assert fresh(petition).status == S.MODERATION
    assert fresh(petition).proposal.status == "submitted"


def test_acceptance_stores_what_counts(
    petition: Petition, akimat: Akimat, moderator: Person, now: datetime
) -> None:
    set_population(akimat, moderator, now, population=500_000, petition_months=1)
    petition = fresh(petition)
    assert (petition.status, petition.threshold) == (S.GATHERING, 1000)
    assert (petition.threshold_share, petition.threshold_population) == (100, 100_000)
    assert petition.gather_until == date(2026, 9, 4)
    told = Message.objects.filter(person=petition.proposal.author).values_list("kind", flat=True)
    assert list(told) == ["petition_accepted"]


def test_a_moderator_cannot_reject_what_gathers_signatures(
    petition: Petition, moderator: Person, now: datetime
) -> None:
    with pytest.raises(PetitionError, match="wrong_state"):
        proposals.reject(proposal=petition.proposal, reason=REASON, actor=moderator, at=now)
    assert fresh(petition).proposal.status == "published"


def test_states_follow_the_table(akimat: Akimat) -> None:
    for state in S:
        for to in S:
            row = Petition(status=state, akimat=akimat)
            if to in TRANSITIONS[state]:
                move(row, to)
                assert row.status == to
            else:
                with pytest.raises(PetitionError, match="wrong_state"):
                    move(row, to)


def test_a_returned_petition_is_corrected_and_due_anew(
    akimat: Akimat, resident: Person, moderator: Person, now: datetime
) -> None:
    petition = handed_in(akimat, resident, now)
    proposals.return_for_correction(
        proposal=petition.proposal, reason=REASON, actor=moderator, at=now
    )
    assert fresh(petition).status == S.RETURNED
    later = now + timedelta(days=30)
    fields = {"title": "Keep bus No. 9 late", "addressee": "maslikhat"}
    petition = operations.save_petition(
        petition=fresh(petition), fields=fields, actor=resident, at=later
    )
    petition = operations.submit_petition(petition=petition, actor=resident, at=later)
    assert (petition.status, petition.addressee) == (S.MODERATION, "maslikhat")
    assert petition.moderation_due_on == date(2026, 5, 4)


def test_a_reached_petition_is_answered_by_who_is_named(
    petition: Petition,
    district: Territory,
    moderator: Person,
    specialist: Person,
    resident: Person,
    now: datetime,
) -> None:
    paper(petition, district, 1000, (specialist, moderator), now)
    petition = fresh(petition)
    assert (petition.status, petition.signed) == (S.CONSIDERED, 1000)
    # Forty working days over Nauryz and 1 May.
    assert petition.consider_due_on == date(2026, 5, 6)
    with pytest.raises(PetitionError, match="not_handler"):
        _answer(petition, specialist, now)
    operations.name_handler(petition=petition, person=specialist, actor=moderator, at=now)
    _answer(petition, specialist, datetime(2026, 5, 8, 5, tzinfo=UTC))
    petition = fresh(petition)
    assert (petition.status, petition.decision) == (S.ANSWERED, "partly")
    assert petition.is_overdue(date(2026, 5, 8))
    kinds = set(Message.objects.filter(person=resident).values_list("kind", flat=True))
    assert kinds >= {"petition_reached", "petition_answered"}
    with pytest.raises(PetitionError, match="wrong_state"):
        _answer(petition, moderator, now)


def _answer(petition: Petition, actor: Person, at: datetime) -> None:
    operations.answer(
        petition=petition, decision=PetitionDecision.PARTLY, text=ANSWER, actor=actor, at=at
    )


def test_an_author_withdraws_until_the_threshold(
    petition: Petition,
    district: Territory,
    moderator: Person,
    specialist: Person,
    resident: Person,
    now: datetime,
) -> None:
    paper(petition, district, 1000, (specialist, moderator), now)
    with pytest.raises(PetitionError, match="wrong_state"):
        proposals.withdraw(proposal=petition.proposal, actor=resident, at=now)


def test_a_petition_lapses_by_the_clock(
    petition: Petition, district: Territory, moderator: Person, specialist: Person, now: datetime
) -> None:
    last_day = datetime(2026, 9, 4, 12, tzinfo=UTC)
    assert operations.sweep(at=last_day) == 0
    batch = operations.enter_batch(
        petition=petition, protocol="9", received_on=last_day.date(), shares={district: 5},
        actor=specialist, at=last_day,
    )  # fmt: skip
    day_after = last_day + timedelta(days=1)
    # Sheets that came in time are counted first.
    assert operations.sweep(at=day_after) == 0
    operations.confirm_batch(batch=batch, actor=moderator, at=day_after)
    assert (operations.sweep(at=day_after), operations.sweep(at=day_after)) == (1, 0)
    petition = fresh(petition)
    assert (petition.status, petition.signed) == (S.LAPSED, 5)
    assert petition.proposal.closed_at == day_after
    assert Message.objects.filter(kind="petition_lapsed").count() == 1


def test_overdue_answers_are_told_once(
    petition: Petition, district: Territory, moderator: Person, specialist: Person, now: datetime
) -> None:
    paper(petition, district, 1000, (specialist, moderator), now)
    operations.name_handler(petition=fresh(petition), person=specialist, actor=moderator, at=now)
    for day in (datetime(2026, 4, 29, 3, tzinfo=UTC), datetime(2026, 5, 8, 3, tzinfo=UTC)) * 2:
        operations.sweep(at=day)
    told = Message.objects.filter(person=specialist, kind__startswith="petition_")
    assert sorted(told.values_list("kind", flat=True)) == [
        "petition_due_soon",
        "petition_given",
        "petition_overdue",
    ]


def test_an_appeal_is_decided_by_another_moderator(
    akimat: Akimat, resident: Person, moderator: Person, population: None, now: datetime
) -> None:
    petition = rejected(akimat, resident, moderator, now)
    assert (petition.status, petition.rejected_by) == (S.REJECTED, moderator)
    _appeal(petition, resident, now)
    with pytest.raises(PetitionError, match="appealed_already"):
        _appeal(petition, resident, now)
    with pytest.raises(PetitionError, match="appeal_open"):
        proposals.publish(proposal=petition.proposal, actor=moderator, at=now)
    with pytest.raises(PetitionError, match="same_moderator"):
        _decide(petition, moderator, now, is_upheld=True)
    _decide(petition, second_moderator(akimat), now, is_upheld=True)
    petition = fresh(petition)
    assert (petition.status, petition.threshold) == (S.GATHERING, 1000)
    assert petition.proposal.status == "published"


def test_a_rejection_that_stands_stays_public(
    akimat: Akimat, resident: Person, moderator: Person, now: datetime
) -> None:
    petition = rejected(akimat, resident, moderator, now)
    made = _appeal(petition, resident, now)
    assert made.due_on == date(2026, 4, 7)
    _decide(petition, second_moderator(akimat), now, is_upheld=False)
    assert fresh(petition).status == S.REJECTED
    told = Message.objects.filter(person=resident, kind="petition_appeal_decided").get()
    assert told.params["outcome"]["en"] == "the rejection stands"


def _appeal(petition: Petition, actor: Person, at: datetime) -> Any:
    return operations.appeal(
        petition=petition, text="The bus is the akimat's.", language="en", actor=actor, at=at
    )


def _decide(petition: Petition, actor: Person, at: datetime, *, is_upheld: bool) -> None:
    operations.decide_appeal(
        petition=petition, is_upheld=is_upheld, reason=REASON, actor=actor, at=at
    )


def test_figures_count_every_rejection(
    akimat: Akimat,
    resident: Person,
    second_resident: Person,
    moderator: Person,
    population: None,
    now: datetime,
) -> None:
    opened(akimat, resident, moderator, now)
    rejected(akimat, second_resident, moderator, now)
    handed_in(akimat, second_resident, now)
    found = figures(akimat, date(2026, 4, 8))
    assert (found.submitted, found.accepted, found.rejected) == (3, 1, 1)
    assert (found.rejected_share, found.waiting, found.waiting_late) == (0.5, 1, 1)
