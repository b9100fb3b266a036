"""Who gets in: staff with a second factor, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from commons.people.models import Person
from tests.fixtures.desk import DeskWorld

PAGES = [
    "admin:index",
    "admin:budgeting_round_changelist",
    "admin:proposals_proposal_changelist",
    "admin:territories_membership_add",
]


@pytest.mark.parametrize("page", PAGES)
def test_visitor_is_sent_to_sign_in(client: Client, db: None, page: str) -> None:
    response = client.get(reverse(page))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert "next=" in response["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_resident_finds_no_desk(
    resident: Person, at_desk: Callable[[Person], Client], page: str
) -> None:
    assert at_desk(resident).get(reverse(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_a_second_factor_is_sent_to_set_one_up(
    moderator: Person, client: Client, page: str
) -> None:
    Authenticator.objects.filter(user=moderator).delete()
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse(page))
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("page", PAGES)
def test_moderator_with_a_second_factor_comes_in(
    moderator: Person, at_desk: Callable[[Person], Client], page: str
) -> None:
    assert at_desk(moderator).get(reverse(page)).status_code == 200


def test_the_admin_s_own_login_leads_to_the_site_s(client: Client, db: None) -> None:
    response = client.get(reverse("admin:login"))
    assert response["Location"].startswith(reverse("account_login"))


def test_ended_role_closes_the_desk(
    specialist: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(specialist)
    assert client.get(reverse("admin:index")).status_code == 200
    specialist.memberships.all().delete()
    assert client.get(reverse("admin:index")).status_code == 404


ROLES = ["moderator", "specialist", "observer", "foreign_moderator", "resident", "operator"]
# Page: the answer to each role, in the order of ROLES. GET; 404 where it does not exist for them.
TABLE: dict[str, tuple[int, ...]] = {
    "index": (200, 200, 200, 200, 404, 200),
    "round": (200, 200, 200, 404, 404, 200),
    "round_task": (200, 404, 404, 404, 404, 200),
    "round_step": (200, 404, 404, 404, 404, 200),
    "round_counting": (200, 200, 200, 404, 404, 200),
    "round_copy": (200, 404, 404, 404, 404, 200),
    "round_council": (200, 404, 404, 404, 404, 200),
    "round_add": (200, 404, 404, 200, 404, 200),
    "proposal": (200, 200, 200, 404, 404, 200),
    "proposal_publish": (200, 404, 404, 404, 404, 200),
    "proposal_reject": (200, 404, 404, 404, 404, 200),
    "comment_hide": (200, 404, 404, 404, 404, 200),
    "verification": (200, 200, 404, 404, 404, 200),
    "verification_verify": (200, 200, 404, 404, 404, 200),
    "roll": (200, 200, 404, 404, 404, 200),
    "project": (200, 200, 200, 404, 404, 200),
    "project_assign": (200, 404, 404, 404, 404, 200),
    "delivery": (200, 200, 200, 404, 404, 200),
    "delivery_report": (200, 200, 404, 404, 404, 200),
    "appeal": (200, 200, 200, 404, 404, 200),
    "paper": (200, 200, 404, 404, 404, 200),
    "paper_confirm": (200, 200, 404, 404, 404, 200),
    "akimat": (200, 200, 200, 404, 404, 200),
    "akimat_colour": (200, 404, 404, 404, 404, 200),
    "staff_end": (200, 404, 404, 404, 404, 200),
    "territory_import": (404, 404, 404, 404, 404, 200),
    "people": (404, 404, 404, 404, 404, 200),
}


def address(world: DeskWorld, page: str) -> str:
    def of(label: str) -> Any:
        return world.objects[label].pk

    def decide(label: str, decision: str) -> str:
        name = f"admin:{label.replace('.', '_')}_decide"
        return f"{reverse(name, args=[decision])}?ids={of(label)}"

    def change(label: str) -> str:
        return reverse(f"admin:{label.replace('.', '_')}_change", args=[of(label)])

    round = of("budgeting.round")
    return {
        "index": lambda: reverse("admin:index"),
        "round": lambda: change("budgeting.round"),
        "round_task": lambda: reverse("admin:budgeting_round_task", args=[round, "wording"]),
        "round_step": lambda: reverse("admin:budgeting_round_step", args=[round, "fix_ballot"]),
        "round_counting": lambda: reverse("admin:budgeting_round_counting", args=[round]),
        "round_copy": lambda: reverse("admin:budgeting_round_copy", args=[round]),
        "round_council": lambda: reverse("admin:budgeting_round_council", args=[round]),
        "round_add": lambda: reverse("admin:budgeting_round_add"),
        "proposal": lambda: change("proposals.proposal"),
        "proposal_publish": lambda: decide("proposals.proposal", "publish"),
        "proposal_reject": lambda: decide("proposals.proposal", "reject"),
        "comment_hide": lambda: decide("proposals.comment", "hide"),
        "verification": lambda: change("people.residencyverification"),
        "verification_verify": lambda: decide("people.residencyverification", "verify"),
        "roll": lambda: reverse("admin:people_roll", args=[world.akimat.slug]),
        "project": lambda: change("budgeting.project"),
        "project_assign": lambda: decide("budgeting.project", "assign"),
        "delivery": lambda: reverse("admin:budgeting_project_delivery", args=[of("winner")]),
        "delivery_report": lambda: reverse(
            "admin:budgeting_project_report", args=[of("winner"), "tender"]
        ),
        "appeal": lambda: change("budgeting.appeal"),
        "paper": lambda: change("voting.paperballot"),
        "paper_confirm": lambda: decide("voting.paperballot", "confirm"),
        "akimat": lambda: change("territories.akimat"),
        "akimat_colour": lambda: reverse("admin:territories_akimat_colour", args=[world.akimat.pk]),
        "staff_end": lambda: decide("territories.membership", "end"),
        "territory_import": lambda: reverse("admin:territories_territory_import"),
        "people": lambda: reverse("admin:people_person_changelist"),
    }[page]()


def test_each_role_opens_what_its_table_says(
    desk_world: DeskWorld, at_desk: Callable[[Person], Client], request: pytest.FixtureRequest
) -> None:
    found = {}
    clients = [at_desk(request.getfixturevalue(role)) for role in ROLES]
    for page in TABLE:
        url = address(desk_world, page)
        found[page] = tuple(client.get(url).status_code for client in clients)
    assert found == TABLE


def test_observer_changes_nothing(
    desk_world: DeskWorld, observer: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(observer)
    akimat = desk_world.akimat
    url = reverse("admin:territories_akimat_change", args=[akimat.pk])
    response = client.post(url, {"name_kk": "Taken over", "moderation_days": 9})
    assert response.status_code == 404
    akimat.refresh_from_db()
    assert akimat.moderation_days == 3
