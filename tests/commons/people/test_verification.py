"""Requests to verify residency, and staff's answers."""

from datetime import date, datetime, timedelta

import pytest

from commons.audit.models import Entry
from commons.people import operations
from commons.people.enums import Method, VerificationStatus
from commons.people.errors import VerificationError
from commons.people.iin import IinError, keyed_hash
from commons.people.models import Elector, Person, ResidencyVerification
from commons.people.queries import age, by_reference, open_verification, residence, waiting
from commons.people.signals import residency_verified
from commons.territories.models import Akimat, Territory
from tests.factories.people import ElectorFactory, PersonFactory, VerificationFactory, make_iin


@pytest.fixture
def ask(akimat: Akimat, district: Territory, now: datetime):
    def request(person: Person, iin: str, **changes) -> ResidencyVerification:
        given = {
            "person": person,
            "akimat": akimat,
            "territory": district,
            "method": Method.IN_PERSON,
            "iin": iin,
            "at": now,
        }
        return operations.request_verification(**{**given, **changes})

    return request


def code_of(call) -> str:
    with pytest.raises((VerificationError, IinError)) as caught:
        call()
    assert caught.value.message
    return caught.value.code


def test_verified_in_person_gives_residence_and_elector(
    ask, unverified, moderator, district, now
) -> None:
    iin = make_iin(date(1990, 5, 17))
    claim = ask(unverified, iin)
    assert residence(unverified, now) is None

    operations.verify_in_person(verification=claim, actor=moderator, at=now, iin=iin)

    held = residence(unverified, now)
    assert held is not None
    assert held.territory == district
    unverified.refresh_from_db()
    assert unverified.elector.iin_hash == keyed_hash(iin)
    assert age(unverified.elector, date(2026, 5, 16)) == 35
    assert age(unverified.elector, date(2026, 5, 17)) == 36


def test_settled_claim_keeps_nothing_personal(ask, unverified, moderator, now) -> None:
    iin = make_iin()
    claim = ask(unverified, iin)
    operations.verify_in_person(verification=claim, actor=moderator, at=now)
    claim.refresh_from_db()
    kept = [claim.iin_hash, claim.code_hash, claim.address, claim.phone, claim.birth_date]
    assert not any(kept)


def test_iin_is_stored_nowhere(ask, unverified, moderator, now) -> None:
    iin = make_iin()
    claim = ask(unverified, iin)
    operations.verify_in_person(verification=claim, actor=moderator, at=now, iin=iin)
    for model in (Person, Elector, ResidencyVerification, Entry):
        for row in model.objects.values():
            assert iin not in str(row)


def test_verification_is_announced_once_with_what_listeners_need(
    ask, unverified, moderator, now
) -> None:
    heard = []

    def listen(sender, verification, **kwargs):
        heard.append((verification.person_id, verification.status, verification.valid_until))

    residency_verified.connect(listen)
    try:
        claim = ask(unverified, make_iin())
        operations.verify_in_person(verification=claim, actor=moderator, at=now)
    finally:
        residency_verified.disconnect(listen)
    assert heard == [(unverified.pk, "verified", date(2029, 3, 4))]


def test_residence_ends_with_its_last_day(ask, unverified, moderator, now) -> None:
    claim = ask(unverified, make_iin())
    operations.verify_in_person(verification=claim, actor=moderator, at=now)
    last_evening = datetime.fromisoformat("2029-03-04T23:59:00+05:00")
    assert residence(unverified, last_evening) == claim
    assert residence(unverified, last_evening + timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "roll"}, "method_not_offered"),
        ({"method": "egov"}, "method_not_offered"),
        ({"method": "post"}, "address_missing"),
        ({"method": "post", "address": "   "}, "address_missing"),
        ({"method": "sms", "phone": "12"}, "phone_invalid"),
        ({"method": "sms", "phone": "+44 20 7946 0958"}, "phone_invalid"),
        ({"iin": "900517400016"}, "checksum"),
    ],
)
def test_request_is_refused(ask, unverified, changes, code) -> None:
    assert code_of(lambda: ask(unverified, **{"iin": make_iin(), **changes})) == code
    assert not ResidencyVerification.objects.exists()


def test_request_for_a_place_of_another_akimat_is_refused(
    ask, unverified, foreign_district
) -> None:
    assert (
        code_of(lambda: ask(unverified, make_iin(), territory=foreign_district)) == "place_outside"
    )


@pytest.mark.parametrize(
    ("flag", "method"),
    [("verify_in_person", "in_person"), ("verify_by_code", "post"), ("verify_by_code", "sms")],
)
def test_akimat_offers_only_its_ways(ask, akimat, unverified, flag, method) -> None:
    setattr(akimat, flag, False)
    akimat.save()
    given = {"method": method, "address": "Satpayev 1", "phone": "87011234567"}
    assert code_of(lambda: ask(unverified, make_iin(), **given)) == "method_not_offered"


def test_second_open_request_is_refused_until_the_first_is_withdrawn(ask, unverified, now) -> None:
    first = ask(unverified, make_iin())
    assert code_of(lambda: ask(unverified, make_iin())) == "already_open"
    operations.withdraw_request(verification=first, actor=unverified, at=now)
    assert ask(unverified, make_iin()).status == VerificationStatus.REQUESTED


def test_second_living_account_with_the_same_iin_is_refused(ask, unverified, moderator, now):
    iin = make_iin()
    operations.verify_in_person(verification=ask(unverified, iin), actor=moderator, at=now)
    assert code_of(lambda: ask(PersonFactory(), iin)) == "iin_taken"


def test_two_open_requests_with_one_iin_end_in_one_residence(ask, unverified, moderator, now):
    iin, other = make_iin(), PersonFactory()
    first, second = ask(unverified, iin), ask(other, iin)
    operations.verify_in_person(verification=first, actor=moderator, at=now)
    settle = {"verification": second, "actor": moderator, "at": now}
    assert code_of(lambda: operations.verify_in_person(**settle)) == "iin_taken"
    assert Person.objects.filter(elector__isnull=False).get() == unverified
    assert open_verification(other) == second


def test_account_keeps_to_one_iin(ask, resident) -> None:
    assert code_of(lambda: ask(resident, make_iin())) == "iin_differs"


def test_moving_replaces_the_old_residence_and_keeps_the_elector(
    unverified,
    akimat,
    district,
    other_akimat,
    foreign_district,
    moderator,
    foreign_moderator,
    now,
    ask,
) -> None:
    iin = make_iin()
    old = ask(unverified, iin)
    operations.verify_in_person(verification=old, actor=moderator, at=now)
    elector = Person.objects.get(pk=unverified.pk).elector
    later = now + timedelta(days=30)

    new = ask(unverified, iin, akimat=other_akimat, territory=foreign_district, at=later)
    assert residence(unverified, later) == old
    operations.verify_in_person(verification=new, actor=foreign_moderator, at=later)

    assert residence(unverified, later) == new
    old.refresh_from_db()
    assert old.status == VerificationStatus.REPLACED
    assert Person.objects.get(pk=unverified.pk).elector == elector
    assert Elector.objects.count() == 1


def test_renewal_after_the_time_marks_the_old_one_expired(ask, unverified, moderator, now) -> None:
    iin = make_iin()
    old = ask(unverified, iin)
    operations.verify_in_person(verification=old, actor=moderator, at=now)
    later = now + timedelta(days=4 * 365)
    operations.verify_in_person(
        verification=ask(unverified, iin, at=later), actor=moderator, at=later
    )
    old.refresh_from_db()
    assert old.status == VerificationStatus.EXPIRED


def test_card_with_another_iin_changes_nothing(ask, unverified, moderator, now) -> None:
    claim = ask(unverified, make_iin())
    call = {"verification": claim, "actor": moderator, "at": now, "iin": make_iin()}
    assert code_of(lambda: operations.verify_in_person(**call)) == "iin_mismatch"
    assert not Elector.objects.exists()


STAFF = [
    ("moderator", None),
    ("specialist", None),
    ("foreign_moderator", "not_staff"),
    ("observer", "not_staff"),
    ("resident", "not_staff"),
    ("expert", "not_staff"),
    ("neighbour", "not_staff"),
]


@pytest.mark.parametrize(("who", "code"), STAFF)
@pytest.mark.parametrize("act", ["verify", "refuse", "revoke"])
def test_who_may_settle(ask, member, unverified, moderator, now, who, code, act) -> None:
    claim = ask(unverified, make_iin())
    if act == "revoke":
        operations.verify_in_person(verification=claim, actor=moderator, at=now)
    given = {"verification": claim, "actor": member(who), "at": now}
    calls = {
        "verify": lambda: operations.verify_in_person(**given),
        "refuse": lambda: operations.refuse_verification(reason="No.", **given),
        "revoke": lambda: operations.revoke_verification(reason="Mistaken.", **given),
    }
    if code:
        assert code_of(calls[act]) == code
    else:
        calls[act]()


def test_nobody_settles_a_request_of_their_own(ask, moderator, now) -> None:
    claim = ask(moderator, make_iin())
    given = {"verification": claim, "actor": moderator, "at": now}
    assert code_of(lambda: operations.verify_in_person(**given)) == "own_request"
    assert code_of(lambda: operations.refuse_verification(reason="x", **given)) == "own_request"


def test_refusal_needs_a_reason_and_keeps_it(ask, unverified, moderator, now) -> None:
    claim = ask(unverified, make_iin())
    given = {"verification": claim, "actor": moderator, "at": now}
    refuse = operations.refuse_verification
    assert code_of(lambda: refuse(reason="  ", **given)) == "reason_missing"
    refuse(reason="The card has expired.", **given)
    claim.refresh_from_db()
    assert (claim.status, claim.reason) == ("refused", "The card has expired.")
    assert claim.iin_hash == ""
    assert code_of(lambda: refuse(reason="Again", **given)) == "not_open"


def test_revoked_verification_frees_the_iin_for_its_owner(ask, unverified, moderator, now) -> None:
    iin, owner = make_iin(), PersonFactory()
    claim = operations.verify_in_person(verification=ask(unverified, iin), actor=moderator, at=now)
    operations.revoke_verification(
        verification=claim, reason="Somebody else's card.", actor=moderator, at=now
    )
    assert residence(unverified, now) is None
    operations.verify_in_person(verification=ask(owner, iin), actor=moderator, at=now)
    assert Elector.objects.get().person == owner


def test_erased_account_cannot_ask(ask, unverified, now) -> None:
    operations.erase(person=unverified, actor=unverified, at=now)
    assert code_of(lambda: ask(unverified, make_iin())) == "account_closed"


def test_each_act_is_on_record(ask, unverified, moderator, now) -> None:
    claim = ask(unverified, make_iin())
    operations.verify_in_person(verification=claim, actor=moderator, at=now)
    verbs = (
        Entry.objects.filter(subject_id=str(claim.pk)).order_by("pk").values_list("verb", "actor")
    )
    assert list(verbs) == [
        ("request_verification", unverified.pk),
        ("verify_residency", moderator.pk),
    ]


def test_reference_is_found_however_it_is_said(ask, akimat, other_akimat, unverified) -> None:
    claim = ask(unverified, make_iin())
    spoken = f" {claim.reference[:3].lower()}-{claim.reference[3:].lower()} "
    assert by_reference(akimat, spoken) == claim
    assert by_reference(other_akimat, spoken) is None
    assert by_reference(akimat, "—") is None


def test_queue_has_the_longest_waiting_first(ask, akimat, now) -> None:
    late = ask(PersonFactory(), make_iin(), at=now)
    early = ask(PersonFactory(), make_iin(), at=now - timedelta(days=2))
    assert list(waiting(akimat)) == [early, late]


def test_age_of_one_born_on_a_leap_day() -> None:
    elector = ElectorFactory.build(birth_date=date(2008, 2, 29), iin_hash="x")
    assert age(elector, date(2026, 2, 28)) == 17
    assert age(elector, date(2026, 3, 1)) == 18


def test_age_of_a_foreigner_is_unknown() -> None:
    assert age(ElectorFactory.build(birth_date=None, iin_hash="x"), date(2026, 1, 1)) is None


def test_residence_of_a_verified_factory_person(resident, akimat, district, now) -> None:
    held = residence(resident, now)
    assert held is not None
    assert (held.akimat, held.territory) == (akimat, district)
    VerificationFactory(akimat=akimat, territory=district, status="refused")
    assert residence(PersonFactory(), now) is None


def test_accounts_cannot_be_used_to_ask_who_is_registered(ask, unverified, resident, now) -> None:
    taken = make_iin()
    Elector.objects.filter(pk=resident.elector_id).update(iin_hash=keyed_hash(taken))
    for number in range(5):
        if number % 2:
            claim = ask(unverified, make_iin())
            operations.withdraw_request(verification=claim, actor=unverified, at=now)
        else:
            assert code_of(lambda: ask(unverified, taken)) == "iin_taken"
    assert code_of(lambda: ask(unverified, taken)) == "too_many_tries"
    assert code_of(lambda: ask(unverified, make_iin())) == "too_many_tries"
    assert ask(unverified, make_iin(), at=now + timedelta(days=1, seconds=1))


def test_reason_of_a_refusal_stays_out_of_the_record(ask, unverified, moderator, now) -> None:
    claim = ask(unverified, make_iin())
    operations.refuse_verification(
        verification=claim, reason="Lives with Galym.", actor=moderator, at=now
    )
    assert "Galym" not in str(list(Entry.objects.values_list("detail", flat=True)))
    assert unverified.verifications.get().reason == "Lives with Galym."
