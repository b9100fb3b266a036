"""Pages of statistics: their numbers by hand, who may upload, how many queries."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons.territories.models import Akimat, Territory
from edp.models import Dataset
from edp.statistics import queries, structure
from tests.factories import edp_evidence as made
from tests.factories.territories import AkimatFactory, TerritoryFactory
from tests.fixtures.discovery import Discovery

pytestmark = pytest.mark.django_db

BASE = "/en/pavlodar/discovery/statistics/"


def others(count: int = 2) -> list[Territory]:
    return [TerritoryFactory(kato=f"{10 + n}0000000", name=f"Region {n}") for n in range(count)]


@pytest.fixture
def jobs(akimat: Akimat) -> Dataset:
    """2024: here A 60 of 100, elsewhere A 40 of 300, so LQ = 0.6 / 0.25 = 2.4."""
    held = made.dataset("jobs", is_invented=True)
    one, two = others()
    made.employment(
        held,
        {
            akimat.territory: {"A": {2020: 50, 2024: 60}, "C": {2020: 50, 2024: 40}},
            one: {"A": {2020: 20, 2024: 20}, "C": {2020: 80, 2024: 130}},
            two: {"A": {2020: 20, 2024: 20}, "C": {2020: 80, 2024: 130}},
        },
    )
    return held


def test_location_quotient_and_shift_share_equal_hand_computation(
    client: Client, akimat: Akimat, jobs: Dataset
) -> None:
    rows = queries.employment(jobs, 1, [2020, 2024])
    found = structure.structure_of(rows, akimat.territory, 2024, 2020, 1)
    assert found is not None
    first = found.rows[0]
    # 2024: (60/100)/(100/400) = 2.4; 2020: (50/100)/(90/300) = 5/3.
    assert first.quotient == pytest.approx(2.4)
    assert first.quotient_change == pytest.approx(2.4 - 5 / 3)
    # G = 400/300 − 1 = 1/3, g of A = 100/90 − 1 = 1/9.
    assert first.national == pytest.approx(50 / 3)
    assert first.mix == pytest.approx(50 * (1 / 9 - 1 / 3))
    assert first.own == pytest.approx(60 - 50 * 10 / 9)
    assert first.change == 10
    page = client.get(f"{BASE}activities/").content.decode()
    assert ">2.40</strong>" in page
    assert "+0.73" in page
    assert "invented for the demo" in page


def test_file_of_activities_holds_the_numbers_of_the_page(client: Client, jobs: Dataset) -> None:
    raw = client.get(f"{BASE}activities.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw)))
    assert [row["activity"] for row in rows] == ["A", "C"]
    assert float(rows[0]["location_quotient"]) == pytest.approx(2.4)
    assert {row["invented"] for row in rows} == {"yes"}


def test_map_puts_regions_in_their_quarters(client: Client, akimat: Akimat) -> None:
    one, two = others()
    statistic = made.statistic(made.dataset())
    made.figures(
        statistic,
        {
            akimat.territory: {2020: 100, 2022: 121},
            one: {2020: 200, 2022: 200},
            two: {2020: 50, 2022: 40},
            None: {2020: 100, 2022: 110},
        },
    )
    response = client.get(f"{BASE}map/")
    quarters = {
        quarter["code"]: [point.place.pk for point in quarter["places"]]
        for quarter in response.context["quarters"]
    }
    assert quarters == {
        "leading": [akimat.territory.pk],
        "losing_ground": [one.pk],
        "catching_up": [],
        "falling_behind": [two.pk],
    }
    own = response.context["own"]
    assert own.growth == pytest.approx(0.1)
    assert "+10%" in response.content.decode()
    raw = client.get(f"{BASE}map.csv").content.decode("utf-8-sig")
    assert [row["quadrant"] for row in csv.DictReader(io.StringIO(raw))] == [
        "losing_ground",
        "leading",
        "falling_behind",
    ]


def test_indicator_ranks_places_and_names_its_source(client: Client, akimat: Akimat) -> None:
    one, two = others()
    statistic = made.statistic(made.dataset(is_invented=True))
    made.figures(
        statistic, {akimat.territory: {2023: 10, 2024: 15}, one: {2024: 20}, two: {2024: 9}}
    )
    response = client.get(f"{BASE}{statistic.pk}/")
    page = response.content.decode()
    assert (response.context["rank"], response.context["total"]) == (2, 3)
    assert response.context["latest"].change == "+50%"
    assert "Source: Bureau" in " ".join(page.split())
    assert "invented for the demo" in page
    assert client.get(f"{BASE}{statistic.pk}/?time=2023").context["total"] == 1


def test_figures_of_another_akimat_stay_there(client: Client, akimat: Akimat) -> None:
    theirs = made.statistic(made.dataset(akimat=AkimatFactory()))
    assert client.get(f"{BASE}{theirs.pk}/").status_code == 404
    assert client.get(f"{BASE}data/{theirs.dataset_id}/").status_code == 404
    assert client.get(BASE).context["rows"] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("page", ["", "map/", "activities/"])
def test_empty_pages_render_in_every_language(
    client: Client, akimat: Akimat, language: str, page: str
) -> None:
    assert client.get(f"/{language}/pavlodar/discovery/statistics/{page}").status_code == 200


def test_number_of_queries_does_not_grow(client: Client, akimat: Akimat) -> None:
    counts = []
    held = made.dataset()
    for n in range(3):
        made.figures(made.statistic(held, f"s{n}"), {akimat.territory: {2023: 1, 2024: 2}})
        if n in (0, 2):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert len(client.get(BASE).context["rows"]) == n + 1
            counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "status"),
    [("moderator", 200), ("specialist", 404), ("resident", 404), ("gov", 404),
     ("foreign_moderator", 404)],
)  # fmt: skip
def test_only_moderators_upload(discovery: Discovery, signed_in, who: str, status: int) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people[who])
    assert client.get(f"{BASE}import/").status_code == status


FORM = {"title_kk": "a", "title_ru": "b", "source_kk": "c", "source_ru": "d", "code": "mine"}


def test_upload_reports_bad_lines_and_keeps_the_form(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people["moderator"])
    bad = b"indicator,territory,year,value\ngrp,XX,2024,1\n"
    response = client.post(f"{BASE}import/", {**FORM, "file": SimpleUploadedFile("a.csv", bad)})
    assert response.status_code == 422
    page = response.content.decode()
    assert "“XX” is not known" in page
    assert 'value="mine"' in page
    assert not Dataset.objects.exists()


def test_upload_without_title_is_refused_at_the_field(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people["moderator"])
    file = SimpleUploadedFile("a.csv", b"x")
    response = client.post(f"{BASE}import/", {"file": file})
    assert response.status_code == 422
    assert "title_kk" in response.context["form"].errors


def test_upload_is_checked_first_and_then_stored(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people["moderator"])
    good = b"indicator,territory,year,value,name,unit\ngrp,KZ,2024,1,n,u\n"

    def data() -> dict[str, object]:
        return {**FORM, "file": SimpleUploadedFile("a.csv", good)}

    assert client.post(f"{BASE}import/", {**data(), "check": "1"}).status_code == 200
    assert not Dataset.objects.exists()
    assert client.post(f"{BASE}import/", data()).status_code == 302
    assert Dataset.objects.get().akimat == discovery.akimat
