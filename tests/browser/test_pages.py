"""What must hold on every page: see `pages.everything` for the list."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.pages import ANY, PARTS, Visit
from tests.browser.watching import Watch
from tests.fixtures.journeys import Country

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 390, 1280)
RUN_AXE = """async () => {
    const found = await axe.run(document, {
        // No style sheets of other hosts are to be fetched for the rules that read them.
        resultTypes: ['violations'], preload: false
    });
    return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target)}`);
}"""


@dataclass
class Walker:
    """A window that is now this person, now that one, and remembers what it complained about."""

    page: Page
    url: str
    country: Country
    sessions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.watch = Watch(self.page)

    def session(self, who: str) -> str:
        """Signed in a moment ago, so that nothing asks for the password again."""
        if who not in self.sessions:
            client = Client()
            client.force_login(
                self.country.people[who], backend="django.contrib.auth.backends.ModelBackend"
            )
            session = client.session
            now = {"at": time.time(), "reauthenticated": True}
            session["account_authentication_methods"] = [
                {"method": method, **now} for method in ("password", "mfa")
            ]
            session.save()
            self.sessions[who] = str(session.session_key)
        return self.sessions[who]

    def go(self, visit: Visit, language: str = "kk") -> int:
        """Make the visit; the status of the page it ends on."""
        context = self.page.context
        context.clear_cookies()
        if visit.who:
            cookie = {"name": "sessionid", "value": self.session(visit.who), "url": self.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        response = self.page.goto(f"/{language}{visit.path}")
        assert self.page.url == f"{self.url}/{language}{visit.lands or visit.path}"
        for name, value in visit.fill.items():
            self.page.locator(f"main [name={name}]").first.fill(value)
        for selector in visit.tick:
            self.page.locator(selector).click()
        for selector in visit.press:
            if visit.no_cookies:
                context.clear_cookies()
            with self.page.expect_navigation() as navigation:
                self.page.locator(selector).first.click()
            response = navigation.value
        assert response is not None
        return response.status


@pytest.fixture
def walker(open_page: OpenPage, live_server: Any, country: Country) -> Walker:
    return Walker(open_page(width=320), live_server.url, country)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Visit], None]]:
    """Breaks what a visit wants broken, and mends what the one before it broke."""

    def arrange(visit: Visit) -> None:
        monkeypatch.undo()
        if visit.fails:
            name, error = visit.fails

            def fail(*args: Any, **kwargs: Any) -> None:
                raise error

            monkeypatch.setattr(name, fail)

    yield arrange
    monkeypatch.undo()


@pytest.mark.parametrize("part", PARTS)
def test_every_page_is_accessible_fits_and_keeps_the_policy(
    part: str, walker: Walker, broken: Callable[[Visit], None]
) -> None:
    axe_script = Axe().axe_script
    problems: list[str] = []
    for visit in PARTS[part](walker.country):
        broken(visit)
        walker.watch.complaints.clear()
        walker.page.set_viewport_size({"width": WIDTHS[0], "height": 844})
        try:
            status = walker.go(visit)
        except Exception as error:
            problems.append(f"{visit.name}: not reached: {str(error)[:300]}")
            continue
        found = [] if visit.status in (ANY, status) else [f"answers {status}"]
        found += walker.watch.found()
        # Axe adds styles of its own, which the policy refuses: so it comes last.
        walker.page.evaluate(axe_script)
        for width in WIDTHS:
            walker.page.set_viewport_size({"width": width, "height": 844})
            found += [f"{width}: {line}" for line in walker.page.evaluate(RUN_AXE)]
        problems += [f"{visit.name}: {line}" for line in found]
    assert not problems, "\n".join(problems)
