"""What must hold on every page whatever it is about, told as a list of what is wrong.

The visits are those that the browser makes as well; here the test client makes the plain ones.
Paths come without their language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from commons.people.models import Person
from tests.browser.pages import VISITOR, Visit

LANGUAGES = ("kk", "ru", "en")
VALUES = ("²", "9" * 5000, "a" * 10_000, "%_\\'\";--<script>{{ 7 }}")
STAFF = ("moderator", "specialist")

_LANGUAGE = re.compile(r"^/(kk|ru|en)(?=/)")


def without_language(visits: Iterable[Visit]) -> list[Visit]:
    return [
        replace(visit, path=_LANGUAGE.sub("", visit.path), lands=_LANGUAGE.sub("", visit.lands))
        for visit in visits
    ]


def clients_of(people: Mapping[str, Person]) -> dict[str, Client]:
    """A browser for each of them, and one for a visitor."""
    clients = {VISITOR: Client()}
    for who, person in people.items():
        clients[who] = Client()
        clients[who].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def wrong_in_languages(visits: Iterable[Visit], clients: Mapping[str, Client]) -> list[str]:
    """Each page answers as it should in each language, and says which one it is in."""
    wrong = []
    for visit in visits:
        for language in LANGUAGES:
            answer = clients[visit.who].get(f"/{language}{visit.path}", follow=True)
            if answer.status_code != visit.status:
                wrong.append(f"{visit.name} in {language}: {answer.status_code}")
            elif "text/html" in answer.get("Content-Type", "") and answer.status_code == 200:
                marked = re.search(r'<html lang="(..)"', answer.content.decode())
                if marked and marked[1] != language:
                    wrong.append(f"{visit.name} in {language} says {marked[1]}")
    return wrong


def wrong_with_hostile_questions(
    visits: Iterable[Visit], clients: Mapping[str, Client], asked: Sequence[str]
) -> list[str]:
    """No value of a parameter in `asked` breaks a page."""
    wrong = []
    for visit in visits:
        address = f"/en{visit.path.split('?')[0]}"
        for value in VALUES:
            with transaction.atomic():
                answer = clients[visit.who].get(address, dict.fromkeys(asked, value))
            if answer.status_code >= 500:
                wrong.append(f"{visit.name} with {value[:10]!r}: {answer.status_code}")
    return wrong


def refused(answer: Any) -> bool:
    """There is nothing here, or nothing that can be done so; a visitor may sign in instead."""
    if answer.status_code in (301, 302):
        return "/accounts/login/" in answer["Location"]
    return answer.status_code in (404, 405)


def open_to_strangers(
    visits: Iterable[Visit],
    clients: Mapping[str, Client],
    *,
    own: Sequence[str] = (),
    resident: str = "resident",
) -> list[str]:
    """Pages that staff open and visitors cannot, and that answer a resident or foreign staff.

    `own` are the paths that show everybody something else.
    """
    wrong = []
    for visit in visits:
        is_public = clients[VISITOR].get(f"/en{visit.path}").status_code == 200
        if visit.who not in STAFF or is_public or visit.path in own:
            continue
        for who in (VISITOR, resident, "foreign_moderator"):
            for method in ("get", "post"):
                answer = getattr(clients[who], method)(f"/en{visit.path}")
                if not refused(answer):
                    wrong.append(f"{who} {method} {visit.name}: {answer.status_code}")
    return wrong


def found_elsewhere(
    visits: Iterable[Visit], clients: Mapping[str, Client], here: str, there: str
) -> list[str]:
    """Pages under the start `here` that foreign staff find under `there`, their own akimat."""
    wrong = []
    for visit in visits:
        if not visit.path.startswith(here):
            continue
        for method in ("get", "post"):
            address = f"/en{visit.path.replace(here, there, 1)}"
            answer = getattr(clients["foreign_moderator"], method)(address)
            if not refused(answer):
                wrong.append(f"{method} {address}: {answer.status_code}")
    return wrong


def names(found: Sequence[URLPattern | URLResolver], inside: str = "") -> Iterator[str]:
    for one in found:
        if isinstance(one, URLResolver):
            space = f"{inside}{one.namespace}:" if one.namespace else inside
            yield from names(one.url_patterns, space)
        elif one.name:
            yield f"{inside}{one.name}"


def names_in(namespace: str) -> set[str]:
    """Every address of an app by its name, such as `edp:index`."""
    found = names(get_resolver().url_patterns)
    return {name for name in found if name.startswith(f"{namespace}:")}


def name_of(visit: Visit) -> str:
    """The name of the address that is visited."""
    return resolve(f"/kk{visit.path.split('?')[0]}").view_name


def is_about_something(visit: Visit) -> bool:
    """Whether the address names more than an akimat: an object, a year, a step."""
    return len(resolve(f"/kk{visit.path.split('?')[0]}").kwargs) > 1
