"""The pages of a round open for everybody once it is announced."""

import pytest

from tests.fixtures.discovery import Discovery

pytestmark = pytest.mark.django_db


def test_round_page_shows_its_stages(client, discovery: Discovery) -> None:
    answer = client.get("/en/pavlodar/discovery/economy-2026/")
    assert answer.status_code == 200
    assert b"What the region could be good at" in answer.content
