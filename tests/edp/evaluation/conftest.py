"""A round of Pavlodar while its opportunities are scored."""

import pytest

from tests.fixtures.discovery import discovery_in


@pytest.fixture
def room(akimat, moderator, specialist, resident, foreign_moderator):
    people = {
        "moderator": moderator,
        "specialist": specialist,
        "resident": resident,
        "foreign_moderator": foreign_moderator,
        "visitor": None,
    }
    return discovery_in(akimat, "evaluation", people)
