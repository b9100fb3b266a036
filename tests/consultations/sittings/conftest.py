"""A council of nine that meets on 22 April 2026, a Wednesday."""

from datetime import UTC, datetime

import pytest

from tests.factories import hearings_sittings as made
from tests.factories.people import PersonFactory


@pytest.fixture
def begins() -> datetime:
    return datetime(2026, 4, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def chair(db):
    return PersonFactory(email="chair@example.kz", name="Chair")


@pytest.fixture
def secretary(db):
    return PersonFactory(email="secretary@example.kz", name="Secretary")


@pytest.fixture
def member_of_it(db):
    """An ordinary member with an account."""
    return PersonFactory(email="member@example.kz", name="Member")


@pytest.fixture
def council(akimat, begins, chair, secretary, member_of_it):
    return made.council(akimat, begins, [chair, secretary, member_of_it])


@pytest.fixture
def meeting(council, moderator, begins):
    return made.of_council(council, moderator, begins)


@pytest.fixture
def hearing(akimat, moderator, begins):
    """Without a council."""
    return made.announced(akimat, moderator, begins)
