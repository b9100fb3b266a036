"""A petition that gathers signatures, and who can do what with it."""

from datetime import datetime

import pytest

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.petitions.models import Petition
from tests.factories.hearings_petitions import opened, set_population


@pytest.fixture
def population(akimat: Akimat, moderator: Person, now: datetime) -> None:
    set_population(akimat, moderator, now)


@pytest.fixture
def petition(
    akimat: Akimat, resident: Person, moderator: Person, population: None, now: datetime
) -> Petition:
    """Of the resident, accepted on 4 March 2026; 1,000 signatures by 4 September."""
    return opened(akimat, resident, moderator, now)
