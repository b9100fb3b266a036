"""Tables for spreadsheets: no formula, figures as figures, one shape of file."""

from decimal import Decimal

import pytest

from commons.interface.spreadsheets import csv_of, csv_response, harmless


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_would_be_a_formula_is_disarmed(first: str) -> None:
    assert harmless(f"{first}1+1") == f"'{first}1+1"


@pytest.mark.parametrize("value", ["1 = 1", "", -2.5, 0, False, Decimal(-1)])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert harmless(value) is value


def test_the_file_has_its_mark_and_its_line_ends() -> None:
    rows = [["Ә", -2.5, None], ["=1+1", Decimal("-1E+3"), Decimal("12.5000")]]
    told = csv_of(["@text", "a", "b"], rows, delimiter=";")
    assert told == "\ufeff'@text;a;b\r\nӘ;-2.5;\r\n'=1+1;-1000;12.5\r\n".encode()


def test_the_name_of_the_file_cannot_end_its_header() -> None:
    answer = csv_response('a"b.csv', ["x"], [])
    assert answer["Content-Disposition"] == 'attachment; filename="a\\"b.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
