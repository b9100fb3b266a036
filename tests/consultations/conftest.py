"""Somebody who walks through the pages of hearings, those who take part, and the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.fixtures.real_forms import Browser


@pytest.fixture
def browser(client: Any, signed_in: Any) -> Browser:
    return Browser(client, signed_in, "/en/pavlodar/hearings/")


@pytest.fixture
def cast(moderator: Any, specialist: Any, resident: Any, second_resident: Any) -> dict[str, Any]:
    return {
        "moderator": moderator,
        "specialist": specialist,
        "resident": resident,
        "second": second_resident,
    }


@pytest.fixture
def clock(time_machine: Any) -> Callable[..., datetime]:
    """`clock(3, 20)`: ten in the morning of 20 March 2026; `hours` and `minutes` later."""

    def move(month: int, day: int, *, hours: int = 0, minutes: int = 0) -> datetime:
        at = datetime(2026, month, day, 10, tzinfo=ZoneInfo("Asia/Almaty"))
        at += timedelta(hours=hours, minutes=minutes)
        time_machine.move_to(at)
        return at

    return move
