"""What must hold on every page: see `pages.everything` for the list."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.pages import PARTS, Visit
from tests.browser.walking import Walker, problems_of
from tests.fixtures.journeys import Country

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 390, 1280)


@pytest.fixture
def walker(open_page: OpenPage, live_server: Any, country: Country) -> Walker:
    return Walker(open_page(width=WIDTHS[0]), live_server.url, country)


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
    part: str, walker: Walker, country: Country, broken: Callable[[Visit], None]
) -> None:
    problems = problems_of(walker, PARTS[part](country), widths=WIDTHS, arrange=broken)
    assert not problems, "\n".join(problems)
