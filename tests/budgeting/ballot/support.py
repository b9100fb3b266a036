"""Addresses and shorthands of the ballot's tests."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from commons.voting.models import Poll
from tests.fixtures.ballot import CITYWIDE


def url(page: str = "", kato: str = CITYWIDE, slug: str = "2026") -> str:
    """`url()` is the ballot, `url("check")` a step, `url("home")` the list of ballots."""
    base = f"/en/pavlodar/budget/{slug}/vote/"
    if page == "home":
        return base
    return f"{base}{kato}/{page}/" if page else f"{base}{kato}/"


def code_of(poll: Poll, millions: int) -> str:
    """The number on the ballot of the project with this cost."""
    return poll.options.get(cost_tenge=millions * 1_000_000).code


def text(response: HttpResponse) -> str:
    """What a reader sees: no tags, single spaces."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"[\s\u00a0]+", " ", plain)


def key_of(response: HttpResponse) -> str:
    """The key on the page of the check."""
    found = re.search(r'name="key" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def vote(client: Client, choices: dict[str, Any], kato: str = CITYWIDE) -> HttpResponse:
    """Check and confirm; the answer to the confirmation."""
    checked = client.post(url("check", kato), choices)
    assert checked.status_code == 200
    return client.post(url("cast", kato), {**choices, "key": key_of(checked)})
