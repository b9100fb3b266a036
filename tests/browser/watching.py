"""What a browser has to say about a page: broken policy, errors, things too wide."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
    event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
STICKING_OUT = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
        one => one.getBoundingClientRect().right > root.clientWidth + 1);
    return [`${root.scrollWidth} px wide`, ...wide.slice(0, 6).map(
        one => `sticks out: ${one.tagName}.${one.getAttribute('class')}`)];
}"""


class Watch:
    """Listens to a page from now on. `BIRGE_SCREENSHOTS=folder` keeps pictures of what is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.pictures = 0
        page.add_init_script(WATCH)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        # The browser complains of the status of the page itself too; files are heard below.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        kind = response.request.resource_type
        if response.status >= 400 and kind not in ("document", "fetch"):
            self.complaints.append(f"{response.status}: {response.url}")

    def found(self) -> list[str]:
        """All that is wrong with the page as it is now. Call it before axe, which adds styles."""
        violations: list[str] = self.page.evaluate("window.violations || []")
        wide: list[str] = self.page.evaluate(STICKING_OUT)
        found, self.complaints = [*self.complaints, *violations, *wide], []
        return found

    def picture(self, name: str) -> None:
        if folder := os.environ.get("BIRGE_SCREENSHOTS"):
            self.pictures += 1
            path = Path(folder) / f"{name}-{self.pictures:02}.png"
            self.page.screenshot(path=path, full_page=True)
