"""Accounts through allauth: signing up and in, by code, by password, with a second factor."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from commons.people.enums import ConsentKind
from commons.people.models import Consent, Person
from commons.people.queries import has_consent
from tests.factories.people import PersonFactory

SIGNUP = {
    "name": "Айгүл",
    "email": "new@example.kz",
    "password1": "a long pass phrase",
    "language": "kk",
    "terms": "on",
}


def code_in_mail() -> str:
    body = str(mail.outbox[-1].body)
    found = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", body, re.MULTILINE)
    assert found, body
    return found[1]


def test_sign_up_confirms_the_address_and_records_consent(client: Client, db: None) -> None:
    answer = client.post("/en/accounts/signup/", SIGNUP)
    assert answer.status_code == 302
    person = Person.objects.get(email="new@example.kz")
    assert (person.name, person.language) == ("Айгүл", "kk")
    consent = Consent.objects.get()
    assert (consent.person, consent.kind, consent.version) == (person, "terms", "2026-1")
    assert "_auth_user_id" not in client.session

    assert "new@example.kz" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"code": code_in_mail()})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_messages_by_mail_are_a_choice(client: Client, db: None) -> None:
    client.post("/en/accounts/signup/", {**SIGNUP, "mail": "on"})
    assert has_consent(Person.objects.get(), ConsentKind.MAIL)


@pytest.mark.parametrize("missing", ["name", "email", "password1", "terms"])
def test_sign_up_needs_name_address_password_and_consent(client, db, missing) -> None:
    given = {name: value for name, value in SIGNUP.items() if name != missing}
    answer = client.post("/en/accounts/signup/", given)
    assert missing in answer.context["form"].errors
    assert not Person.objects.exists()


def test_sign_up_does_not_tell_who_has_an_account(client, unverified) -> None:
    taken = client.post("/en/accounts/signup/", {**SIGNUP, "email": unverified.email})
    assert taken.status_code == 302
    assert Person.objects.count() == 1
    assert "there is one already" in str(mail.outbox[-1].body)


def test_sign_up_takes_a_password_s_time_for_a_known_address_too(
    client, unverified, monkeypatch
) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    client.post("/en/accounts/signup/", {**SIGNUP, "email": unverified.email})
    assert len(hashed) == 1


def test_code_by_mail_signs_in(client: Client, unverified: Person) -> None:
    answer = client.post("/en/accounts/login/code/", {"email": unverified.email})
    assert unverified.email in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"code": code_in_mail()})
    assert client.session["_auth_user_id"] == str(unverified.pk)


def test_password_signs_in_and_keeps_the_way(client: Client, unverified: Person) -> None:
    answer = client.post(
        "/en/accounts/login/?next=/en/me/data/",
        {"login": unverified.email, "password": "a long pass phrase", "next": "/en/me/data/"},
    )
    assert answer["Location"] == "/en/me/data/"


def test_second_factor_is_asked_after_the_password(client: Client, unverified: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(unverified, secret)
    given = {"login": unverified.email, "password": "a long pass phrase"}
    answer = client.post("/en/accounts/login/", given)
    assert answer["Location"].startswith("/en/accounts/2fa/authenticate/")
    assert "One more step" in client.get(answer["Location"]).content.decode()
    assert "_auth_user_id" not in client.session
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    client.post("/en/accounts/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(unverified.pk)


def test_new_password_by_code(client: Client, unverified: Person) -> None:
    answer = client.post("/en/accounts/password/reset/", {"email": unverified.email})
    assert unverified.email in client.get(answer["Location"]).content.decode()
    answer = client.post(answer["Location"], {"code": code_in_mail()})
    page = client.get(answer["Location"], follow=True)
    path = page.redirect_chain[-1][0] if page.redirect_chain else answer["Location"]
    both = {"password1": "another pass phrase", "password2": "another pass phrase"}
    client.post(path, both)
    unverified.refresh_from_db()
    assert unverified.check_password("another pass phrase")


def test_name_of_a_provider_is_shown_only_when_one_is_configured(client, db, settings) -> None:
    assert "eGov" not in client.get("/en/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = EGOV
    assert "Continue with eGov" in client.get("/en/accounts/login/").content.decode()


EGOV: dict[str, Any] = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "egov",
                "name": "eGov",
                "client_id": "birge",
                "secret": "s",
                "settings": {"server_url": "https://egov.invalid", "iin_claim": "iin"},
            }
        ]
    }
}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "login/code/", "password/reset/"],
)
def test_entrance_pages_are_ours_and_carry_no_inline_code(client, db, language, path) -> None:
    answer = client.get(f"/{language}/accounts/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="kerege"' in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "2fa/",
        "2fa/webauthn/",
        "email/",
        "password/change/",
        "3rdparty/",
        "logout/",
        "reauthenticate/",
    ],
)
def test_account_pages_of_the_signed_in_are_ours(signed_in, unverified, path) -> None:
    answer = signed_in(unverified).get(f"/en/accounts/{path}", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="kerege"' in page
    assert page.count("<h1") == 1


def test_account_without_confirmed_address_cannot_sign_in(client, db) -> None:
    person = PersonFactory(address=False)
    given = {"login": person.email, "password": "a long pass phrase"}
    client.post("/en/accounts/login/", given)
    assert "_auth_user_id" not in client.session
