"""No published cell is small, and none can be found by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from budgeting.results.pooling import Minds, pooled, pooled_in_order


def test_large_cells_stay_alone():
    assert pooled({"a": 10, "b": 11}) == [("a",), ("b",)]


def test_a_small_cell_takes_the_next_smallest_along():
    assert pooled({"a": 3, "b": 40, "c": 12}) == [("b",), ("a", "c")]


def test_small_cells_together_may_be_enough():
    assert pooled({"a": 6, "b": 40, "c": 6}) == [("b",), ("a", "c")]


def test_a_cell_of_one_mind_is_pooled_however_large():
    def is_mixed(group):
        return group != ("a",)

    assert pooled({"a": 50, "b": 40, "c": 90}, is_mixed) == [("c",), ("a", "b")]


def test_nothing_left_to_join_is_the_whole():
    assert pooled({"a": 3, "b": 4}) == [("a", "b")]
    assert pooled({}) == []


@given(st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 40)))
def test_every_cell_is_published_once_and_large_enough(cells):
    groups = pooled(cells)
    assert sorted(cell for group in groups for cell in group) == sorted(cells)
    sizes = [sum(cells[cell] for cell in group) for group in groups]
    assert len(groups) < 2 or min(sizes) >= 10


# --- cells in a row ---


def test_rare_numbers_at_the_end_stand_together():
    assert pooled_in_order([40, 30, 12, 6, 3, 2]) == [(0, 0), (1, 1), (2, 2), (3, 5)]


def test_rare_beginning_joins_what_follows():
    assert pooled_in_order([3, 50, 40]) == [(0, 1), (2, 2)]
    assert pooled_in_order([3, 0, 40]) == [(0, 2)]


def test_number_that_nobody_has_hides_nobody():
    assert pooled_in_order([0, 40, 0, 12]) == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_too_few_in_all_are_not_published():
    assert pooled_in_order([3, 4]) == []
    assert pooled_in_order([]) == []


@given(st.lists(st.integers(0, 40), max_size=9))
def test_every_run_is_empty_or_large_enough(counts):
    runs = pooled_in_order(counts)
    sizes = [sum(counts[first : last + 1]) for first, last in runs]
    assert all(size == 0 or size >= 10 for size in sizes)
    if runs:
        places = [place for first, last in runs for place in range(first, last + 1)]
        assert places == list(range(len(counts)))
    else:
        assert sum(counts) < 10


# --- minds ---


def test_minds_are_mixed_within_a_cell_and_between_cells():
    minds = Minds()
    for cell, choices in [("a", {"1": 1}), ("a", {"1": 1}), ("b", {"1": 1}), ("c", {"2": 1})]:
        minds.add(cell, choices)
    minds.add("d", {"1": 1})
    minds.add("d", {})
    assert [minds.is_mixed(cells) for cells in (["a"], ["a", "b"], ["a", "c"], ["d"], [])] == [
        False, False, True, True, False,
    ]  # fmt: skip
