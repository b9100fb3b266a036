"""Marks, places, yes and no on a phone, and the page on which two moderators open a vote."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from budgeting import operations
from budgeting.enums import PhaseKind
from budgeting.models import Round
from commons.people.models import Person
from commons.voting import queries
from commons.voting.models import Poll
from tests.budgeting.ballot.support import code_of, url
from tests.factories.approvals import pair
from tests.factories.budgeting import announced, day, find, in_review
from tests.fixtures.ballot import CITYWIDE

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Any], None]
Axe = Callable[[Page], list[str]]
FORMATS: dict[str, dict[str, Any]] = {
    "score": {"points_each": 5},
    "ordinal": {"max_choices": 3},
    "yes_no": {},
}


def kazakh(page: str = "") -> str:
    return url(page).replace("/en/", "/kk/")


def fill(page: Page, form: str, first: str, second: str) -> dict[str, int]:
    """Mark two projects; what the box should hold of it."""
    if form == "score":
        page.locator(f"#o-{first}").fill("5")
        page.locator(f"#o-{second}").fill("2")
        return {first: 5, second: 2}
    if form == "ordinal":
        page.locator(f"#o-{first}").select_option("1")
        page.locator(f"#o-{second}").select_option("2")
        return {first: 3, second: 2}
    page.locator(f"label[for=o-{first}]").click()
    page.locator(f"label[for=o-{second}-no]").click()
    return {first: 1}


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("form", FORMATS)
def test_ballot_of_each_format_on_a_phone(
    open_page: Any,
    sign_in: SignIn,
    make_voting_round: Any,
    resident: Person,
    axe: Axe,
    form: str,
    javascript: bool,
) -> None:
    make_voting_round(ballot_format=form, **FORMATS[form])
    poll = Poll.objects.get(budget_envelope__territory__kato=CITYWIDE)
    page = open_page(javascript=javascript)
    sign_in(page, resident)
    page.goto(kazakh())

    choices = fill(page, form, code_of(poll, 30), code_of(poll, 20))
    if not javascript:
        page.locator(".purse [data-without-script]").click()
    expect(page.locator(".purse .seg")).to_have_count(len(choices))
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe(page) == []
    page.locator(".purse .btn:not([formaction])").click()
    if javascript:
        assert axe(page) == []
    page.locator("#cast .btn:not([formaction])").click()
    page.wait_for_url(f"**{kazakh('done')}")

    own = queries.own_ballot(poll, resident.elector)
    assert own is not None
    assert own.choices == choices
    if javascript:
        assert axe(page) == []


def test_second_moderator_opens_the_vote_on_a_phone(
    page: Page,
    sign_in: SignIn,
    akimat: Any,
    expert: Person,
    specialist: Person,
    resident: Person,
    with_mfa: Callable[[Person], Person],
    axe: Axe,
) -> None:
    start = timezone.now() - timedelta(days=30)
    round = announced(akimat, start, council=[expert])
    at = day(start, PhaseKind.REVIEW)
    for project in in_review(round, resident, start, count=3):
        find(project, specialist, at)
    round = operations.fix_ballot(round=round, actor=None, at=at)
    first, second = (with_mfa(person) for person in pair(akimat))
    address = reverse("admin:budgeting_round_step", args=[round.pk, "open_voting"])

    for person in (first, second):
        sign_in(page, person)
        page.goto(address)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator("main form button.btn:not(.btn--quiet)").click()
        # Nobody approves with a session that lies open.
        page.locator("input[type=password]").fill("a long pass phrase")
        page.locator("main form button").first.click()
        page.wait_for_url(f"**{reverse('admin:budgeting_round_change', args=[round.pk])}")

    assert Round.objects.get().status == "voting_open"
