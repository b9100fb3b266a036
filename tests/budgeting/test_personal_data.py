"""A person's copy of their data, and the titles of the rounds they follow."""

import pytest

from budgeting import personal_data, topics
from budgeting.models import CouncilSeat

pytestmark = pytest.mark.django_db


def test_export_names_the_seats_of_an_expert(budget_round, expert) -> None:
    CouncilSeat.objects.get_or_create(round=budget_round, person=expert)

    kept = personal_data.export(expert)

    assert kept["expert_councils"] == [f"{budget_round.akimat.slug}/{budget_round.slug}"]
    assert kept["appeals"] == []


def test_followed_round_has_title_and_address_once_announced(budget_round, resident) -> None:
    identifier = str(budget_round.pk)
    type(budget_round).objects.filter(pk=budget_round.pk).update(announced_at=None)
    assert topics.rounds([identifier, "nonsense"], resident) == {}

    type(budget_round).objects.filter(pk=budget_round.pk).update(announced_at="2026-01-01T00:00Z")

    title, path = topics.rounds([identifier], resident)[identifier]
    assert title == budget_round.title
    assert path.endswith(f"/{budget_round.slug}/")
