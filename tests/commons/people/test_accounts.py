"""The account: consents, the copy of its data, and its end."""

import json
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate

from commons.notifications.operations import follow
from commons.people import erasers, exports, operations
from commons.people.enums import ConsentKind
from commons.people.errors import AccountError, VerificationError
from commons.people.models import Consent, Elector, Person, ResidencyVerification
from commons.people.queries import has_consent, residence, standing_consents
from tests.factories.people import PersonFactory, make_iin
from tests.fixtures.people import give_second_factor


@pytest.fixture
def settled(akimat, district, moderator, now: datetime):
    """`settled(person, iin)`: verified at the counter."""

    def settle(person: Person, iin: str) -> ResidencyVerification:
        claim = operations.request_verification(
            person=person,
            akimat=akimat,
            territory=district,
            method="in_person",
            iin=iin,
            at=now,
        )
        return operations.verify_in_person(verification=claim, actor=moderator, at=now, iin=iin)

    return settle


def test_consent_is_recorded_with_its_wording(unverified, now) -> None:
    given = operations.give_consent(person=unverified, kind=ConsentKind.TERMS, at=now)
    again = operations.give_consent(person=unverified, kind=ConsentKind.TERMS, at=now)
    assert given == again
    assert (given.version, given.given_at) == ("2026-1", now)


def test_new_wording_is_a_new_consent(unverified, now, monkeypatch) -> None:
    old = operations.give_consent(person=unverified, kind=ConsentKind.TERMS, at=now)
    monkeypatch.setitem(operations.accounts.VERSIONS, ConsentKind.TERMS, "2027-1")
    new = operations.give_consent(person=unverified, kind=ConsentKind.TERMS, at=now)
    old.refresh_from_db()
    assert old.withdrawn_at == now
    assert list(standing_consents(unverified)) == [new]


def test_withdrawn_consent_stays_on_record(unverified, now) -> None:
    operations.give_consent(person=unverified, kind=ConsentKind.MAIL, at=now)
    operations.withdraw_consent(person=unverified, kind=ConsentKind.MAIL, at=now)
    operations.withdraw_consent(person=unverified, kind=ConsentKind.MAIL, at=now)
    assert not has_consent(unverified, ConsentKind.MAIL)
    assert Consent.objects.get().withdrawn_at == now


@pytest.mark.usefixtures("in_english")
def test_erasure_empties_the_account(settled, unverified, now) -> None:
    settled(unverified, make_iin())
    operations.give_consent(person=unverified, kind=ConsentKind.TERMS, at=now)
    follow(person=unverified, topic="proposal/1", at=now)
    give_second_factor(unverified)

    operations.erase(person=unverified, actor=unverified, at=now)

    row = Person.objects.values().get(pk=unverified.pk)
    assert "unverified" not in json.dumps(row, default=str).lower()
    assert row["email"].endswith("@erased.invalid")
    assert (row["elector_id"], row["is_active"], row["erased_at"]) == (None, False, now)
    for left in (
        EmailAddress.objects.filter(user=unverified),
        Authenticator.objects.filter(user=unverified),
        unverified.verifications,
        unverified.consents,
        unverified.messages,
        unverified.follows,
    ):
        assert not left.exists()
    assert Person.objects.get(pk=unverified.pk).public_name == "Erased account"
    assert residence(unverified, now) is None


def test_erased_account_opens_no_door(unverified, now, client) -> None:
    client.force_login(unverified, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/en/me/").status_code == 200
    operations.erase(person=unverified, actor=unverified, at=now)
    assert client.get("/en/me/").status_code == 302
    assert authenticate(email="unverified@example.kz", password="a long pass phrase") is None


def test_who_comes_back_is_the_same_elector(settled, unverified, now) -> None:
    iin = make_iin()
    settled(unverified, iin)
    elector = Person.objects.get(pk=unverified.pk).elector
    operations.erase(person=unverified, actor=unverified, at=now)
    assert Elector.objects.get() == elector

    back = PersonFactory(email="unverified@example.kz")
    settled(back, iin)

    assert Person.objects.get(pk=back.pk).elector == elector
    assert Elector.objects.count() == 1
    with pytest.raises(VerificationError):
        settled(PersonFactory(), iin)


def test_two_erased_accounts_do_not_clash(db, now) -> None:
    for _account in range(2):
        person = PersonFactory()
        operations.erase(person=person, actor=person, at=now)
    assert Person.objects.filter(erased_at__isnull=False).count() == 2


@pytest.mark.parametrize("who", ["moderator", "resident", "neighbour"])
def test_nobody_erases_another(member, unverified, now, who) -> None:
    with pytest.raises(AccountError) as caught:
        operations.erase(person=unverified, actor=member(who), at=now)
    assert caught.value.code == "not_yours"


def test_staff_end_their_role_first(moderator, now) -> None:
    with pytest.raises(AccountError) as caught:
        operations.erase(person=moderator, actor=moderator, at=now)
    assert caught.value.code == "staff_role"


def test_account_is_erased_once(unverified, now) -> None:
    operations.erase(person=unverified, actor=unverified, at=now)
    with pytest.raises(AccountError) as caught:
        operations.erase(person=unverified, actor=unverified, at=now)
    assert caught.value.code == "already_erased"


def test_apps_above_erase_and_export_their_part(unverified, now, monkeypatch) -> None:
    monkeypatch.setattr(erasers, "_erasers", {})
    monkeypatch.setattr(exports, "_exporters", {})
    seen = []
    erasers.register("drafts", lambda person: seen.append(person.email))
    exports.register("drafts", lambda person: [{"title": "A path"}])

    assert operations.export(unverified)["drafts"] == [{"title": "A path"}]
    operations.erase(person=unverified, actor=unverified, at=now)
    assert seen == ["unverified@example.kz"]


def test_erasure_that_fails_above_erases_nothing(unverified, now, monkeypatch) -> None:
    monkeypatch.setattr(erasers, "_erasers", {})

    def fail(person: Person) -> None:
        raise RuntimeError("no")

    erasers.register("broken", fail)
    with pytest.raises(RuntimeError):
        operations.erase(person=unverified, actor=unverified, at=now)
    unverified.refresh_from_db()
    assert unverified.erased_at is None
    assert unverified.email == "unverified@example.kz"


def test_export_holds_everything_kept_about_a_person(settled, unverified, now, akimat) -> None:
    unverified.phone = "+77011234567"
    unverified.save()
    iin = make_iin()
    settled(unverified, iin)
    unverified.refresh_from_db()
    operations.give_consent(person=unverified, kind=ConsentKind.MAIL, at=now)
    follow(person=unverified, topic="proposal/7", at=now)

    data = json.loads(json.dumps(operations.export(unverified)))

    assert data["profile"]["email"] == "unverified@example.kz"
    assert data["profile"]["name"] == "Unverified"
    assert data["profile"]["phone"] == "+77011234567"
    assert data["profile"]["birth_date"] == "1990-05-17"
    assert data["profile"]["iin_is_kept_as_hash"] == unverified.elector.iin_hash
    assert data["verifications"][0]["kato"] == "551000000"
    assert data["verifications"][0]["state"] == "verified"
    assert data["consents"][0]["kind"] == "mail"
    assert data["follows"][0]["topic"] == "proposal/7"
    assert data["messages"][0]["kind"] == "residency_verified"
    assert iin not in json.dumps(data)


def test_export_leaves_no_field_of_a_person_unsaid() -> None:
    """A new column must be exported, or be named here with the reason why not."""
    said = {"email", "name", "phone", "language", "date_joined", "last_login", "elector"}
    not_said = {"id", "password", "is_superuser", "is_staff", "is_active", "erased_at"}
    columns = {field.name for field in Person._meta.concrete_fields}
    assert columns == said | not_said
