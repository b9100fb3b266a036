"""Staff: the desk needs a role and a second factor, and its own sign-in page is closed."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Membership
from tests.factories.people import PersonFactory

DESK = "/en/desk/"


def test_role_opens_the_desk_and_its_end_closes_it(unverified, akimat, other_akimat) -> None:
    roles = [
        Membership.objects.create(person=unverified, akimat=place, role=Role.MODERATOR)
        for place in (akimat, other_akimat)
    ]
    assert Person.objects.get(pk=unverified.pk).is_staff
    roles[0].delete()
    assert Person.objects.get(pk=unverified.pk).is_staff
    roles[1].delete()
    assert not Person.objects.get(pk=unverified.pk).is_staff


def test_superuser_keeps_the_desk_without_a_role(akimat) -> None:
    chief = PersonFactory(is_staff=True, is_superuser=True)
    Membership.objects.create(person=chief, akimat=akimat, role=Role.MODERATOR).delete()
    assert Person.objects.get(pk=chief.pk).is_staff


def test_staff_without_a_second_factor_are_led_to_set_one_up(signed_in, moderator) -> None:
    Authenticator.objects.filter(user=moderator).delete()
    answer = signed_in(moderator).get(DESK, follow=True)
    assert answer.redirect_chain == [("/en/accounts/2fa/", 302)]
    assert "Staff work with a second factor" in answer.content.decode()


def test_recovery_codes_alone_are_no_second_factor(signed_in, moderator) -> None:
    Authenticator.objects.filter(user=moderator).update(type="recovery_codes")
    assert signed_in(moderator).get(DESK)["Location"] == "/en/accounts/2fa/"


def test_staff_with_a_second_factor_enter(signed_in, moderator) -> None:
    assert signed_in(moderator).get(DESK).status_code == 200


def test_session_from_before_the_second_factor_shows_it_first(signed_in, moderator) -> None:
    client = signed_in(moderator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    answer = client.get(DESK + "proposals/proposal/")
    ask = "/en/accounts/2fa/reauthenticate/?next=%2Fen%2Fdesk%2Fproposals%2Fproposal%2F"
    assert answer["Location"] == ask
    assert client.get("/en/me/counter/pavlodar/")["Location"].startswith(ask.partition("?")[0])
    Authenticator.objects.filter(user=moderator).delete()
    secret = generate_totp_secret()
    TOTP.activate(moderator, secret)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(ask, {"code": code})["Location"] == "/en/desk/proposals/proposal/"
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("who", ["resident", "expert", "neighbour"])
@pytest.mark.parametrize("path", [DESK, DESK + "login/", DESK + "people/person/"])
def test_desk_does_not_exist_for_others(signed_in, member, who, path) -> None:
    assert signed_in(member(who)).get(path).status_code == 404


@pytest.mark.parametrize("path", [DESK, DESK + "people/person/", DESK + "login/?next=/en/desk/"])
def test_visitors_sign_in_where_the_second_factor_is_asked(client, db, path) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/accounts/login/?next=%2Fen%2Fdesk%2F")


def test_password_posted_to_the_admins_own_page_opens_nothing(client, moderator) -> None:
    client.post(DESK + "login/", {"username": moderator.email, "password": "a long pass phrase"})
    assert "_auth_user_id" not in client.session
