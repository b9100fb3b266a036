"""The classifier: its layouts, its faults, and that nothing is lost by reading it again."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from commons.territories.enums import Level
from commons.territories.errors import TableError
from commons.territories.kato import level_of
from commons.territories.models import Territory
from commons.territories.operations import KatoReport, import_kato

pytestmark = pytest.mark.django_db
OFFICIAL = "te;ab;cd;ef;hij;k;kaz_name;rus_name;nn\n"
DATA = Path(__file__).resolve().parents[4] / "shared/data/territories"


def load(text: str, encoding: str = "utf-8") -> KatoReport:
    return import_kato(file=io.BytesIO(text.encode(encoding)))


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000000", Level.COUNTRY),
        ("550000000", Level.REGION),
        ("551000000", Level.DISTRICT),
        ("551030000", Level.RURAL_DISTRICT),
        ("551030100", Level.SETTLEMENT),
        ("550000100", Level.SETTLEMENT),
        ("711110000", Level.DISTRICT),
        ("751810000", Level.DISTRICT),
        ("551010000", Level.RURAL_DISTRICT),
    ],
)
def test_level_follows_from_the_code(code, level) -> None:
    assert level_of(code) == level


def test_official_layout_with_bom_and_semicolons() -> None:
    report = load(
        OFFICIAL
        + "550000000;55;00;00;000;;Павлодар облысы;Павлодарская область;\n"
        + "551000000;55;10;00;000;;Павлодар Қ.Ә.;Павлодар Г.А.;\n"
        + "551030000;55;10;30;0;;Кенжекөл а.о.;Кенжекольский с.о.;\n",
        "utf-8-sig",
    )
    assert (report.added, report.faults) == (3, [])
    city = Territory.objects.get(kato="551000000")
    assert (city.level, city.name_kk, city.name_ru) == (Level.DISTRICT, "Павлодар", "Павлодар")
    assert Territory.objects.get(kato="551030000").level == Level.RURAL_DISTRICT


def test_pairs_layout_brings_regions_too() -> None:
    report = load(
        "region_kato,region_ru,kato,name_ru\n"
        "100000000,область Абай,101000000,Семей Г.А.\n"
        "100000000,область Абай,101800000,Курчатов Г.А.\n"
    )
    assert report.added == 3
    assert Territory.objects.get(kato="100000000").level == Level.REGION


def test_regions_layout_gives_three_names_and_the_iso_code() -> None:
    load(
        "iso3166_2,kato,name_kk,name_ru,name_en,grp\n"
        "KZ-55,550000000,Павлодар облысы,Павлодарская область,Pavlodar Region,1\n"
    )
    region = Territory.objects.get()
    assert region.iso == "KZ-55"
    shown = {}
    for code in ("kk", "ru", "en"):
        with translation.override(code):
            shown[code] = region.name
    assert shown == {"kk": "Павлодар облысы", "ru": "Павлодарская область", "en": "Pavlodar Region"}


def test_reading_again_changes_nothing_and_deletes_nothing() -> None:
    text = "kato,name_ru\n550000000,Павлодарская область\n551000000,Павлодар\n"
    load(text)
    before = list(Territory.objects.values())
    report = load(text)
    assert (report.added, report.changed, report.same) == (0, 0, 2)
    load("kato,name_ru\n550000000,Павлодарская область\n")
    assert list(Territory.objects.values()) == before


def test_name_the_file_does_not_give_stays() -> None:
    load("kato,name_kk,name_ru,name_en\n550000000,Павлодар облысы,,Pavlodar Region\n")
    report = load("kato,name_ru\n550000000,Павлодарская область\n")
    assert report.changed == 1
    region = Territory.objects.get()
    assert (region.name_kk, region.name_ru, region.name_en) == (
        "Павлодар облысы",
        "Павлодарская область",
        "Pavlodar Region",
    )


def test_region_named_in_passing_keeps_its_own_name() -> None:
    load("kato,name_ru\n710000000,город Астана\n")
    report = load("region_kato,region_ru,kato,name_ru\n710000000,г.Астана,711110000,район Алматы\n")
    assert (report.added, report.changed) == (1, 0)
    assert Territory.objects.get(kato="710000000").name_ru == "город Астана"


def test_every_bad_line_is_named_and_the_others_are_stored() -> None:
    report = load(
        OFFICIAL
        + "550000000;55;00;00;000;;Павлодар облысы;Павлодарская область;\n"  # 2
        + "55100000;55;10;00;000;;а;б;\n"  # 3: eight digits
        + "551000000;55;16;00;000;;а;б;\n"  # 4: the parts say another code
        + "551600000;55;16;00;000;;;;\n"  # 5: no name
        + "552200000;55;22;00;000;;Екібастұз\n"  # 6: columns
        + f"553200000;55;32;00;000;;{'x' * 151};б;\n"  # 7: too long
        + "550000000;55;00;00;000;;Басқа;Другая;\n"  # 8: again, another name
        + "550000000;55;00;00;000;;Павлодар облысы;Павлодарская область;\n"  # 9: the same
    )
    assert [(fault.line, fault.field) for fault in report.faults] == [
        (3, "te"),
        (4, "te"),
        (5, "rus_name"),
        (6, "—"),
        (7, "rus_name"),
        (8, "kato"),
    ]
    assert "551600000" in str(report.faults[1])
    assert Territory.objects.get().name_ru == "Павлодарская область"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "header"),
        ("te,ab\nПривет".encode("cp1251"), "not_utf8"),
    ],
)
def test_file_that_is_no_classifier_is_refused(raw, code) -> None:
    with pytest.raises(TableError) as caught:
        import_kato(file=io.BytesIO(raw))
    assert caught.value.code == code
    assert caught.value.message


@pytest.mark.usefixtures("in_english")
def test_command_says_what_it_did_and_fails_on_bad_lines(tmp_path, capsys) -> None:
    file = tmp_path / "kato.csv"
    file.write_text("kato,name_ru\n550000000,Павлодарская область\n5,x\n")
    with pytest.raises(CommandError, match="1 lines were left out"):
        call_command("import_kato", str(file))
    shown = capsys.readouterr()
    assert "1 places added" in shown.out
    assert "Line 3, kato" in shown.err


def test_command_without_its_file(tmp_path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_kato", str(tmp_path / "none.csv"))


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the data is not beside the project")
def test_real_files_are_read_whole() -> None:
    with (DATA / "kz_regions.csv").open("rb") as file:
        regions = import_kato(file=file)
    with (DATA / "kato_level2_2022-10-17.csv").open("rb") as file:
        districts = import_kato(file=file)
    assert (regions.added, regions.faults, districts.faults) == (20, [], [])
    assert Territory.objects.filter(level=Level.REGION).count() == 20
    assert Territory.objects.filter(level=Level.DISTRICT).count() == districts.added == 220
