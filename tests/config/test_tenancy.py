"""Whoever is no member of staff here finds none of the pages of staff: 404, and nothing done.

Generated from the URL patterns that name an akimat: one that is added must be found below, in the
list of staff's pages or, by behaving so, among those that everybody may ask for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from budgeting.models import Project, Round
from commons.audit.models import Entry
from commons.people.models import Person
from commons.territories.models import Akimat
from tests.factories.people import PersonFactory
from tests.factories.territories import MembershipFactory
from tests.fixtures.ballot import CITYWIDE
from tests.fixtures.journeys import Country
from tests.fixtures.people import give_second_factor

pytestmark = pytest.mark.django_db

# Who of this akimat may open it.
STAFF = {
    "people:counter": "specialist",
    "people:roll": "specialist",
    "people:counter_request": "specialist",
    "people:counter_refuse": "specialist",
    "budgeting:review_queue": "specialist",
    "budgeting:review": "specialist",
    "budgeting:council": "expert",
    "budgeting:council_appeal": "expert",
    "budgeting:delivery_edit": "specialist",
    "budgeting:delivery_contract": "specialist",
    "budgeting:delivery_payment": "specialist",
    "budgeting:delivery_photo": "specialist",
    "budgeting:delivery_milestone": "specialist",
}
STRANGERS = ("visitor", "resident", "foreign_moderator", "foreign_specialist", "expert")


def patterns(
    found: Sequence[URLPattern | URLResolver], namespace: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, arguments) of every address with an akimat in it, but those of the desk."""
    for one in found:
        held = (*names, *one.pattern.converters)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            if one.namespace != "admin":
                yield from patterns(one.url_patterns, inner, held)
        elif "akimat" in held:
            yield f"{namespace}{one.name}", held


# The pages of discovery and of hearings are walked in test_every_page.py of tests/edp and of
# tests/consultations.
ADDRESSES = {
    name: held
    for name, held in patterns(get_resolver().url_patterns)
    if not name.startswith(("edp:", "consultations:", "opendata"))
}


@pytest.fixture
def address(country: Country) -> Any:
    """`address(name)`: the page with that name about something that is there to be found."""
    assert country.claim is not None
    assert country.appeal is not None
    winner = country.town.finished.projects[0]
    keys = {
        "budgeting:review": country.projects["waiting"].pk,
        "budgeting:council_appeal": country.appeal.pk,
        **{name: winner.pk for name in ADDRESSES if name.startswith("budgeting:delivery")},
    }
    held = {
        "akimat": "pavlodar",
        "round_slug": "finished",
        "reference": country.claim.reference,
        "kind": "works",
        "call": country.town.intake.call.slug,
        "comment": country.comment.pk,
        "kato": CITYWIDE,
        "rule": "greedy",
        "method": "roll",
        "step": "title",
        "file": 1,
        "poll": country.town.finished.poll.pk,
        "old": 1,
        "new": country.town.finished.poll.heads.last().size,
    }

    def find(name: str) -> str:
        key = keys.get(name)
        if key is None:
            is_proposal = name.startswith("proposals:")
            key = country.proposal.pk if is_proposal else winner.pk
        values = {**held, "pk": key}
        return reverse(name, kwargs={each: values[each] for each in ADDRESSES[name]})

    return find


@pytest.fixture
def foreign_specialist(other_akimat: Akimat) -> Person:
    person = PersonFactory(email="foreign-specialist@example.kz")
    MembershipFactory(person=person, akimat=other_akimat, role="specialist")
    give_second_factor(person)
    person.refresh_from_db()
    return person


@pytest.fixture
def client_of(request: pytest.FixtureRequest, country: Country) -> Any:
    def sign_in(who: str) -> Client:
        client = Client()
        if who != "visitor":
            client.force_login(
                country.people.get(who) or request.getfixturevalue(who),
                backend="django.contrib.auth.backends.ModelBackend",
            )
        return client

    return sign_in


def test_every_page_of_staff_is_in_the_table(address: Any, client_of: Any) -> None:
    """What a member of staff may open and a resident may not is for staff."""
    resident, newcomer = client_of("resident"), client_of("newcomer")
    staff = [client_of("specialist"), client_of("expert")]
    found = set()
    for name in ADDRESSES:
        opens = any(client.get(address(name)).status_code == 200 for client in staff)
        strangers = [client.get(address(name)).status_code for client in (resident, newcomer)]
        if opens and strangers == [404, 404]:
            found.add(name)
    assert found == set(STAFF)


def refused(answer: Any, who: str) -> bool:
    """404, or no such method; visitors may be led to the sign-in instead."""
    if answer.status_code == 302 and who == "visitor":
        return "/accounts/login/" in answer["Location"]
    return answer.status_code in (404, 405)


def test_pages_of_staff_do_not_exist_for_others(address: Any, client_of: Any) -> None:
    before = Entry.objects.count()
    wrong = []
    for who in STRANGERS:
        client = client_of(who)
        for name in (name for name, by in STAFF.items() if by != who):
            asked, sent = client.get(address(name)), client.post(address(name))
            if asked.status_code == 405 or not refused(asked, who):
                wrong.append(f"{who} gets {name}: {asked.status_code}")
            if not refused(sent, who):
                wrong.append(f"{who} posts {name}: {sent.status_code}")
    assert not wrong, "\n".join(wrong)
    assert Entry.objects.count() == before


def test_pages_of_staff_are_there_for_staff(address: Any, client_of: Any) -> None:
    clients = {who: client_of(who) for who in set(STAFF.values())}
    found = {name: clients[who].get(address(name)).status_code for name, who in STAFF.items()}
    assert found == dict.fromkeys(STAFF, 200)


def test_draft_round_has_no_page_for_others(country: Country, address: Any, client_of: Any) -> None:
    slug = country.draft_round.slug
    Project.objects.filter(pk=country.town.finished.projects[0].pk).update(
        round=Round.objects.get(slug=slug)
    )
    wrong = []
    for who in ("visitor", "resident", "foreign_moderator", "foreign_specialist"):
        client = client_of(who)
        for name in (name for name, held in ADDRESSES.items() if "round_slug" in held):
            answer = client.get(address(name).replace("/finished/", f"/{slug}/"))
            if not refused(answer, who):
                wrong.append(f"{who} gets {name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_address_of_another_akimat_finds_nothing_of_this_one(
    address: Any, client_of: Any, foreign_moderator: Person, foreign_specialist: Person
) -> None:
    """Under the name of their own akimat staff reach no object of this one either."""
    wrong = []
    for who in ("foreign_moderator", "foreign_specialist"):
        client = client_of(who)
        for name, held in ADDRESSES.items():
            if not {"pk", "reference", "round_slug", "call"} & set(held):
                continue
            here = address(name).replace("/pavlodar/", "/abai/")
            for method in ("get", "post"):
                status = getattr(client, method)(here).status_code
                if status not in (404, 405):
                    wrong.append(f"{who} {method} {here}: {status}")
    assert not wrong, "\n".join(wrong)
