"""Petitions at the desk: the period of the law, not that of other proposals."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commons.people.models import Person
from commons.proposals.models import Call
from commons.territories.models import Akimat
from tests.factories.hearings_petitions import handed_in


def queue(client: Client) -> tuple[int, int]:
    response = client.get(reverse("admin:index"))
    url = reverse("admin:proposals_proposal_changelist")
    found = {one.url: (one.count, one.late) for one in response.context["queues"]}
    return found[url]


def test_a_petition_is_late_after_its_own_period(
    akimat: Akimat, resident: Person, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    """Three working days are for other proposals, twenty for petitions."""
    petition = handed_in(akimat, resident, timezone.now() - timedelta(days=12))
    client = at_desk(moderator)
    assert queue(client) == (1, 0)
    page = client.get(reverse("admin:proposals_proposal_change", args=[petition.proposal_id]))
    assert page.status_code == 200
    Call.objects.update(moderation_days=5)
    assert queue(client) == (1, 1)
    Call.objects.update(moderation_days=None)
    assert queue(client) == (1, 1)


@pytest.mark.usefixtures("in_english")
def test_a_moderator_is_told_why_an_oblast_cannot_open_it(
    akimat: Akimat, resident: Person, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    petition = handed_in(akimat, resident, timezone.now())
    url = reverse("admin:proposals_proposal_decide", args=["publish"])
    page = at_desk(moderator).post(f"{url}?ids={petition.proposal_id}", follow=True)
    petition.refresh_from_db()
    assert petition.status == "moderation"
    assert "the population is not set" in page.content.decode()
