"""Answers are kept by caches, open to other sites, the same for all, and not without end."""

import re
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from commons.people.models import Person
from commons.territories.models import Akimat

from .conftest import NAMES, path

pytestmark = pytest.mark.django_db
ENDS = ("", ".csv")


@pytest.mark.parametrize("name", NAMES)
def test_no_cookie_is_read_or_set(
    name: str, akimat: Akimat, client: Client, resident: Person
) -> None:
    client.force_login(resident)
    for end in ENDS:
        answer = client.get(path(name, end))

        assert answer.status_code == 200
        assert not answer.cookies
        assert "Cookie" not in answer["Vary"]
        assert answer["Cache-Control"].startswith("public, max-age=")
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_is_known_is_not_sent_again(akimat: Akimat, client: Client) -> None:
    first = client.get(path("akimats"))
    same = client.get(path("akimats"), headers={"If-None-Match": first["ETag"]})
    since = client.get(path("akimats"), headers={"If-Modified-Since": first["Last-Modified"]})

    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == first["ETag"]
    assert since.status_code == 304
    assert same["Access-Control-Allow-Origin"] == "*"


def test_a_change_is_sent_even_within_the_same_second(akimat: Akimat, client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        first = client.get(path("akimats"))
        Akimat.objects.filter(pk=akimat.pk).update(phone="1414")
        tag = client.get(path("akimats"), headers={"If-None-Match": first["ETag"]})
        since = client.get(path("akimats"), headers={"If-Modified-Since": first["Last-Modified"]})

    assert (tag.status_code, since.status_code) == (200, 200)
    assert tag["ETag"] != first["ETag"]


def test_other_methods_are_told_apart(akimat: Akimat, client: Client) -> None:
    asked = client.options(path("akimats"), headers={"Origin": "https://press.example"})
    posted = Client(enforce_csrf_checks=True).post(path("akimats"))
    head = client.head(path("akimats", ".csv"))

    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert (posted.status_code, posted["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert posted.json()["error"]["code"] == "method_not_allowed"
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == "text/csv; charset=utf-8"


def ask(client: Client, **more: Any) -> int:
    return client.get(path("akimats"), **more).status_code


def test_too_many_requests_are_refused_until_the_minute_is_over(
    akimat: Akimat, client: Client, settings: LazySettings
) -> None:
    settings.OPENDATA_POINTS = 2
    with time_machine.travel("2027-03-01T10:00:20Z", tick=False):
        statuses = [ask(client) for _ in range(3)]
        refused = client.get(path("akimats"))
        other = ask(client, REMOTE_ADDR="203.0.113.9")
    with time_machine.travel("2027-03-01T10:01:00Z", tick=False):
        later = ask(client)

    assert statuses == [200, 200, 429]
    assert refused["Retry-After"] == "40"
    assert refused.json() == {
        "error": {
            "code": "too_many_requests",
            "message": "Too many requests from your address. Try again in 40 seconds.",
        }
    }
    assert (other, later) == (200, 200)


def test_whole_tables_cost_more(akimat: Akimat, client: Client, settings: LazySettings) -> None:
    settings.OPENDATA_POINTS = 39
    statuses = [client.get(path("akimats", ".csv")).status_code for _ in range(2)]

    assert statuses == [200, 429]


def test_addresses_are_those_that_our_own_proxies_saw(
    akimat: Akimat, client: Client, settings: LazySettings
) -> None:
    settings.OPENDATA_POINTS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1
    claimed = [f"198.51.100.{n}, 203.0.113.7" for n in range(2)]
    same = [ask(client, headers={"X-Forwarded-For": text}) for text in claimed]
    neighbours = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1"]
    networks = [ask(client, headers={"X-Forwarded-For": text}) for text in neighbours]

    assert same == [200, 429]
    assert networks == [200, 429, 200]


def test_a_table_for_spreadsheets_begins_with_its_mark(akimat: Akimat, client: Client) -> None:
    plain = b"".join(client.get(path("akimats", ".csv")).streaming_content)
    marked = client.get(path("akimats", ".csv"), {"bom": "1", "akimat": akimat.slug})

    assert b"".join(marked.streaming_content) == b"\xef\xbb\xbf" + plain
    assert re.search(r'filename="pavlodar-akimats\.csv"', marked["Content-Disposition"])
