"""Where a decision departs from the recommendation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edp.evaluation.enums import Difference, Outcome
from edp.evaluation.rules import Line, differences

C, R, N = Outcome.CHOSEN, Outcome.RESERVE, Outcome.NOT_CHOSEN


def test_following_the_ranking_needs_no_reason():
    lines = [Line("a", 1, C, 1), Line("b", 2, C, 2), Line("c", 3, R, 1), Line("d", 4, N)]
    assert differences(lines) == {}


def test_passing_one_over_needs_two_reasons_and_no_more():
    lines = [Line("a", 1, C, 1), Line("b", 2, N), Line("c", 3, C, 2), Line("d", 4, N)]
    assert differences(lines) == {"b": Difference.OUTCOME, "c": Difference.OUTCOME}


def test_those_who_move_up_behind_one_left_out_need_none():
    lines = [Line("a", 1, N), Line("b", 2, C, 1), Line("c", 3, C, 2), Line("d", 4, C, 3)]
    # three are taken: by scores a, b and c; so a and d depart, b and c only moved up
    assert differences(lines) == {"a": Difference.OUTCOME, "d": Difference.OUTCOME}


def test_another_order_among_those_taken_needs_a_reason():
    lines = [Line("a", 1, C, 2), Line("b", 2, C, 1), Line("c", 3, C, 3)]
    assert differences(lines) == {"a": Difference.ORDER, "b": Difference.ORDER}


def test_equal_scores_may_come_in_any_order():
    lines = [Line("a", 1, C, 2), Line("b", 1, C, 1), Line("c", 3, N)]
    assert differences(lines) == {}


def test_a_line_through_equal_scores_asks_every_one_of_them():
    lines = [Line("a", 1, C, 1), Line("b", 2, C, 2), Line("c", 2, N), Line("d", 4, N)]
    assert differences(lines) == {"b": Difference.TIED, "c": Difference.TIED}


def test_one_in_reserve_out_of_turn_needs_a_reason():
    lines = [Line("a", 1, C, 1), Line("b", 2, N), Line("c", 3, R, 1)]
    assert differences(lines) == {"b": Difference.OUTCOME, "c": Difference.OUTCOME}


@pytest.mark.parametrize("outcome", [C, R, N])
def test_one_that_was_not_scored_always_needs_a_reason(outcome):
    lines = [Line("a", 1, C, 1), Line("x", None, outcome, None if outcome == N else 2)]
    assert differences(lines)["x"] == Difference.UNRANKED


def test_one_without_scores_moves_nobody_else():
    lines = [Line("x", None, C, 1), Line("a", 1, C, 2), Line("b", 2, C, 3)]
    # three are taken, and only a and b are ranked: both are where the scores put them
    assert differences(lines) == {"x": Difference.UNRANKED}


@given(st.integers(0, 8), st.integers(0, 8), st.integers(1, 12))
def test_the_recommendation_itself_never_departs(taken, reserve, count):
    taken, reserve = min(taken, count), min(reserve, max(0, count - taken))
    lines = []
    for place in range(count):
        if place < taken:
            lines.append(Line(place, place + 1, C, place + 1))
        elif place < taken + reserve:
            lines.append(Line(place, place + 1, R, place + 1 - taken))
        else:
            lines.append(Line(place, place + 1, N))
    assert differences(lines) == {}


@given(st.permutations(range(6)), st.integers(1, 5))
def test_a_reason_is_asked_for_exactly_the_set_that_differs(order, taken):
    """Strict ranking, `taken` of six taken in a random order: those outside the first `taken`
    that are in, and those inside that are out."""
    chosen = set(order[:taken])
    lines = [
        Line(key, key + 1, C, order.index(key) + 1) if key in chosen else Line(key, key + 1, N)
        for key in range(6)
    ]
    found = {key for key, why in differences(lines).items() if why == Difference.OUTCOME}
    assert found == chosen ^ set(range(taken))
