"""Walks every address of the desk as staff of another akimat: nothing there exists for them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse

from commons.audit.models import Entry
from commons.people.models import Person
from commons.territories.admin.scope import AkimatScopedAdmin
from tests.fixtures.desk import DeskWorld

# Lists and empty forms have no object: they answer, and hold nothing foreign.
WITHOUT_OBJECT = {"changelist", "add", "export", "import"}
TASKS = {
    "budgeting.round": ["texts", "phases", "envelopes", "wording"],
    "edp.round": ["texts", "mandate", "stages", "room", "deciding", "wording"],
}
# What a parameter of an address may be; an address with any other makes the test fail.
FILLED: dict[str, Callable[[DeskWorld, Any], list[Any]]] = {
    "object_id": lambda world, obj: [obj.pk],
    "paper": lambda world, obj: [world.objects["voting.paperballot"].pk],
    "task": lambda world, obj: TASKS[obj._meta.label_lower],
    "step": lambda world, obj: ["announce", "send_to_review", "publish_result", "audit"],
    "envelope": lambda world, obj: [world.objects["envelope"].pk],
    "akimat": lambda world, obj: [world.akimat.slug],
    "kind": lambda world, obj: ["csv"],
    "part": lambda world, obj: ["tender", "add-contract", "add-payment", "add-photo"],
}


def scoped_admins() -> list[Any]:
    """But for hearings, whose one address only sends on to pages of their own."""
    return [
        one
        for one in admin.site._registry.values()
        if isinstance(one, AkimatScopedAdmin) and one.opts.app_label != "consultations"
    ]


def addresses(world: DeskWorld, model_admin: Any, obj: Any) -> Iterator[tuple[str, str, str]]:
    """(name, address, query) of every address of one kind of object."""
    label = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_"
    for pattern in model_admin.get_urls():
        if not isinstance(pattern, URLPattern) or pattern.name is None:
            continue
        names = list(pattern.pattern.converters)
        action = pattern.name.removeprefix(label)
        if "decision" in names:
            for decision in model_admin.decisions:
                url = reverse(f"admin:{pattern.name}", args=[decision.slug])
                yield action, url, f"?ids={obj.pk}"
            continue
        if action in ("delivery", "report"):
            obj = world.objects["winner"]
        choices: list[dict[str, Any]] = [{}]
        for name in names:
            choices = [
                {**chosen, name: value} for chosen in choices for value in FILLED[name](world, obj)
            ]
        for chosen in choices:
            yield action, reverse(f"admin:{pattern.name}", kwargs=chosen), ""


def object_of(world: DeskWorld, model_admin: Any) -> Any:
    label = model_admin.opts.label_lower
    if label == "people.person":
        return world.author
    if label == "audit.entry":
        return Entry.objects.filter(akimat=world.akimat).latest("pk")
    return world.objects[label]


def test_every_model_of_the_desk_is_scoped() -> None:
    ours = {"audit", "territories", "people", "proposals", "voting", "budgeting", "notifications"}
    ours |= {"edp", "scoring", "consultations"}
    unscoped = [
        model._meta.label
        for model, one in admin.site._registry.items()
        if model._meta.app_label in ours and not isinstance(one, AkimatScopedAdmin)
    ]
    assert unscoped == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_staff_find_no_object(
    desk_world: DeskWorld,
    foreign_moderator: Person,
    at_desk: Callable[[Person], Client],
    method: str,
) -> None:
    client = at_desk(foreign_moderator)
    walked, leaks = 0, []
    for model_admin in scoped_admins():
        obj = object_of(desk_world, model_admin)
        for action, url, query in addresses(desk_world, model_admin, obj):
            if action in WITHOUT_OBJECT:
                continue
            walked += 1
            status = getattr(client, method)(url + query).status_code
            if status != 404:
                leaks.append((url + query, status))
    assert walked > 60
    assert leaks == []


def test_foreign_staff_see_nothing_in_lists(
    desk_world: DeskWorld, foreign_moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(foreign_moderator)
    walked, leaks = 0, []
    for model_admin in scoped_admins():
        obj = object_of(desk_world, model_admin)
        for action, url, _query in addresses(desk_world, model_admin, obj):
            if action not in WITHOUT_OBJECT:
                continue
            # A search that finds what is there, and whose echo is not the mark itself.
            for query in ("", "?state=all", "?q=vlodar"):
                response = client.get(url + query)
                walked += 1
                found = "Pavlodar" in response.content.decode()
                if found or response.status_code >= 500:
                    leaks.append((url + query, response.status_code))
    assert walked > 30
    assert leaks == []


def test_the_akimat_s_own_moderator_opens_them(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    """The same walk finds the objects for whom they are there: the walk itself can fail."""
    client = at_desk(moderator)
    for model_admin in scoped_admins():
        if model_admin.opts.label_lower == "people.person":
            continue
        obj = object_of(desk_world, model_admin)
        info = (model_admin.opts.app_label, model_admin.opts.model_name)
        for name in ("change", "history"):
            url = reverse("admin:{}_{}_{}".format(*info, name), args=[obj.pk])
            assert client.get(url).status_code == 200, url
        url = reverse("admin:{}_{}_changelist".format(*info))
        assert client.get(url).status_code == 200, url


def test_foreign_keys_offer_no_foreign_choice(
    desk_world: DeskWorld, foreign_moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(foreign_moderator)
    forms = [reverse("admin:budgeting_round_add"), reverse("admin:territories_membership_add")]
    for url in (*forms, reverse("admin:edp_round_add")):
        assert "Pavlodar" not in client.get(url).content.decode()
    posted = {"akimat": desk_world.akimat.pk, "email": "expert@example.kz", "role": "moderator"}
    assert client.post(forms[1], posted).status_code == 422


def test_foreign_staff_find_no_staff_page_of_the_site(
    desk_world: DeskWorld, foreign_moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(foreign_moderator)
    slug = desk_world.akimat.slug
    project = desk_world.objects["budgeting.project"]
    appeal = desk_world.objects["budgeting.appeal"]
    pages = [
        reverse("budgeting:review_queue", args=[slug]),
        reverse("budgeting:review", args=[slug, project.pk]),
        reverse("budgeting:council_appeal", args=[slug, appeal.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_the_switcher_refuses_a_foreign_akimat(
    desk_world: DeskWorld, foreign_moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(foreign_moderator)
    url = reverse("admin:choose_akimat")
    assert client.post(url, {"akimat": desk_world.akimat.slug}).status_code == 404
