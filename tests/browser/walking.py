"""Goes through visits in a real browser and tells what is wrong with each page."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from commons.people.models import Person
from tests.browser.conftest import HEIGHT
from tests.browser.pages import ANY, Visit
from tests.browser.watching import Watch

FILES = ("csv", "docx", "ics", "json", "pdf", "py", "zip")
RUN_AXE = """async () => {
    const found = await axe.run(document, {
        // No style sheets of other hosts are to be fetched for the rules that read them.
        resultTypes: ['violations'], preload: false
    });
    return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target)}`);
}"""


class Cast(Protocol):
    """Whatever was set up for the walk: it knows who is who."""

    people: dict[str, Person]


@dataclass
class Walker:
    """A window that is now this person, now that one, and remembers what it complained about."""

    page: Page
    url: str
    cast: Cast
    sessions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.watch = Watch(self.page)

    def session(self, who: str) -> str:
        """Signed in a moment ago, so that nothing asks for the password again."""
        if who not in self.sessions:
            client = Client()
            client.force_login(
                self.cast.people[who], backend="django.contrib.auth.backends.ModelBackend"
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


def problems_of(
    walker: Walker,
    visits: Sequence[Visit],
    *,
    widths: Sequence[int],
    axe_widths: Sequence[int] | None = None,
    arrange: Callable[[Visit], None] = lambda visit: None,
) -> list[str]:
    """What axe, the policy, the console and the width have against these pages: one line each.

    Nothing may stick out at any of `widths`, of which `axe_widths` (all of them) are looked at by
    axe. `arrange` is called before each visit.
    """
    script = Axe().axe_script
    problems: list[str] = []
    for visit in visits:
        if visit.path.rsplit(".", 1)[-1] in FILES:
            continue
        arrange(visit)
        walker.watch.complaints.clear()
        walker.page.set_viewport_size({"width": widths[0], "height": HEIGHT})
        try:
            status = walker.go(visit)
        except Exception as error:
            problems.append(f"{visit.name}: not reached: {str(error)[:300]}")
            continue
        found = [] if visit.status in (ANY, status) else [f"answers {status}"]
        for width in widths:
            walker.page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{width}: {line}" for line in walker.watch.found()]
        # Axe adds styles of its own, which the policy refuses: so it comes last.
        walker.page.evaluate(script)
        for width in widths if axe_widths is None else axe_widths:
            walker.page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{width}: {line}" for line in walker.page.evaluate(RUN_AXE)]
        problems += [f"{visit.name}: {line}" for line in dict.fromkeys(found)]
    return problems
