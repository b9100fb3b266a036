"""Accessibility, policy and width of every page of discovery, part by part."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import OpenPage
from tests.browser.discovery.topics import TOPICS, visits_of
from tests.browser.pages import ANY
from tests.browser.test_pages import RUN_AXE, Walker
from tests.fixtures.discovery import Discovery
from tests.fixtures.journeys import name_places

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 1280)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_is_accessible_fits_and_keeps_the_policy(
    topic: str, open_page: OpenPage, live_server: Any, discovery: Discovery
) -> None:
    name_places(discovery.akimat)
    walker = Walker(open_page(width=WIDTHS[0]), live_server.url, discovery)  # type: ignore[arg-type]
    axe_script = Axe().axe_script
    problems: list[str] = []
    for visit in visits_of(topic, discovery):
        if visit.path.rsplit(".", 1)[-1] in ("csv", "json", "ics", "pdf", "zip"):
            continue
        walker.watch.complaints.clear()
        walker.page.set_viewport_size({"width": WIDTHS[0], "height": 844})
        try:
            status = walker.go(visit)
        except Exception as error:
            problems.append(f"{visit.name}: not reached: {str(error)[:300]}")
            continue
        found = [] if visit.status in (ANY, status) else [f"answers {status}"]
        found += walker.watch.found()
        walker.page.evaluate(axe_script)
        for width in WIDTHS:
            walker.page.set_viewport_size({"width": width, "height": 844})
            found += [f"{width}: {line}" for line in walker.page.evaluate(RUN_AXE)]
        problems += [f"{visit.name}: {line}" for line in found]
    assert not problems, "\n".join(problems)
