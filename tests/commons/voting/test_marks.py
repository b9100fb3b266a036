"""Marks of a paper form, typed in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.voting.errors import VotingError
from commons.voting.marks import read_marks


@pytest.mark.parametrize(
    ("ballot_format", "text", "choices"),
    [
        ("approval", "3, 7;12", {"3": 1, "7": 1, "12": 1}),
        ("yes_no", " 3 ,7,", {"3": 1, "7": 1}),
        ("single", "", {}),
        ("points", "3:5, 7 : 2", {"3": 5, "7": 2}),
        ("score", "3:0", {"3": 0}),
        ("ordinal", "3>7>2", {"3": 4, "7": 3, "2": 2}),
        ("ordinal", "3, 7", {"3": 4, "7": 3}),
    ],
)
def test_line_is_read_by_its_format(ballot_format: str, text: str, choices: dict[str, int]) -> None:
    assert read_marks(ballot_format, text, max_choices=4) == choices


@pytest.mark.parametrize(
    ("ballot_format", "text", "code"),
    [
        ("points", "3", "unreadable_marks"),
        ("points", "3:x", "unreadable_marks"),
        ("points", ":3", "unreadable_marks"),
        ("score", "3:-1", "unreadable_marks"),
        ("approval", "3:1", "unreadable_marks"),
        ("approval", "3,3", "number_twice"),
        ("ordinal", "3>7>3", "number_twice"),
        ("ordinal", "1>2>3>4>5", "too_many_choices"),
    ],
)
def test_what_cannot_be_read_is_said(ballot_format: str, text: str, code: str) -> None:
    with pytest.raises(VotingError) as caught:
        read_marks(ballot_format, text, max_choices=4)
    assert caught.value.code == code
    assert caught.value.message


@given(st.permutations(["1", "2", "3", "4", "5"]))
def test_places_are_read_in_the_order_typed(order: list[str]) -> None:
    read = read_marks("ordinal", ">".join(order), max_choices=5)
    assert sorted(read, key=lambda code: -read[code]) == order
