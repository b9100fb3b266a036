"""IINs: examples worked out by hand, properties, and what the errors may not say."""

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from commons.people.iin import Iin, IinError, check_digit, keyed_hash, parse, surname_hash

# 9·1 + 5·4 + 1·5 + 7·6 + 4·7 + 1·11 = 115 = 10·11 + 5
WOMAN = "900517400015"


def test_parse_reads_date_of_birth_and_sex() -> None:
    assert parse(WOMAN) == Iin(date(1990, 5, 17), "female")


def test_parse_reads_a_man_of_this_century() -> None:
    # 0·1 + 5·2 + 0·3 + 1·4 + 0·5 + 1·6 + 5·7 + 0 + 0 + 0 + 1·11 = 66 = 6·11 + 0
    assert parse("050101500010") == Iin(date(2005, 1, 1), "male")


def test_check_digit_takes_the_second_weights_when_the_first_give_ten() -> None:
    # first:  9·1 + 5·4 + 1·5 + 7·6 + 4·7 + 6·10 = 164 = 14·11 + 10, so again with the second:
    # 9·3 + 5·6 + 1·7 + 7·8 + 4·9 + 6·1 = 162 = 14·11 + 8
    assert check_digit("90051740060") == 8
    assert parse("900517400608") == Iin(date(1990, 5, 17), "female")


def test_check_digit_is_none_when_both_rounds_give_ten() -> None:
    # one more in the last place: 164 + 11 = 175 = 15·11 + 10, and 162 + 2 = 164 = 14·11 + 10
    assert check_digit("90051740061") is None
    assert {_code(f"90051740061{last}") for last in range(10)} == {"checksum"}


def test_parse_forgives_blanks_and_hyphens() -> None:
    assert parse("900517 4000-15") == parse(WOMAN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "digits"),
        ("90051740001", "digits"),
        ("9005174000150", "digits"),
        ("90051740001x", "digits"),
        ("٩٠٠٥١٧٤٠٠٠١٥", "digits"),
        ("900517700015", "century"),
        ("901317400015", "date"),
        ("900230400015", "date"),
        ("010229500015", "date"),
        ("900517400016", "checksum"),
        ("900517400051", "checksum"),
    ],
)
def test_parse_says_what_is_wrong(text: str, code: str) -> None:
    assert _code(text) == code


def test_parse_refuses_a_birth_after_the_day_given() -> None:
    born_today = _complete("2603045", 1)
    assert parse(born_today, on=date(2026, 3, 4)).birth_date == date(2026, 3, 4)
    with pytest.raises(IinError) as caught:
        parse(born_today, on=date(2026, 3, 3))
    assert caught.value.code == "future"


def test_parse_of_a_foreigner_tells_neither_age_nor_sex() -> None:
    assert parse(_complete("8807120", 3)) == Iin(None, None)


def test_error_never_repeats_the_number() -> None:
    with pytest.raises(IinError) as caught:
        parse("900517400016")
    assert "900517" not in caught.value.message + str(caught.value) + repr(caught.value)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans(), st.integers(0, 9999))
def test_every_completed_number_reads_back(born: date, male: bool, serial: int) -> None:
    mark = {19: 3, 20: 5}[born.year // 100] + (0 if male else 1)
    eleven = f"{born:%y%m%d}{mark}{serial:04d}"
    digit = check_digit(eleven)
    if digit is not None:
        assert parse(f"{eleven}{digit}") == Iin(born, "male" if male else "female")


@given(st.integers(0, 9999), st.integers(1, 9))
def test_wrong_check_digit_never_passes(serial: int, step: int) -> None:
    eleven = f"9005174{serial:04d}"
    digit = check_digit(eleven)
    if digit is not None:
        assert _code(f"{eleven}{(digit + step) % 10}") == "checksum"


@given(st.text(max_size=20))
def test_parse_only_ever_raises_its_own_error(text: str) -> None:
    try:
        outcome = repr(parse(text))
    except IinError as error:
        outcome = error.message
    assert outcome


def test_keyed_hash_depends_on_the_key_and_not_on_spelling(settings) -> None:
    first = keyed_hash(WOMAN)
    assert keyed_hash("900517-400015") == first
    assert len(first) == 64
    assert WOMAN not in first
    settings.BIRGE_IIN_KEY = "another key"
    assert keyed_hash(WOMAN) != first


def test_keyed_hash_needs_a_key(settings) -> None:
    settings.BIRGE_IIN_KEY = ""
    with pytest.raises(ImproperlyConfigured):
        keyed_hash(WOMAN)


def test_keyed_hash_refuses_what_is_no_iin() -> None:
    with pytest.raises(IinError):
        keyed_hash("900517400016")


def test_surname_hash_ignores_case_blanks_and_dots_over_e() -> None:
    assert surname_hash(WOMAN, " Королёва ") == surname_hash(WOMAN, "КОРОЛЕВА")


def test_surname_hash_of_two_people_differs() -> None:
    other = _complete("9005174", 2)
    assert surname_hash(WOMAN, "Серікова") != surname_hash(other, "Серікова")


def _complete(seven: str, serial: int) -> str:
    eleven = f"{seven}{serial:04d}"
    digit = check_digit(eleven)
    assert digit is not None
    return f"{eleven}{digit}"


def _code(text: str) -> str:
    with pytest.raises(IinError) as caught:
        parse(text)
    return caught.value.code
