"""No group can be recognised, and none can be worked out from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edp.surveys.suppression import counted, hidden_groups

SIZES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40), min_size=1)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 10, "b": 20}, ""),
        ({"a": 10, "b": 0}, ""),
        # One small group could be had by subtracting: the next smallest goes with it.
        ({"a": 3, "b": 9, "c": 20}, "ab"),
        # Two small groups of five or more together give nothing away.
        ({"a": 3, "b": 4, "c": 20}, "ab"),
        # Two of three people together are still a group that is too small.
        ({"a": 1, "b": 2, "c": 7, "d": 20}, "abc"),
        ({"a": 4, "b": 0}, "a"),
        ({"a": 4, "b": 6, "c": 6}, "ab"),
    ],
)
def test_groups_that_are_hidden(sizes, hidden: str) -> None:
    assert hidden_groups(sizes, 5) == frozenset(hidden)


@given(SIZES, st.integers(3, 10))
def test_what_is_shown_is_large_and_what_is_hidden_cannot_be_subtracted(sizes, least) -> None:
    hidden = hidden_groups(sizes, least)
    assert all(size == 0 or size >= least for g, size in sizes.items() if g not in hidden)
    assert all(sizes[group] > 0 for group in hidden)
    if hidden and any(size and group not in hidden for group, size in sizes.items()):
        assert len(hidden) >= 2
        assert sum(sizes[group] for group in hidden) >= least


@given(SIZES)
def test_nothing_is_hidden_without_a_small_group(sizes) -> None:
    if all(size == 0 or size >= 5 for size in sizes.values()):
        assert hidden_groups(sizes, 5) == frozenset()


@pytest.mark.parametrize(
    ("sent", "is_open", "used"),
    [(4, True, 0), (4, False, 0), (5, True, 5), (9, True, 5), (9, False, 9), (10, True, 10)],
)
def test_open_survey_moves_on_by_whole_groups(sent: int, is_open: bool, used: int) -> None:
    assert counted(sent, 5, is_open=is_open) == used
