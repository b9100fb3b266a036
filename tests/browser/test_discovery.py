"""Accessibility, policy and width of every page of discovery, part by part."""

from typing import Any

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.discovery.topics import TOPICS, visits_of
from tests.browser.walking import Walker, problems_of
from tests.fixtures.discovery import Discovery
from tests.fixtures.journeys import name_places

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 1280)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_is_accessible_fits_and_keeps_the_policy(
    topic: str, open_page: OpenPage, live_server: Any, discovery: Discovery
) -> None:
    name_places(discovery.akimat)
    walker = Walker(open_page(width=WIDTHS[0]), live_server.url, discovery)
    problems = problems_of(walker, visits_of(topic, discovery), widths=WIDTHS)
    assert not problems, "\n".join(problems)
