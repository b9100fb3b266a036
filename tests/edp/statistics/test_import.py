"""Files of figures: what is stored, what is refused and in which words."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commons.interface.official import Texts
from commons.territories.models import Akimat, Territory
from commons.territories.operations import import_kato
from edp.models import Activity, Dataset, Employment, Observation, Statistic
from edp.statistics.errors import FiguresError
from edp.statistics.operations import DatasetFields, Report, import_figures
from tests.factories.territories import TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

AT = datetime(2026, 11, 1, tzinfo=UTC)
DATA = Path(__file__).resolve().parents[4] / "shared/data/territories"
TITLE: Texts = {"kk": "ЖӨӨ", "ru": "ВРП"}
HEAD = "indicator,territory,year,value,name,unit"
GOOD = (
    f"{HEAD}\ngrp,550000000,2023,10.5,ВРП,млн\ngrp,KZ-55,2024,11,ВРП,млн\ngrp,KZ,2024,200,ВРП,млн\n"
)


@pytest.fixture(autouse=True)
def pavlodar() -> Territory:
    return TerritoryFactory(kato="550000000", iso="KZ-55")


def taken(text: str | bytes, *, akimat: Akimat | None = None, **more: bool) -> Report:
    raw = text if isinstance(text, bytes) else text.encode()
    return import_figures(
        file=io.BytesIO(raw),
        dataset=DatasetFields("grp", title=TITLE, source=TITLE),
        akimat=akimat,
        actor=None,
        at=AT,
        **more,
    )


def told(report: Report) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.field, fault.expected) for fault in report.faults]


def test_good_file_is_stored_with_its_source(pavlodar: Territory) -> None:
    report = taken(GOOD)
    assert (report.added, report.changed, report.same, report.stored) == (3, 0, 0, True)
    rows = Observation.objects.order_by("year", "territory")
    assert {(row.territory, row.year, row.value) for row in rows} == {
        (pavlodar, 2023, Decimal("10.5")),
        (pavlodar, 2024, Decimal(11)),
        (None, 2024, Decimal(200)),
    }
    assert Statistic.objects.get().dataset.source_ru == "ВРП"


def test_same_file_again_changes_nothing() -> None:
    taken(GOOD)
    before = list(Observation.objects.values())
    report = taken(GOOD)
    assert (report.added, report.changed, report.same) == (0, 0, 3)
    assert list(Observation.objects.values()) == before


def test_changed_figure_replaces_the_old_one() -> None:
    taken(GOOD)
    report = taken(GOOD.replace("10.5", "12"))
    assert (report.added, report.changed, report.same) == (0, 1, 2)
    assert Observation.objects.get(year=2023).value == 12


def test_dry_run_stores_nothing_and_counts_all() -> None:
    report = taken(GOOD, dry_run=True)
    assert (report.added, report.stored) == (3, False)
    assert not Dataset.objects.exists()


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (",KZ-55,2024,1,a,b", "indicator", "nothing is written here."),
        ("g x,KZ-55,2024,1,a,b", "indicator", "“g x” is no code"),
        ("grp,KZ-99,2024,1,a,b", "territory", "“KZ-99” is not known"),
        ("grp,5.5E+08,2024,1,a,b", "territory", "before a spreadsheet took it for a number"),
        ("grp,KZ-55,24,1,a,b", "year", "“24” is no year"),
        ("grp,KZ-55,2024,many,a,b", "value", "“many” is no number"),
        ("grp,KZ-55,2024,1e9,a,b", "value", "“1e9” is no number"),
        ('grp,KZ-55,2024,"1,299.5",a,b', "value", "“1,299.5” is no number"),
        ("grp,KZ-55,2024,1.23456,a,b", "value", "too many digits"),
        ("grp,KZ-55,2024,9999999999999999,a,b", "value", "too large"),
        ("grp,KZ-55,2024", "—", "expected 6 columns, found 3"),
        ("grp,550000000,2023,3,ВРП,млн", "territory", "stand on line 2 already"),
        ("grp,KZ-55,2022,3,ВРП,тыс", "unit_kk", "“тыс”, but line 2 says “млн”"),
        ("other,KZ-55,2022,3,,млн", "name", "“other” is new: give its name"),
        ("other,KZ-55,2022,3,имя,", "unit", "“other” is new: give its unit"),
    ],
)
def test_bad_line_is_named_and_nothing_is_stored(line: str, column: str, words: str) -> None:
    report = taken(f"{GOOD}{line}\n")
    assert [(fault[0], fault[1]) for fault in told(report)] == [(5, column)]
    assert words in report.faults[0].expected
    assert not report.stored
    assert not Dataset.objects.exists()


def test_bad_lines_can_be_left_out() -> None:
    report = taken(f"{GOOD}grp,KZ-99,2024,1,ВРП,млн\n", skip_bad=True)
    assert (report.added, report.bad_lines, report.stored) == (3, 1, True)


def test_another_unit_than_the_stored_one_is_refused() -> None:
    taken(GOOD)
    report = taken("indicator,territory,year,value,unit\ngrp,KZ-55,2025,1,трлн\n")
    assert "is kept in “млн”" in report.faults[0].expected
    assert not report.stored


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_office_files_are_read(encoding: str) -> None:
    text = (
        "показатель;территория;год;значение;название;единица\ngrp;KZ-55;2024;1 299 791,4;ВРП;млн\n"
    )
    report = taken(text.encode(encoding))
    assert told(report) == []
    assert Observation.objects.get().value == Decimal("1299791.4")
    assert Statistic.objects.get().name_ru == "ВРП"


@pytest.mark.parametrize("blank", ["", "-", "…", "н/д"])
def test_line_without_figure_is_counted_not_stored(blank: str) -> None:
    report = taken(f"{HEAD}\ngrp,KZ-55,2024,{blank},ВРП,млн\n")
    assert (report.blanks, report.added, told(report)) == (1, 0, [])


def test_spreadsheet_is_refused_in_words() -> None:
    with pytest.raises(FiguresError) as caught:
        taken(b"PK\x03\x04rest")
    assert "save it as “CSV UTF-8”" in caught.value.message


def test_new_data_set_needs_title_and_source() -> None:
    with pytest.raises(FiguresError) as caught:
        import_figures(
            file=io.BytesIO(GOOD.encode()),
            dataset=DatasetFields("x"),
            akimat=None,
            actor=None,
            at=AT,
        )
    assert "title_kk, title_ru, source_kk, source_ru" in caught.value.message


def test_employment_names_sections_by_itself(pavlodar: Territory) -> None:
    report = taken("activity,territory,year,persons\na,KZ-55,2024,120\n")
    assert (report.kind, report.added) == ("employment", 1)
    row = Employment.objects.get()
    assert (row.activity.code, row.territory, row.persons) == ("A", pavlodar, 120)
    assert Activity.objects.get().name_en == "Agriculture, forestry and fishing"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A,KZ,2024,1", "the country is the sum of its regions"),
        ("A,KZ-55,2024,1.5", "is no number of people"),
        ("A,KZ-55,2024,-1", "is no number of people"),
        ("Z,KZ-55,2024,1", "“Z” is no OKED code"),
        ("10.5,KZ-55,2024,1", "“10.5” is new: give its name"),
    ],
)
def test_bad_line_of_employment(line: str, words: str) -> None:
    report = taken(f"activity,territory,year,persons\n{line}\n")
    assert words in report.faults[0].expected
    assert not Employment.objects.exists()


def test_data_set_of_an_akimat_does_not_touch_the_one_for_all(akimat: Akimat) -> None:
    taken(GOOD)
    taken(GOOD.replace("10.5", "99"), akimat=akimat)
    assert Observation.objects.get(year=2023, statistic__dataset__akimat=None).value == Decimal(
        "10.5"
    )


def test_command_tells_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "grp.csv"
    file.write_text(GOOD)
    words = ["--title-kk=a", "--title-ru=b", "--source-kk=c", "--source-ru=d", "--invented"]
    call_command("import_indicators", str(file), *words)
    assert "3 figures added, 0 changed" in capsys.readouterr().out
    assert Dataset.objects.get(code="grp").is_invented
    file.write_text(f"{GOOD}grp,KZ-99,2024,1,ВРП,млн\n")
    with pytest.raises(CommandError, match="1 of 4 lines are bad; nothing was stored"):
        call_command("import_indicators", str(file))
    assert "Line 5, territory" in capsys.readouterr().err


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the data is not beside the project")
def test_real_figures_of_all_regions() -> None:
    path = DATA / "kz_regions.csv"
    with path.open("rb") as file:
        import_kato(file=file)
    with path.open(encoding="utf-8-sig") as opened:
        regions = list(csv.DictReader(opened))
    lines = ["indicator,territory,year,period,value,name,unit"]
    for row in regions:
        lines.append(f"grp,{row['kato']},2024,H1,{row['grp_2024h1_mln_kzt']},ВРП,млн тенге")
        lines.append(f"head,{row['iso3166_2']},2024,H1,{row['grp_pc_2024h1_ths_kzt']},ВРП,тыс")
    report = taken("\n".join(lines))
    assert (report.added, report.blanks, told(report)) == (39, 1, [])
    total = sum(row.value for row in Observation.objects.filter(statistic__code="grp"))
    assert total == sum(Decimal(row["grp_2024h1_mln_kzt"]) for row in regions)
