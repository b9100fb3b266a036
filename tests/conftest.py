"""Shared by all tests: every module in tests/fixtures is a plugin and its fixtures are everywhere.

The database needs nothing here: without DATABASE_URL, `config.settings.test` starts a PostgreSQL
for this run in the process that pytest runs in, and its xdist workers inherit the address.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

pytest_plugins = [
    f"tests.fixtures.{module.stem}"
    for module in sorted((Path(__file__).parent / "fixtures").glob("*.py"))
    if module.stem != "__init__"
]


@pytest.fixture(autouse=True)
def _begin_in_kazakh() -> Iterator[None]:
    """A request leaves its language to the thread, and so to the next test: begin anew."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture
def in_english(_begin_in_kazakh: None) -> Iterator[None]:
    """For tests that read sentences: addresses and words are the English ones."""
    with translation.override("en"):
        yield
