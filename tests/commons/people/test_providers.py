"""eGov as a provider of identity: its IIN verifies a person and is stored nowhere."""

import json
from types import SimpleNamespace

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from commons.people import providers
from commons.people.adapters import SocialAccountAdapter
from commons.people.iin import keyed_hash
from commons.people.models import Person
from commons.people.queries import residence
from tests.commons.people.test_signin import EGOV
from tests.factories.people import make_iin


def login(claims: dict, uid: str, iin_claim: str = "iin") -> SimpleNamespace:
    """What allauth hands to its adapter once the provider has answered."""
    app = SimpleNamespace(settings={"iin_claim": iin_claim})
    account = SocialAccount(provider="egov", uid=uid, extra_data=claims)
    return SimpleNamespace(
        account=account, provider=SimpleNamespace(app=app), user=Person(), email_addresses=[]
    )


def test_iin_leaves_the_claims_wherever_it_is(rf) -> None:
    iin = make_iin()
    came = login({"userinfo": {"sub": iin, "iin": iin}, "id_token": {"iin": iin}}, uid=iin)
    request = rf.get("/")
    request.session = {}
    SocialAccountAdapter(request).populate_user(request, came, {"name": "Айгүл Серікова"})
    kept = json.dumps([came.account.extra_data, came.account.uid, dict(request.session)])
    assert iin not in kept
    assert request.session[providers.SESSION_KEY]["hash"] == keyed_hash(iin)
    assert came.account.uid == keyed_hash(iin)
    assert came.user.name == "Айгүл Серікова"


@pytest.mark.parametrize("claims", [{}, {"iin": ""}, {"iin": "900517400016"}, {"iin": None}])
def test_provider_without_a_valid_iin_vouches_for_nobody(claims) -> None:
    assert providers.strip(login(claims, uid="1")) is None


def test_provider_that_may_not_vouch_for_iins_vouches_for_nobody() -> None:
    assert providers.strip(login({"iin": make_iin()}, uid="1", iin_claim="")) is None


@pytest.fixture
def vouched(signed_in, unverified, settings):
    """The test client of a person who came through eGov."""
    settings.SOCIALACCOUNT_PROVIDERS = EGOV
    client = signed_in(unverified)
    iin = make_iin()
    SocialAccount.objects.create(user=unverified, provider="egov", uid="7", extra_data={})
    session = client.session
    session[providers.SESSION_KEY] = {
        "uid": "7",
        "provider": "egov",
        "hash": keyed_hash(iin),
        "born": "1990-05-17",
    }
    session.save()
    client.iin = iin
    return client


def test_who_came_through_egov_names_the_place_and_is_verified(
    vouched, unverified, akimat, district, now
) -> None:
    address = reverse("people:verify_details", args=["pavlodar", district.kato, "egov"])
    assert vouched.get(address).status_code == 200
    vouched.post(address)
    held = residence(unverified, now)
    assert held is not None
    assert (held.method, held.territory) == ("egov", district)
    assert Person.objects.get(pk=unverified.pk).elector.iin_hash == keyed_hash(vouched.iin)


def test_identity_of_one_person_does_not_serve_the_next_in_the_same_browser(
    vouched, resident, akimat, district
) -> None:
    SocialAccount.objects.update(user=resident)
    address = reverse("people:verify_details", args=["pavlodar", district.kato, "egov"])
    assert vouched.get(address).status_code == 404


def test_sign_up_through_a_provider_always_asks_for_name_and_consent(rf) -> None:
    assert SocialAccountAdapter(rf.get("/")).is_auto_signup_allowed(rf.get("/"), None) is False
