"""What holds for every dataset, whatever it tells. Worlds take long to make, so tests are few."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgeting.delivery import queries as delivery
from budgeting.queries import rounds as budget
from commons.proposals import queries as proposals
from commons.territories.models import Akimat
from consultations.councils import queries as councils
from consultations.drafts import queries as drafts
from consultations.meetings import queries as meetings
from consultations.petitions import queries as petitions
from consultations.recommendations import queries as recommendations
from edp.opportunities import queries as opportunities
from edp.queries import rounds as discovery
from opendata.datasets import DATASETS
from opendata.declaring import Field, Kind

from .conftest import NAMES, World, everything, path

pytestmark = pytest.mark.django_db

LANGUAGES = {"kk", "ru", "en"}
CHECKS: dict[Kind, Callable[[Any], bool]] = {
    Kind.STRING: lambda value: isinstance(value, str),
    Kind.INTEGER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    Kind.NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    Kind.BOOLEAN: lambda value: isinstance(value, bool),
    Kind.DATE: lambda value: bool(date.fromisoformat(value)),
    Kind.MOMENT: lambda value: value.endswith("Z") and bool(datetime.fromisoformat(value)),
    Kind.UUID: lambda value: str(UUID(value)) == value,
    Kind.ADDRESS: lambda value: bool(re.match("https?://", value)),
    Kind.TEXTS: lambda value: (
        set(value) == LANGUAGES and all(isinstance(text, str) for text in value.values())
    ),
    Kind.STRINGS: lambda value: (
        isinstance(value, list) and all(isinstance(text, str) for text in value)
    ),
}


def is_as_declared(field: Field, value: Any) -> bool:
    if value is None:
        return field.nullable
    known = field.codes is None or value in field.codes.values
    return known and CHECKS[field.kind](value)


def test_rows_are_as_declared_and_tables_hold_the_same(world: World, client: Client) -> None:
    wrong, empty, different = [], [], []
    for name, dataset in DATASETS.items():
        rows = everything(client, name)
        if not rows:
            empty.append(name)
        for row in rows:
            if list(row) != [field.name for field in dataset.fields]:
                wrong.append((name, list(row)))
            wrong += [
                (name, field.name, row[field.name])
                for field in dataset.fields
                if not is_as_declared(field, row[field.name])
            ]
        table = b"".join(client.get(path(name, ".csv")).streaming_content).decode()
        lines = list(csv.reader(io.StringIO(table)))
        keys = [line[0] for line in lines[1:]]
        if lines[0] != dataset.columns or keys != [str(row["id"]) for row in rows]:
            different.append(name)
        if rows and client.get(path(name, f"/{rows[0]['id']}")).json() != rows[0]:
            different.append(f"{name}: a single row")

    assert wrong == []
    assert different == []
    assert empty == []


def shown(akimat: Akimat) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What the pages of an akimat show to a visitor, by dataset, as their own queries tell it."""
    yield "budget-rounds", budget.public(akimat)
    yield "proposals", proposals.public_in(akimat)
    yield "councils", councils.public(akimat)
    yield "meetings", meetings.public(akimat)
    yield "drafts", drafts.public_drafts(akimat)
    yield "recommendations", recommendations.recommendations(akimat)
    yield "commitments", recommendations.commitments(akimat)
    yield "discovery-rounds", discovery.public(akimat)


def test_rows_are_those_of_the_pages_and_of_the_akimat_asked_for(
    world: World, client: Client, other_akimat: Akimat
) -> None:
    here, there = world.town.akimat, other_akimat
    wrong = []
    for akimat in (here, there):
        for name, expected in shown(akimat):
            rows = everything(client, name, akimat=akimat.slug)
            if {row["id"] for row in rows} != {one.pk for one in expected}:
                wrong.append((akimat.slug, name))
        listed = {one.pk for one in petitions.listed(akimat)}
        listed |= {one.pk for one in petitions.rejected(akimat)}
        if {row["id"] for row in everything(client, "petitions", akimat=akimat.slug)} != listed:
            wrong.append((akimat.slug, "petitions"))
        cards = {
            card.pk for round in discovery.public(akimat) for card in opportunities.public(round)
        }
        if {row["id"] for row in everything(client, "opportunities", akimat=akimat.slug)} != cards:
            wrong.append((akimat.slug, "opportunities"))
        built = {one.pk for one in delivery.winners(akimat)}
        for name in ("milestones", "contracts", "payments"):
            found = {row["project_id"] for row in everything(client, name, akimat=akimat.slug)}
            if not found <= built:
                wrong.append((akimat.slug, name))
    for name in (one for one in NAMES if one != "territories"):
        parts = {
            akimat.slug: everything(client, name, akimat=akimat.slug) for akimat in (here, there)
        }
        wrong += [
            (slug, name)
            for slug, rows in parts.items()
            if any(row["akimat"] != slug for row in rows)
        ]
        if sorted(row["id"] for rows in parts.values() for row in rows) != [
            row["id"] for row in everything(client, name)
        ]:
            wrong.append(("the country", name))

    assert wrong == []


def test_a_page_of_any_length_takes_the_same_queries(world: World, client: Client) -> None:
    """One finds the akimat, one the rows, and one fetches what no join brings."""
    grown = []
    for name, dataset in DATASETS.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(path(name), {"limit": 100, "akimat": "pavlodar"})
        if len(queries) > (3 if dataset.prepare else 2):
            grown.append((name, len(queries)))

    assert grown == []


def test_an_akimat_that_is_not_active_is_nowhere(world: World, client: Client) -> None:
    Akimat.objects.filter(pk=world.town.akimat.pk).update(is_active=False)

    assert client.get(path("akimats"), {"akimat": "pavlodar"}).status_code == 404
    for name in (one for one in NAMES if one != "territories"):
        assert "pavlodar" not in {row["akimat"] for row in everything(client, name)}, name
