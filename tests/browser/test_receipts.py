"""A receipt as a voter uses it: copied, scanned from paper, and looked up without JavaScript."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from commons.people.models import Person
from commons.voting import operations
from commons.voting.models import Poll
from commons.voting.operations import Receipt
from tests.browser.conftest import OpenPage
from tests.budgeting.ballot.support import code_of, url

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Any], None]


@pytest.fixture
def receipt(citywide: Poll, resident: Person, cast: Callable[..., Receipt]) -> Receipt:
    found = cast(citywide, resident.elector, {})
    operations.seal(poll=citywide, at=timezone.now(), force=True)
    return found


def check_url(poll: Poll) -> str:
    return f"/en/pavlodar/votes/{poll.pk}/receipt/"


def test_scanned_code_stands_in_the_form_and_reaches_no_address(
    page: Page, citywide: Poll, receipt: Receipt
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{check_url(citywide)}#{receipt.code}")

    expect(page.locator("[name=code]")).to_have_value(receipt.code)
    expect(page.locator("[data-scanned]")).to_be_visible()
    page.locator("form[data-receipt] button").click()
    expect(page.locator("h1")).to_have_text("Your ballot is in the public log")
    assert page.url.endswith(check_url(citywide))
    assert [address for address in asked if receipt.code in address] == []


def test_foreign_words_behind_the_address_are_left_alone(page: Page, citywide: Poll) -> None:
    page.goto(f"{check_url(citywide)}#main")

    expect(page.locator("[name=code]")).to_have_value("")
    expect(page.locator("[data-scanned]")).to_be_hidden()


def test_receipt_is_copied_without_its_gaps(
    open_page: OpenPage, sign_in: SignIn, resident: Person, citywide: Poll, receipt: Receipt
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, resident)
    page.goto(url("done"))
    page.locator("[data-copy-of]").click()

    expect(page.locator("[data-copy-of]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == receipt.code


def test_print_of_a_receipt_shows_no_choice(
    page: Page, sign_in: SignIn, resident: Person, citywide: Poll, cast: Callable[..., Receipt]
) -> None:
    """Whoever is asked to show the paper must not show what they chose."""
    found = cast(citywide, resident.elector, {code_of(citywide, 20): 1})
    sign_in(page, resident)
    page.goto(url("done"))
    expect(page.locator("table.chosen")).to_be_visible()
    page.emulate_media(media="print")

    expect(page.locator("table.chosen")).to_be_hidden()
    expect(page.locator(".slip svg")).to_be_visible()
    expect(page.get_by_text(found.signature.hex()[:8]).first).to_be_visible()


def test_receipt_is_saved_and_looked_up_without_javascript(
    page_without_javascript: Page,
    sign_in: SignIn,
    resident: Person,
    citywide: Poll,
    receipt: Receipt,
    tmp_path: Any,
) -> None:
    page = page_without_javascript
    sign_in(page, resident)
    page.goto(url("done"))
    expect(page.locator("[data-copy-of]")).to_be_hidden()
    with page.expect_download() as saved:
        page.locator("a[download]").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert json.loads(file.read_text())["leaf"] == receipt.code

    page.goto(check_url(citywide))
    page.locator("[name=file]").set_input_files(file)
    page.locator("form[data-receipt] button").click()
    expect(page.locator("h1")).to_have_text("Your ballot is in the public log")
    expect(page.locator(".tag--good")).to_have_text("genuine")
    with page.expect_download() as saved:
        page.locator("[name=as]").click()
    assert saved.value.suggested_filename == "inclusion.json"
