"""The roll of residents: files as offices really make them, and claims against it."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from commons.audit.models import Entry
from commons.people import operations
from commons.people.errors import VerificationError
from commons.people.iin import check_digit, keyed_hash
from commons.people.models import RegisteredResident, ResidencyVerification
from commons.people.queries import open_verification, residence
from commons.people.rolls import RollReport
from commons.territories.errors import TableError
from tests.factories.people import PersonFactory, make_iin

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def load(akimat, district, other_district, moderator, now: datetime):
    def import_(content: str | bytes, actor=moderator) -> RollReport:
        raw = content.encode() if isinstance(content, str) else content
        return operations.import_roll(akimat=akimat, file=io.BytesIO(raw), actor=actor, at=now)

    return import_


def faults(report: RollReport) -> list[tuple[int, str]]:
    return [(bad.line, bad.field) for bad in report.bad_lines]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_roll_is_read_as_offices_save_it(load, delimiter, newline, encoding) -> None:
    iin = make_iin()
    rows = [["iin", "kato", "surname"], [iin, "551000000", "Әбдіқадырова"]]
    text = newline.join(delimiter.join(row) for row in rows) + newline
    report = load(text.encode(encoding))
    assert (report.imported, report.updated, report.bad_lines) == (1, 0, [])
    line = RegisteredResident.objects.get()
    assert (line.iin_hash, line.territory.kato) == (keyed_hash(iin), "551000000")


def test_columns_may_stand_in_any_order_and_more_may_be_there(load) -> None:
    report = load(f"Surname;note;KATO;IIN\nСерікова;x;551000000;{make_iin()}\n")
    assert (report.imported, report.bad_lines) == (1, [])


def test_every_bad_line_is_named_and_the_good_ones_are_kept(load, foreign_district) -> None:
    first, second = make_iin(), make_iin()
    wrong = first[:11] + str((int(first[11]) + 1) % 10)
    report = load(
        "iin,kato,surname\n"
        f"{first},551000000,Good\n"  # 2
        f"{wrong},551000000,Checksum\n"  # 3
        "\n"  # 4, blank
        f"{make_iin()},99,Code\n"  # 5
        f"{make_iin()},{foreign_district.kato},Elsewhere\n"  # 6
        f"{make_iin()},551000000,\n"  # 7
        f"{make_iin()},551000000\n"  # 8
        f"{first},551600000,Twice\n"  # 9
        f"5.01E+11,,\n"  # 10: three faults
        f'{second},551000000,"Two\nlines"\n'  # 11 and 12
        f"{make_iin()},551000000,{'x' * 81}\n"  # 13
    )
    assert report.imported == 2
    assert faults(report) == [
        (3, "iin"),
        (5, "kato"),
        (6, "kato"),
        (7, "surname"),
        (8, "—"),
        (9, "iin"),
        (10, "iin"),
        (10, "kato"),
        (10, "surname"),
        (13, "surname"),
    ]
    assert "line 2" in str(report.bad_lines[5])
    assert RegisteredResident.objects.count() == 2


def test_report_never_repeats_an_iin_or_a_surname(load) -> None:
    report = load("iin,kato,surname\n900517400016,551000000,Құпия\n")
    assert "900517" not in str(report.bad_lines[0])
    assert "Құпия" not in str(report.bad_lines[0])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \n", "empty"),
        ("iin,kato,surname\nПривет".encode("cp1251"), "not_utf8"),
        (b"iin,kato\n1,2\n", "header"),
        (b"900517400015,551000000,Serikova\n", "header"),
        (b"PK\x03\x04\xff\xfe\x00", "not_utf8"),
    ],
)
def test_file_without_a_table_is_refused_whole(load, content, code) -> None:
    with pytest.raises(TableError) as caught:
        load(content)
    assert caught.value.code == code
    assert "900517" not in caught.value.message
    assert not RegisteredResident.objects.exists()


def test_file_with_an_unclosed_quote_is_reported(load) -> None:
    report = load(f'iin,kato,surname\n{make_iin()},551000000,"Open\n')
    assert report.imported in (0, 1)  # csv closes a quote at the end of the file
    assert RegisteredResident.objects.count() == report.imported


def test_file_with_nul_bytes_names_the_line(load) -> None:
    report = load(f"iin,kato,surname\n{make_iin()},551000000,A\n\0\0\0\n")
    assert report.imported == 1
    assert faults(report) == [(3, "—")]


def test_importing_twice_changes_nothing_but_counts(load) -> None:
    text = f"iin,kato,surname\n{make_iin()},551000000,Serikova\n"
    assert load(text).updated == 0
    report = load(text)
    assert (report.imported, report.updated) == (1, 1)
    assert RegisteredResident.objects.count() == 1


def test_later_import_moves_a_resident(load) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\n")
    load(f"iin,kato,surname\n{iin},551600000,Serikova\n")
    assert RegisteredResident.objects.get().territory.kato == "551600000"


def test_import_of_many_lines_stays_quick_in_queries(load, django_assert_max_num_queries) -> None:
    text = "iin,kato,surname\n" + "".join(f"{make_iin()},551000000,S\n" for _ in range(300))
    with django_assert_max_num_queries(12):
        assert load(text).imported == 300


@pytest.mark.parametrize("who", ["foreign_moderator", "observer", "resident"])
def test_only_staff_of_the_akimat_import(load, member, who) -> None:
    with pytest.raises(VerificationError) as caught:
        load("iin,kato,surname\n", actor=member(who))
    assert caught.value.code == "not_staff"


def test_import_is_on_record_without_a_single_iin(load, akimat, moderator) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\nx,y,z\n")
    entry = Entry.objects.get(verb="import_roll")
    assert (entry.actor, entry.akimat) == (moderator, akimat)
    assert entry.detail == {"imported": 1, "updated": 0, "bad_lines": 1}


def test_who_is_on_the_roll_is_verified_at_once(load, unverified, akimat, district, now) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Серікова\n")
    operations.verify_by_roll(
        person=unverified, akimat=akimat, iin=iin, surname=" СЕРІКОВА", at=now
    )
    held = residence(unverified, now)
    assert held is not None
    assert (held.territory, held.method) == (district, "roll")


def test_wrong_surname_and_unknown_iin_get_the_same_answer(load, unverified, akimat, now) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\n")
    for given in ((iin, "Akhmetova"), (make_iin(), "Serikova")):
        with pytest.raises(VerificationError) as caught:
            operations.verify_by_roll(
                person=unverified, akimat=akimat, iin=given[0], surname=given[1], at=now
            )
        assert caught.value.code == "not_on_roll"
    assert residence(unverified, now) is None


def test_five_misses_a_day_end_the_search(load, unverified, akimat, now) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\n")

    def attempt(surname: str, at: datetime) -> str:
        try:
            operations.verify_by_roll(
                person=unverified, akimat=akimat, iin=iin, surname=surname, at=at
            )
        except VerificationError as error:
            return error.code
        return "verified"

    assert [attempt("Wrong", now) for _ in range(5)] == ["not_on_roll"] * 5
    assert attempt("Serikova", now) == "too_many_tries"
    assert attempt("Serikova", now + timedelta(days=1, seconds=1)) == "verified"


def test_roll_of_another_akimat_does_not_count(load, unverified, other_akimat, now) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\n")
    with pytest.raises(VerificationError) as caught:
        operations.verify_by_roll(
            person=unverified, akimat=other_akimat, iin=iin, surname="Serikova", at=now
        )
    assert caught.value.code == "not_on_roll"


def test_akimat_without_a_roll_does_not_offer_it(load, unverified, akimat, now) -> None:
    akimat.verify_by_roll = False
    akimat.save()
    with pytest.raises(VerificationError) as caught:
        operations.verify_by_roll(
            person=unverified, akimat=akimat, iin=make_iin(), surname="x", at=now
        )
    assert caught.value.code == "method_not_offered"


def test_roll_takes_the_place_of_an_open_request(load, unverified, akimat, district, now) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\n")
    claim = operations.request_verification(
        person=unverified, akimat=akimat, territory=district, method="in_person", iin=iin, at=now
    )
    operations.verify_by_roll(person=unverified, akimat=akimat, iin=iin, surname="Serikova", at=now)
    claim.refresh_from_db()
    assert claim.status == "withdrawn"
    assert open_verification(unverified) is None


def test_second_account_is_refused_by_the_roll_too(load, unverified, akimat, now) -> None:
    iin = make_iin()
    load(f"iin,kato,surname\n{iin},551000000,Serikova\n")
    given = {"akimat": akimat, "iin": iin, "surname": "Serikova", "at": now}
    operations.verify_by_roll(person=unverified, **given)
    with pytest.raises(VerificationError) as caught:
        operations.verify_by_roll(person=PersonFactory(), **given)
    assert caught.value.code == "iin_taken"
    assert ResidencyVerification.objects.filter(status="verified").count() == 1


def test_command_imports_and_names_bad_lines(tmp_path, akimat, district, capsys) -> None:
    file = tmp_path / "roll.csv"
    file.write_text(f"iin;kato;surname\n{make_iin()};551000000;A\n1;551000000;B\n")
    with pytest.raises(CommandError, match="1 lines were left out"):
        call_command("import_roll", str(file), akimat="pavlodar")
    shown = capsys.readouterr()
    assert "1 residents are on the roll" in shown.out
    assert "Line 3, iin" in shown.err
    assert RegisteredResident.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "akimat_slug", "words"),
    [("missing.csv", "pavlodar", "No such file"), ("x.csv", "nowhere", "Known: pavlodar")],
)
def test_command_says_in_one_sentence_what_is_missing(
    tmp_path, akimat, name, akimat_slug, words
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("import_roll", str(tmp_path / name), akimat=akimat_slug)


def test_make_iin_of_the_factories_is_valid() -> None:
    assert check_digit(make_iin()[:11]) is not None
