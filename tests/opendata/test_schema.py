"""The description says what the addresses do, because both come of the same declarations."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from commons.territories.models import Akimat
from opendata.datasets import DATASETS
from opendata.declaring import Dataset, integer, registry

from .conftest import path

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(db: None, client: Client) -> dict[str, Any]:
    answer = client.get(path("openapi.json"))
    assert answer.status_code == 200
    return dict(answer.json())


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
        for one in part.values():
            yield from references(one)
    if isinstance(part, list):
        for one in part:
            yield from references(one)


def test_every_dataset_is_described_and_nothing_else(schema: dict[str, Any]) -> None:
    expected = {path(name, end) for name in DATASETS for end in ("", "/{key}", ".csv")}

    assert schema["openapi"] == "3.1.0"
    assert set(schema["paths"]) == expected
    for name, dataset in DATASETS.items():
        described = schema["components"]["schemas"][name]
        assert list(described["properties"]) == [field.name for field in dataset.fields]


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    found = set(references(schema))
    assert found
    for one in found:
        here: Any = schema
        for name in one.removeprefix("#/").split("/"):
            here = here[name]


def test_every_path_is_an_address_and_every_operation_has_a_name_of_its_own(
    schema: dict[str, Any],
) -> None:
    names = [item["get"]["operationId"] for item in schema["paths"].values()]

    assert len(names) == len(set(names))
    for one in schema["paths"]:
        assert resolve(one.replace("{key}", "1")).app_name == "opendata_api"


def test_every_parameter_that_is_described_is_taken(
    schema: dict[str, Any], akimat: Akimat, client: Client
) -> None:
    good = {
        "akimat": "pavlodar",
        "round": "1",
        "since": "2026-01-01",
        "limit": "5",
        "after": "0",
        "bom": "1",
    }
    for address, item in schema["paths"].items():
        named = {one["name"] for one in item["get"]["parameters"] if one["in"] == "query"}
        if "{key}" not in address:
            answer = client.get(address, {name: good[name] for name in named})
            assert answer.status_code == 200, (address, answer.content)


def test_words_of_the_description_follow_the_language(db: None, client: Client) -> None:
    answers = {
        code: client.get(path("openapi.json"), headers={"Accept-Language": code})
        for code in ("kk", "ru", "en")
    }

    assert {code: answer["Content-Language"] for code, answer in answers.items()} == {
        "kk": "kk",
        "ru": "ru",
        "en": "en",
    }


def test_two_datasets_of_one_name_are_a_mistake() -> None:
    rows = DATASETS["akimats"].rows
    one = Dataset("twice", "Title", "About.", "places", (integer("id", "Key."),), rows)

    with pytest.raises(ValueError, match="twice"):
        registry([one, one])


def test_names_are_plain_and_keys_come_first() -> None:
    for name, dataset in DATASETS.items():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", name)
        assert dataset.fields[0].name == "id"
        assert {"akimat"} <= set(dataset.filters)
