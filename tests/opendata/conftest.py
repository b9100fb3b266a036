"""Something of everything that is public, and much that is not."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from commons.people.models import Person
from commons.territories.models import Akimat
from opendata.datasets import DATASETS
from tests.browser.discovery import topics as of_discovery
from tests.browser.hearings import topics as of_hearings
from tests.fixtures.discovery import Discovery, discovery_in
from tests.fixtures.hearings import Hearings
from tests.fixtures.journeys import Country, Town

NAMES = tuple(DATASETS)


@dataclass
class World:
    """An akimat with what the pages of the three processes show, and a plan in another one."""

    town: Town
    hearings: Hearings
    discovery: Discovery
    plan: Discovery


@pytest.fixture(autouse=True)
def _nobody_asked_before(settings: LazySettings) -> None:
    """Tests ask more often than people do; those of the limit set another one."""
    settings.OPENDATA_POINTS = 10**6
    cache.clear()


@pytest.fixture
def world(
    country: Country, hearings: Hearings, discovery: Discovery, other_akimat: Akimat
) -> World:
    for topic in ("councils", "meetings", "drafts", "recommendations", "petitions"):
        of_hearings.visits_of(topic, hearings)
    for topic in ("opportunities", "evaluation"):
        of_discovery.visits_of(topic, discovery)
    elsewhere = discovery_in(other_akimat, "plan", _people(discovery))
    of_discovery.visits_of("plan", elsewhere)
    return World(country.town, hearings, discovery, elsewhere)


def _people(discovery: Discovery) -> dict[str, Person]:
    return {
        role: discovery.people[role]
        for role in ("moderator", "specialist", "resident", "foreign_moderator")
    }


def path(name: str, end: str = "") -> str:
    return f"/data/api/v1/{name}{end}"


def everything(client: Client, name: str, **query: Any) -> list[dict[str, Any]]:
    """All rows of a dataset, page by page."""
    found: list[dict[str, Any]] = []
    address: str | None = path(name)
    while address:
        answer = client.get(address, query)
        assert answer.status_code == 200, (address, answer.content)
        told = answer.json()
        found += told["data"]
        address, query = told["next"], {}
    return found
