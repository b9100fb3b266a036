"""Accounts and verification in a real browser: policy, accessibility, no JavaScript, passkeys."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from commons.people.models import Person, ResidencyVerification
from tests.browser.conftest import OpenPage
from tests.factories.people import PersonFactory, make_iin

ENTRANCE = ["login/", "signup/", "login/code/", "password/reset/"]
OWN = [
    "/me/",
    "/me/profile/",
    "/me/data/",
    "/me/messages/",
    "/me/follows/",
    "/me/verify/",
    "/me/verify/pavlodar/",
    "/me/verify/pavlodar/551000000/",
    "/me/verify/pavlodar/551000000/post/",
    "/accounts/2fa/",
    "/accounts/email/",
    "/accounts/password/change/",
]
WATCH = """
window.violations = [];
document.addEventListener(
    'securitypolicyviolation', event => window.violations.push(event.violatedDirective)
);
"""


@pytest.fixture
def person(transactional_db: None) -> Person:
    return PersonFactory(email="browser@example.kz", name="Айгүл Серікова")


@pytest.fixture
def clean(axe: Callable[[Page], list[str]]) -> Callable[[Page, str], None]:
    """`clean(page, address)`: nothing against the policy, nothing for axe, no sideways scroll."""

    def check(page: Page, address: str) -> None:
        page.goto(address)
        assert page.evaluate("window.violations") == [], address
        assert axe(page) == [], address
        wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not wide, address

    return check


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_entrance_pages_are_clean(
    open_page: OpenPage, clean: Any, width: int, transactional_db: None
) -> None:
    page = open_page(width=width)
    page.add_init_script(WATCH)
    for address in ENTRANCE:
        clean(page, f"/kk/accounts/{address}")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_own_pages_are_clean(
    open_page: OpenPage,
    clean: Any,
    sign_in: Any,
    person: Person,
    district: Any,
    other_akimat: Any,
    width: int,
) -> None:
    page = open_page(width=width)
    page.add_init_script(WATCH)
    sign_in(page, person)
    for address in OWN:
        clean(page, f"/en{address}")


def test_counter_is_clean(
    page: Page, clean: Any, sign_in: Any, moderator: Person, district: Any, live_server: Any
) -> None:
    page.add_init_script(WATCH)
    sign_in(page, moderator)
    for address in ("", "roll/"):
        clean(page, f"/en/me/counter/pavlodar/{address}")


def test_sign_up_and_verification_without_javascript(
    page_without_javascript: Page, akimat: Any, district: Any, other_akimat: Any
) -> None:
    page = page_without_javascript
    page.goto("/en/accounts/signup/")
    page.get_by_label("Your name").fill("Айгүл Серікова")
    page.get_by_label("Email").fill("aigul@example.kz")
    page.get_by_label("Password").fill("a long pass phrase")
    page.get_by_label("I agree to the terms").check()
    page.get_by_role("button", name="Create an account").click()

    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Айгүл Серікова")

    page.get_by_role("link", name="Verify where I live").click()
    page.get_by_label("Akimat of Pavlodar Region").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Pavlodar city").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("In person at the akimat").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("IIN").fill("900517400016")
    page.get_by_role("button", name="Make the request").click()
    expect(page.get_by_role("alert")).to_contain_text("The last digit does not fit")
    page.get_by_label("IIN").fill(make_iin())
    page.get_by_role("button", name="Make the request").click()

    claim = ResidencyVerification.objects.get()
    assert claim.person.email == "aigul@example.kz"
    expect(page.locator(".reference")).to_have_text(f"{claim.reference[:3]} {claim.reference[3:]}")


def test_passkey_is_added_and_signs_in_under_the_strict_policy(
    page: Page, person: Person, settings: Any
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page.add_init_script(WATCH)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto("/en/accounts/login/?next=/en/accounts/2fa/webauthn/add/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill("a long pass phrase")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Password").fill("a long pass phrase")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Go on with the device").click()
    page.wait_for_url(re.compile("2fa/(webauthn/?|recovery-codes.*)$"))
    assert page.evaluate("window.violations") == []

    page.context.clear_cookies()
    page.goto("/en/accounts/login/?next=/en/me/data/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"^[^?]*/en/me/data/$"))
    assert page.evaluate("window.violations") == []
