"""No published cell is small, and none can be found by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from budgeting.results.pooling import pooled


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


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=12))
def test_every_cell_is_published_once_and_large_enough(cells):
    groups = pooled(cells)
    assert sorted(cell for group in groups for cell in group) == sorted(cells)
    sizes = [sum(cells[cell] for cell in group) for group in groups]
    assert len(groups) < 2 or min(sizes) >= 10
