"""Voting as people do it: a phone, Kazakh, with and without JavaScript, and a broken connection."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from commons.people.models import Person
from commons.voting import queries
from commons.voting.models import Ballot, Poll
from tests.budgeting.ballot.support import code_of, url

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Any], None]


def kazakh(page: str = "", **more: str) -> str:
    return url(page, **more).replace("/en/", "/kk/")


def number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or "0") or 0)


def test_vote_with_javascript_on_a_phone_in_kazakh(
    page: Page, sign_in: SignIn, citywide: Poll, resident: Person, axe: Callable[[Page], list[str]]
) -> None:
    thirty, twenty, forty = (code_of(citywide, cost) for cost in (30, 20, 40))
    sign_in(page, resident)
    page.goto(kazakh())
    expect(page.locator("html")).to_have_attribute("lang", "kk")

    page.locator(f"label[for=o-{thirty}]").click()
    page.locator(f"label[for=o-{forty}]").click()
    assert number(page.locator("[data-over] b").text_content()) == 10_000_000
    expect(page.locator("[data-left]")).to_be_hidden()
    expect(page.locator(".purse .seg.over")).to_have_count(1)
    assert axe(page) == []

    page.locator(f"label[for=o-{forty}]").click()
    page.locator(f"label[for=o-{twenty}]").click()
    assert number(page.locator("[data-left] b").text_content()) == 10_000_000
    segments = page.locator(".purse .seg").evaluate_all("all => all.map(s => s.outerHTML)")
    page.locator(".purse .btn:visible").click()

    assert axe(page) == []
    drawn = page.locator(".purse .seg").count()
    assert drawn == len(segments) == 2
    assert re.fullmatch("[0-9a-f]{64}", page.locator("[name=nv]").input_value())
    page.locator("#cast .btn:not([formaction])").click()
    page.wait_for_url(f"**{kazakh('done')}")

    own = queries.own_ballot(citywide, resident.elector)
    assert own is not None
    assert own.choices == {thirty: 1, twenty: 1}
    expect(page.locator(".receipt").first).to_contain_text(own.code[:8])
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_bar_of_the_browser_is_the_bar_of_the_server(
    page: Page, sign_in: SignIn, citywide: Poll, resident: Person
) -> None:
    sign_in(page, resident)
    page.goto(kazakh())
    for choice in page.locator(".choice label").all():
        choice.click()
    shape = "all => all.map(s => [...s.attributes].map(a => `${a.name}=${a.value}`).sort().join())"
    in_browser = page.locator("#purse rect").evaluate_all(shape)
    words = page.locator("#sum").inner_text()

    page.route("**/purse*.js", lambda route: route.abort())
    with page.expect_navigation():
        page.locator(".purse [data-without-script]").evaluate("button => button.click()")

    assert page.locator("#purse rect").evaluate_all(shape) == in_browser
    assert page.locator("#sum").inner_text() == words


def test_vote_without_javascript_on_a_phone(
    page_without_javascript: Page, sign_in: SignIn, citywide: Poll, resident: Person
) -> None:
    page = page_without_javascript
    thirty, forty = code_of(citywide, 30), code_of(citywide, 40)
    sign_in(page, resident)
    page.goto(kazakh())

    page.locator(f"label[for=o-{thirty}]").click()
    page.locator(f"label[for=o-{forty}]").click()
    page.locator(".purse [data-without-script]").click()
    assert number(page.locator("[data-over] b").text_content()) == 10_000_000
    page.locator(".purse .btn:not([formaction])").click()
    expect(page.locator(".errors")).to_be_visible()
    page.locator(f"label[for=o-{forty}]").click()
    page.locator(".purse .btn:not([formaction])").click()
    page.locator("summary").click()
    page.locator("#words").fill("қызыл алма")
    page.locator("#cast .btn:not([formaction])").click()

    assert page.url.endswith(kazakh("done"))
    own = queries.own_ballot(citywide, resident.elector)
    assert own is not None
    assert own.choices == {thirty: 1}


def test_broken_connection_is_told_and_the_next_press_counts_once(
    page: Page, sign_in: SignIn, citywide: Poll, resident: Person
) -> None:
    sign_in(page, resident)
    page.goto(kazakh())
    page.locator(f"label[for=o-{code_of(citywide, 20)}]").click()
    page.locator(".purse .btn:visible").click()

    def arrives_but_its_answer_does_not(route: Any) -> None:
        route.fetch()
        route.abort()

    page.route("**/cast/", arrives_but_its_answer_does_not, times=1)
    page.locator("#cast .btn:not([formaction])").click()
    expect(page.locator("[data-lost]")).to_be_visible()
    assert Ballot.objects.count() == 1
    page.locator("#cast .btn:not([formaction])").click()
    page.wait_for_url(f"**{kazakh('done')}")

    assert Ballot.objects.count() == 1


def test_refusal_by_the_server_is_shown(
    page: Page, sign_in: SignIn, citywide: Poll, resident: Person
) -> None:
    sign_in(page, resident)
    page.goto(kazakh())
    page.locator(f"label[for=o-{code_of(citywide, 20)}]").click()
    page.locator(".purse .btn:visible").click()
    Poll.objects.update(closes_at=citywide.opens_at + timedelta(seconds=1))

    page.locator("#cast .btn:not([formaction])").click()

    expect(page.locator(".errors h1")).to_be_visible()
    assert not Ballot.objects.exists()


def test_long_ballot_is_searched_while_typing(
    page: Page,
    sign_in: SignIn,
    make_voting_round: Any,
    resident: Person,
    axe: Callable[[Page], list[str]],
) -> None:
    make_voting_round(costs=tuple(range(2, 16)))
    sign_in(page, resident)
    page.goto(kazakh())
    first = page.locator(".choice label").first
    first.click()

    page.locator("#find").fill("for 15 million")
    expect(page.locator(".choice:visible")).to_have_count(1)
    page.locator("#find").fill("nothing like it")
    expect(page.locator("#none")).to_be_visible()
    page.locator("#find").fill("")
    page.locator("label[for=only]").click()
    expect(page.locator(".choice:visible")).to_have_count(1)
    assert axe(page) == []
    assert number(page.locator("[data-chosen]").text_content()) == 1
