"""Exports leak nothing and imports are all or nothing; settings of an akimat."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commons.audit.models import Entry
from commons.people.models import Elector, Person, RegisteredResident
from commons.territories.models import Akimat, Territory
from tests.factories.people import make_iin
from tests.fixtures.desk import DeskWorld


def table(response: object) -> list[dict[str, str]]:
    text = response.content.decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def desk_client(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> Client:
    return at_desk(moderator)


def test_export_of_proposals_keeps_the_filter_and_is_on_record(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    desk_world.proposal(status="rejected", title="Turned down")
    url = reverse("admin:proposals_proposal_export", args=["csv"])
    assert [row["title"] for row in table(desk_client.get(f"{url}?state=rejected"))] == [
        "Turned down"
    ]
    assert Entry.objects.filter(verb="desk.exported").count() == 1


def test_export_defuses_formulas(desk_world: DeskWorld, desk_client: Client) -> None:
    desk_world.proposal(title='=HYPERLINK("http://evil")')
    url = reverse("admin:proposals_proposal_export", args=["csv"])
    titles = [row["title"] for row in table(desk_client.get(url))]
    assert '\'=HYPERLINK("http://evil")' in titles


@pytest.mark.parametrize(
    "name",
    ["proposals_proposal", "people_residencyverification", "budgeting_project", "audit_entry"],
)
def test_export_holds_no_hash_and_no_address(
    desk_world: DeskWorld, desk_client: Client, name: str
) -> None:
    claim = desk_world.objects["people.residencyverification"]
    elector = Elector.objects.first()
    url = reverse(f"admin:{name}_export", args=["csv"])
    text = desk_client.get(f"{url}?state=all" if name != "audit_entry" else url).content.decode()
    assert len(text.splitlines()) > 1
    assert "@" not in text
    assert claim.iin_hash
    assert claim.iin_hash not in text
    assert elector is None or elector.iin_hash not in text


def test_import_of_territories_is_all_or_nothing(
    akimat: Akimat, operator: Person, at_desk: Callable[[Person], Client]
) -> None:
    client = at_desk(operator)
    url = reverse("admin:territories_territory_import")
    head = "kato,level,name_kk,name_ru,name_en,iso\n"
    good = "551200000,2,Екібастұз,Экибастуз,Ekibastuz,\n"
    bad = "55,2,Қате,Ошибка,Wrong,\n"

    def send(text: str) -> object:
        return client.post(url, {"file": SimpleUploadedFile("t.csv", text.encode())})

    refused = send(head + good + bad)
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert any("3" in words for words in refused.context["problems"])  # type: ignore[attr-defined]
    assert not Territory.objects.filter(kato="551200000").exists()
    assert send(head + good).status_code == 302  # type: ignore[attr-defined]
    assert Territory.objects.get(kato="551200000").name_kk == "Екібастұз"
    endless = "x" * 200_000
    assert send(head + endless).status_code == 422  # type: ignore[attr-defined]


def test_categories_that_are_no_table_are_refused_in_words(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    url = reverse("admin:budgeting_round_task", args=[desk_world.round.pk, "categories"])
    endless = SimpleUploadedFile("t.csv", b"name_kk,name_ru\n" + b"x" * 200_000)
    page = desk_client.post(url, {"file": endless})
    assert page.status_code == 422
    assert set(page.context["form"].errors) >= {"file"}


def test_roll_is_imported_with_a_report_of_bad_lines(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    good, wrong = make_iin(date(1980, 2, 3)), "123456789012"
    lines = f"iin,kato,surname\n{good},551000000,Omarov\n{wrong},551000000,Seitov\n"
    url = reverse("admin:people_roll", args=[desk_world.akimat.slug])
    response = desk_client.post(url, {"file": SimpleUploadedFile("roll.csv", lines.encode())})
    assert response.status_code == 200
    assert response.context["report"].imported == 1
    assert {bad.line for bad in response.context["bad_lines"]} == {3}
    assert RegisteredResident.objects.count() == 1
    page = response.content.decode()
    assert good not in page
    assert wrong not in page
    empty = desk_client.post(url, {"file": SimpleUploadedFile("roll.csv", b"a,b\n1,2\n")})
    assert empty.status_code == 422


def test_colour_is_tried_before_it_is_worn(desk_world: DeskWorld, desk_client: Client) -> None:
    akimat = desk_world.akimat
    before = akimat.brand_hue
    url = reverse("admin:territories_akimat_colour", args=[akimat.pk])
    page = desk_client.get(url, {"hue": 300, "chroma": 90}).content.decode()
    assert "brand/300-90.css" in page
    akimat.refresh_from_db()
    assert akimat.brand_hue == before
    assert desk_client.post(url, {"hue": 400, "chroma": 90}).status_code == 422
    assert desk_client.post(url, {"hue": 300, "chroma": 90}).status_code == 302
    akimat.refresh_from_db()
    assert (akimat.brand_hue, akimat.brand_chroma) == (300, 90)


def test_settings_are_saved_and_recorded_but_not_beyond_reason(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    akimat = desk_world.akimat
    url = reverse("admin:territories_akimat_change", args=[akimat.pk])
    data = {
        "name_kk": "Әкімдік",
        "name_ru": "Акимат",
        "name_en": "Akimat",
        "moderation_days": 4,
        "review_days": 5,
        "correction_days": 4,
        "recheck_days": 2,
        "appeal_days": 5,
        "publication_days": 1,
        "verification_years": 3,
        "verify_in_person": "on",
    }
    assert desk_client.post(url, {**data, "review_days": 0}).status_code == 200
    akimat.refresh_from_db()
    assert akimat.moderation_days == 3
    assert desk_client.post(url, {**data, "slug": "stolen", "is_active": ""}).status_code == 302
    akimat.refresh_from_db()
    assert (akimat.moderation_days, akimat.slug, akimat.is_active) == (4, "pavlodar", True)
    entry = Entry.objects.filter(verb="changed", subject_type="territories.akimat").latest("pk")
    assert entry.detail["fields"]
