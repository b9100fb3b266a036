"""Accessibility, policy and width of every page of hearings, part by part."""

from typing import Any

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.hearings.topics import TOPICS, visits_of
from tests.browser.walking import Walker, problems_of
from tests.fixtures.hearings import Hearings
from tests.fixtures.journeys import name_places

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 1280)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_is_accessible_fits_and_keeps_the_policy(
    topic: str, open_page: OpenPage, live_server: Any, hearings: Hearings
) -> None:
    name_places(hearings.akimat)
    walker = Walker(open_page(width=WIDTHS[0]), live_server.url, hearings)
    visits = visits_of(topic, hearings)
    problems = problems_of(walker, visits, widths=WIDTHS, axe_widths=WIDTHS[:1])
    assert not problems, "\n".join(problems)
