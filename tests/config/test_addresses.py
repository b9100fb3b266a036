"""The list of all pages (`tests/browser/pages.py`) leaves no address out."""

from collections.abc import Iterator, Sequence

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.browser.pages import PARTS
from tests.fixtures.journeys import Country

pytestmark = pytest.mark.django_db

# Addresses that answer with something other than a page of their own.
FILES = {
    "interface:brand",
    "media",
    "people:download",
    "budgeting:result_ballots",
    "budgeting:rules_file",
    "budgeting:result_urn",
    "budgeting:ballot_receipt",
    "voting:heads_file",
    "voting:consistency",
    "voting:setup",
    "voting:verifier",
    "voting:archive",
    "proposals:document",
    "mfa_download_recovery_codes",
}
FRAGMENTS = {"proposals:similar", "mfa_login_webauthn"}
# A post alone leads there; what it answers is on the list as the page after the press.
POSTED = {
    "people:code",
    "people:resend",
    "people:withdraw",
    "notifications:read_all",
    "notifications:open",
    "notifications:follow",
    "notifications:unfollow",
    "proposals:support",
    "proposals:follow",
    "proposals:comment",
    "budgeting:correct",
    "budgeting:ballot_check",
    "budgeting:ballot_cast",
    # Steps of signing in that no address reaches without the page before it.
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "mfa_authenticate",
}
# Only with a provider configured, a key registered, or a password that is not there.
CONDITIONAL = {
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_signup",
    "account_set_password",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_view_recovery_codes",
}


def names(found: Sequence[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for one in found:
        if isinstance(one, URLResolver):
            if one.namespace != "admin":
                inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
                yield from names(one.url_patterns, inner)
        elif one.name:
            yield f"{namespace}{one.name}"


def test_every_address_is_visited(country: Country) -> None:
    visits = [visit for part in PARTS.values() for visit in part(country)]
    visited = {
        resolve(f"/kk{visit.path.split('?')[0]}").view_name
        for visit in visits
        if visit.status != 404
    }
    found = set(names(get_resolver().url_patterns))
    # The pages of discovery and of hearings have lists of their own: test_every_page.py in each.
    # Those of the data: tests/opendata.
    elsewhere = ("edp:", "consultations:", "opendata")
    everything = {name for name in found if not name.startswith(elsewhere)}
    others = FILES | FRAGMENTS | POSTED | CONDITIONAL

    assert others <= everything
    assert sorted(everything - visited - others) == []
    assert sorted(visited & others) == []
