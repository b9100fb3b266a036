"""Where a round stands, what it asks of visitors, and its sections."""

from datetime import timedelta

import pytest

from edp import sections
from edp.actions import primary
from edp.models import Round
from edp.rows import by_urgency, row
from edp.sections import Section
from edp.standing import standing
from tests.factories.edp import DAYS, discovery_round
from tests.factories.edp_core import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.mark.parametrize(
    ("kind", "takes_part", "on_map"),
    [
        ("mandate", False, "preparing"),
        ("evidence", True, "intake"),
        ("discovery", True, "intake"),
        ("evaluation", False, "review"),
        ("consultation", True, "voting"),
        ("decision", False, "review"),
        ("plan", False, "result"),
        ("monitoring", False, "delivery"),
    ],
)
def test_standing_follows_the_clock(akimat, now, kind, takes_part, on_map):
    round = discovery_round(akimat, now, kind)
    found = standing(round, now)
    assert (found.code, found.takes_part, found.on_map) == (kind, takes_part, on_map)
    assert found.until == round.phases.get(kind=kind).closes_at


def test_standing_outside_the_stages(akimat, now):
    round = draft(akimat, now)
    assert standing(round, now).code == "draft"
    Round.objects.filter(pk=round.pk).update(status="announced")
    round = Round.objects.get(pk=round.pk)
    assert standing(round, now).code == "ahead"
    assert standing(round, now + timedelta(days=1081)).code == "finished"
    round.phases.filter(kind="evidence").delete()
    assert standing(Round.objects.get(), now + timedelta(days=20)).code == "between"
    Round.objects.update(status="closed")
    assert standing(Round.objects.get(), now + timedelta(days=20)).is_past


def test_stage_ends_at_the_moment_the_next_begins(akimat, now):
    round = discovery_round(akimat, now, "discovery")
    closes = round.phases.get(kind="discovery").closes_at
    assert standing(round, closes - timedelta(seconds=1)).code == "discovery"
    assert standing(round, closes).code == "evaluation"


@pytest.mark.parametrize("kind", DAYS)
def test_every_stage_leads_somewhere(akimat, now, kind):
    round = discovery_round(akimat, now, kind)
    action = primary(round, standing(round, now))
    assert action.label
    assert action.url.startswith("/en/pavlodar/discovery/economy-2026/")


def test_what_ends_first_and_asks_for_something_comes_first(akimat, other_akimat, now):
    rounds = [
        discovery_round(akimat, now, "plan", slug="plan"),
        discovery_round(akimat, now, "discovery", slug="discovery"),
        discovery_round(akimat, now, "consultation", slug="consultation"),
    ]
    order = [one.round.slug for one in by_urgency([row(round, now) for round in rounds])]
    assert order == ["consultation", "discovery", "plan"]


def test_sections_of_a_stage_come_in_their_order_and_silent_ones_not_at_all(
    akimat, now, rf, monkeypatch
):
    monkeypatch.setattr(sections, "_readers", {})
    sections.register("plan", key="b", order=2, read=lambda *_: Section("Second", "", "/b/"))
    sections.register("plan", key="a", order=1, read=lambda *_: Section("First", "", "/a/"))
    sections.register("plan", key="c", order=3, read=lambda *_: None)
    sections.register("plan", key="b", order=2, read=lambda *_: Section("Again", "", "/b/"))
    round = discovery_round(akimat, now, "plan")
    found = sections.of_stage(rf.get("/"), round, "plan", now)
    assert [one.title for one in found] == ["First", "Again"]
    assert sections.of_stage(rf.get("/"), round, "decision", now) == []
