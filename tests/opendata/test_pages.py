"""The dictionary is there in three languages, for the country and for an akimat."""

import re

import pytest
from django.test import Client

from commons.territories.models import Akimat
from opendata.datasets import DATASETS
from opendata.views.pages import GROUPS, KINDS

from .conftest import NAMES

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", ["", "pavlodar/"])
def test_the_dictionary_lists_every_dataset(
    where: str, language: str, akimat: Akimat, client: Client
) -> None:
    page = client.get(f"/{language}/{where}data/").content.decode()
    query = "?akimat=pavlodar" if where else ""

    for name in NAMES:
        assert f'href="/{language}/data/{name}/"' in page
        assert f'href="/data/api/v1/{name}{query}"' in page
        assert f'href="/data/api/v1/{name}.csv{query}"' in page
    assert 'href="/data/api/v1/openapi.json"' in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page


@pytest.mark.parametrize("name", NAMES)
def test_a_dataset_has_a_page_with_all_its_fields(name: str, db: None, client: Client) -> None:
    for language in LANGUAGES:
        page = client.get(f"/{language}/data/{name}/").content.decode()
        told = re.findall(r"<dt><code>(\w+)</code></dt>", page)

        assert told == [field.name for field in DATASETS[name].fields]


def test_every_group_of_datasets_has_its_heading() -> None:
    assert {dataset.group for dataset in DATASETS.values()} == set(GROUPS)
    assert {field.kind for one in DATASETS.values() for field in one.fields} <= set(KINDS)


def test_no_page_is_about_what_is_no_dataset(db: None, client: Client) -> None:
    assert client.get("/en/data/nothing/").status_code == 404
    assert client.get("/en/nowhere/data/").status_code == 404


def test_an_address_without_a_language_leads_to_the_dictionary(db: None, client: Client) -> None:
    answer = client.get("/data/", headers={"Accept-Language": "ru"})

    assert (answer.status_code, answer["Location"]) == (302, "/ru/data/")
