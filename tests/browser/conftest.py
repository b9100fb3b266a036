"""A real browser against a live server: `page` is a phone, `open_page` any other window."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE = 390
HEIGHT = 844
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and keep those of one file in one worker with one browser."""
    for item in items:
        if "browser" in item.path.parent.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on this machine: install it to run the browser tests")
    # Playwright keeps an event loop in this thread, and Django refuses the database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """`open_page(width=390, javascript=True)`: a page in a context of its own (own cookies).

    Addresses may be relative to the live server: `page.goto("/kk/")`.
    """
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = PHONE, javascript: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A phone: 390 × 844."""
    return open_page()


@pytest.fixture
def page_without_javascript(open_page: OpenPage) -> Page:
    return open_page(javascript=False)


@pytest.fixture
def sign_in(live_server: Any, client: Any) -> Callable[[Page, Any], None]:
    """`sign_in(page, person)`: the page's cookies are those of the signed-in person."""

    def sign_in(page: Page, person: Any) -> None:
        client.force_login(person)
        cookie = client.cookies["sessionid"]
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`: each violation as its rule, the words and the elements."""

    def axe(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{violation['id']}: {violation['help']}: "
            + "; ".join(str(node["target"]) for node in violation["nodes"])
            for violation in found
        ]

    return axe
