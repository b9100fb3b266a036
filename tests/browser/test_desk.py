"""The desk in a browser: nothing against the policy, nothing for axe, nothing too wide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from commons.people.models import Person
from tests.fixtures.desk import DeskWorld

pytestmark = pytest.mark.django_db(transaction=True)


def pages(world: DeskWorld) -> list[str]:
    """One of each kind of page."""
    objects = world.objects
    round = objects["budgeting.round"].pk

    def change(label: str) -> str:
        return reverse(f"admin:{label.replace('.', '_')}_change", args=[objects[label].pk])

    def listed(label: str) -> str:
        return reverse(f"admin:{label.replace('.', '_')}_changelist")

    def decide(label: str, decision: str) -> str:
        name = f"admin:{label.replace('.', '_')}_decide"
        return f"{reverse(name, args=[decision])}?ids={objects[label].pk}"

    labels = [
        "budgeting.round",
        "budgeting.project",
        "budgeting.appeal",
        "proposals.proposal",
        "proposals.comment",
        "people.residencyverification",
        "voting.paperballot",
        "territories.akimat",
        "territories.membership",
    ]
    return [
        reverse("admin:index"),
        *[listed(label) for label in labels],
        *[change(label) for label in labels],
        listed("audit.entry"),
        reverse("admin:proposals_proposal_history", args=[objects["proposals.proposal"].pk]),
        decide("proposals.proposal", "reject"),
        decide("proposals.proposal", "merge"),
        decide("people.residencyverification", "verify"),
        decide("budgeting.project", "assign"),
        decide("voting.paperballot", "confirm"),
        reverse("admin:budgeting_round_add"),
        *[
            reverse("admin:budgeting_round_task", args=[round, task])
            for task in ("texts", "phases", "envelopes", "categories", "proposing", "rule")
        ],
        reverse("admin:budgeting_round_step", args=[round, "send_to_review"]),
        reverse("admin:budgeting_round_counting", args=[round]),
        reverse("admin:budgeting_round_council", args=[round]),
        reverse("admin:budgeting_round_groups", args=[round]),
        reverse("admin:budgeting_project_delivery", args=[objects["winner"].pk]),
        reverse("admin:budgeting_project_report", args=[objects["winner"].pk, "tender"]),
        reverse("admin:budgeting_project_report", args=[objects["winner"].pk, "add-payment"]),
        reverse("admin:people_roll", args=[world.akimat.slug]),
        reverse("admin:territories_akimat_colour", args=[world.akimat.pk]),
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_desk_keeps_the_policy_and_pleases_axe(
    desk_world: DeskWorld,
    moderator: Person,
    with_mfa: Callable[[Person], Person],
    open_page: Callable[..., Any],
    sign_in: Callable[[Any, Any], None],
    axe: Callable[[Any], list[str]],
    width: int,
) -> None:
    page = open_page(width=width)
    sign_in(page, with_mfa(moderator))
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    problems: dict[str, list[str]] = {}
    # Axe injects styles of its own, which the policy refuses: so it comes in a second round.
    for url in pages(desk_world):
        said.clear()
        response = page.goto(url)
        page.wait_for_load_state("networkidle")
        found = [f"status {response.status}"] if response.status != 200 else []
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if too_wide > 0:
            found.append(f"{too_wide} px too wide")
        if found or said:
            problems[url] = [*found, *said]
    assert problems == {}
    for url in pages(desk_world):
        page.goto(url)
        if found := axe(page):
            problems[url] = found
    assert problems == {}


def test_many_proposals_are_published_with_the_mouse(
    desk_world: DeskWorld,
    moderator: Person,
    with_mfa: Callable[[Person], Person],
    open_page: Callable[..., Any],
    sign_in: Callable[[Any, Any], None],
) -> None:
    """Select all, choose the action, confirm; the policy stands in the way of none of it."""
    desk_world.proposal()
    page = open_page(width=1280)
    sign_in(page, with_mfa(moderator))
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.goto(reverse("admin:proposals_proposal_changelist"))
    page.check("#action-toggle")
    page.select_option("select[name=action]", "publish")
    page.click(".actions button")
    page.click("main form button.btn")
    page.wait_for_load_state("networkidle")
    assert page.locator(".desk-results .tag--good").count() == 2
    assert said == []
