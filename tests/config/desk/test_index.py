"""The desk counts what waits and what is late, in a constant number of queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commons.people.models import Person
from commons.proposals.models import Proposal
from commons.territories.admin.queues import due_date, late_before
from commons.territories.admin.reach import SESSION_KEY
from commons.territories.models import Akimat
from tests.fixtures.desk import DeskWorld

EXPECTED = {
    # (waiting, late) with one of everything on the desk
    "admin:proposals_proposal_changelist": (1, 1),
    "admin:proposals_comment_changelist": (1, 1),
    "admin:people_residencyverification_changelist": (1, 1),
    "admin:budgeting_project_changelist": (1, 1),
    "admin:budgeting_project_changelist#delivery": (1, 1),
    "admin:budgeting_appeal_changelist": (1, 1),
    "admin:voting_paperballot_changelist": (1, 0),
    "admin:voting_urncount_changelist": (1, 0),
}


def counts(response: Any) -> dict[str, tuple[int, int]]:
    found = {}
    for queue in response.context["queues"]:
        url = queue.url.split("?")[0] + ("#delivery" if "state=won" in queue.url else "")
        found[url] = (queue.count, queue.late)
    return found


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_index_counts_every_queue_and_what_is_late(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    response = at_desk(moderator).get(reverse("admin:index"))
    expected = {}
    for name, pair in EXPECTED.items():
        name, mark, rest = name.partition("#")
        expected[reverse(name) + mark + rest] = pair
    assert counts(response) == expected
    assert response.context["waiting"] == 8
    assert response.context["late"] == 6


def test_index_of_another_akimat_is_empty(
    desk_world: DeskWorld, foreign_moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    response = at_desk(foreign_moderator).get(reverse("admin:index"))
    assert set(counts(response).values()) == {(0, 0)}
    assert response.context["rounds"] == []


def test_index_shows_the_most_overdue_first(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    older = desk_world.proposal(submitted_at=timezone.now() - timedelta(days=90))
    rows = [row for row, _queue in at_desk(moderator).get(reverse("admin:index")).context["urgent"]]
    assert rows[0].url == reverse("admin:proposals_proposal_change", args=[older.pk])
    days = [row.late_days for row in rows]
    assert days == sorted(days, reverse=True)


def test_period_of_the_akimat_decides_what_is_late(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    Akimat.objects.filter(pk=desk_world.akimat.pk).update(moderation_days=60)
    found = counts(at_desk(moderator).get(reverse("admin:index")))
    assert found[reverse("admin:proposals_proposal_changelist")] == (1, 0)
    assert found[reverse("admin:budgeting_project_changelist")] == (1, 1)


def test_late_before_agrees_with_the_due_date() -> None:
    """What came before the moment is late, what came at it is not, on every day of two years."""
    today = timezone.localdate()
    for shift in range(0, 730, 7):
        day = today + timedelta(days=shift)
        for days in (1, 3, 5, 10):
            edge = late_before(days, day)
            assert due_date(edge, days) >= day
            assert due_date(edge - timedelta(seconds=1), days) < day


def test_index_asks_no_more_queries_for_more_items(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    client, url = at_desk(moderator), reverse("admin:index")
    at_one = queries_of(client, url)
    for _number in range(2):
        desk_world.proposal()
        desk_world.reported()
        desk_world.verification()
        desk_world.project()
        desk_world.appeal()
        desk_world.paper()
        desk_world.late_step()
    assert queries_of(client, url) == at_one


def test_rounds_show_their_next_step(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    lines = at_desk(moderator).get(reverse("admin:index")).context["rounds"]
    budget, discovery = desk_world.round, desk_world.objects["edp.round"]
    stage = [desk_world.akimat.slug, discovery.slug, "mandate"]
    assert {line["url"]: line["step_url"] for line in lines} == {
        reverse("admin:budgeting_round_change", args=[budget.pk]): reverse(
            "admin:budgeting_round_step", args=[budget.pk, "send_to_review"]
        ),
        reverse("admin:edp_round_change", args=[discovery.pk]): reverse("edp:stage", args=stage),
    }
    assert [line["step_due"] for line in lines] == [False, False]


def test_switcher_narrows_the_desk_of_an_observer(
    desk_world: DeskWorld, observer: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(observer)
    everything = counts(client.get(reverse("admin:index")))
    assert everything[reverse("admin:proposals_proposal_changelist")] == (1, 1)
    response = client.post(reverse("admin:choose_akimat"), {"akimat": "abai"})
    assert response.status_code == 302
    assert client.session[SESSION_KEY] == "abai"
    narrowed = counts(client.get(reverse("admin:index")))
    assert narrowed[reverse("admin:proposals_proposal_changelist")] == (0, 0)
    listed = client.get(reverse("admin:proposals_proposal_changelist"))
    assert listed.context["cl"].result_count == 0


MORE: dict[str, Callable[[DeskWorld], Any]] = {
    "proposals_proposal": lambda world: world.proposal(),
    "proposals_comment": lambda world: world.reported(),
    "people_residencyverification": lambda world: world.verification(),
    "budgeting_project": lambda world: world.project(),
    "budgeting_appeal": lambda world: world.appeal(),
    "voting_paperballot": lambda world: world.paper(),
    "audit_entry": lambda world: world.verification(),
}


@pytest.mark.parametrize("name", sorted(MORE))
def test_list_asks_no_more_queries_for_three_than_for_one(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client], name: str
) -> None:
    client, url = at_desk(moderator), reverse(f"admin:{name}_changelist")
    if name == "proposals_proposal":
        Proposal.objects.exclude(pk=desk_world.objects["proposals.proposal"].pk).filter(
            status="submitted"
        ).delete()
    at_one = queries_of(client, url)
    before = client.get(url).context["cl"].result_count
    for _number in range(2):
        MORE[name](desk_world)
    assert client.get(url).context["cl"].result_count >= before + 2
    assert queries_of(client, url) == at_one


def test_no_list_is_editable() -> None:
    assert [one for one in admin.site._registry.values() if one.list_editable] == []
