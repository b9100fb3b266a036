"""What a first visit brings over the line, compressed as it is sent: 50 KB and not more."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import OpenPage
from tests.fixtures.ballot import CITYWIDE
from tests.fixtures.journeys import Country

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 50_000
# Compressed by their own format already.
PACKED = ("font/woff2", "image/webp", "image/png", "image/jpeg")
PAGES = [
    "/kk/",
    "/kk/pavlodar/",
    "/kk/pavlodar/budget/voting/",
    "/kk/pavlodar/proposals/",
    f"/kk/pavlodar/budget/voting/vote/{CITYWIDE}/",
]
BELOW_THE_FOLD = """all => all.filter(
    one => one.getBoundingClientRect().top > innerHeight).map(one => one.src)"""


def weight(response: Response) -> int:
    body = response.body()
    kind = response.headers.get("content-type", "")
    return len(body) if kind.startswith(PACKED) else len(gzip.compress(body, 6))


def test_first_pages_are_light(
    country: Country, open_page: OpenPage, sign_in: Callable[[Any, Any], None]
) -> None:
    heavy = {}
    for address in PAGES:
        page = open_page()
        if "/vote/" in address:
            sign_in(page, country.people["resident"])
        responses: list[Response] = []
        page.on("response", lambda response, seen=responses: seen.append(response))
        page.goto(address, wait_until="networkidle")
        # Only the pictures that wait below the fold are left out; the browser fetches some of
        # them ahead of the reader.
        lazy = set(page.locator("img[loading=lazy]").evaluate_all(BELOW_THE_FOLD))
        weights = {r.url.split("/", 3)[3]: weight(r) for r in responses if r.url not in lazy}
        assert responses[0].header_value("content-encoding") == "gzip"
        assert any(name.endswith(".css") for name in weights)
        assert any(name.endswith(".woff2") for name in weights)
        if sum(weights.values()) > LIMIT:
            heavy[address] = (sum(weights.values()), weights)
    assert heavy == {}
