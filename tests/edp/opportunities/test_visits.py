"""What the browser tests visit answers as it should."""

import pytest

from tests.browser.discovery import consultation, opportunities
from tests.fixtures.discovery import Discovery

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", [opportunities, consultation], ids=["cards", "consultation"])
def test_every_visit_answers(client, discovery: Discovery, part) -> None:
    for visit in part.visits(discovery):
        client.logout()
        if visit.who:
            client.force_login(discovery.people[visit.who])
        assert client.get(visit.path).status_code == visit.status, visit.name
