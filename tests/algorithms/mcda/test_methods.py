"""Ranking methods: examples for paper, an independent library, what holds of any input."""

import numpy as np
import pymcdm.methods as peer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.normalizations import minmax_normalization, vector_normalization

from algorithms.mcda import (
    McdaError,
    Preference,
    competition_ranks,
    copras,
    linear,
    min_max,
    promethee2,
    topsis,
    vector,
    vikor,
    weighted_sum,
)

from .problems import problems

close = {"abs": 1e-9}
thorough = settings(max_examples=150, deadline=None)
STEP = Preference("linear", indifference=1, preference=1)
SLOPE = Preference("linear", indifference=1, preference=3)


def scores_of(method, matrix, weights, directions):
    """Every method, more is better."""
    if method == "weighted_sum":
        return weighted_sum(min_max(matrix, directions), weights).scores
    if method == "topsis":
        return topsis(matrix, weights, directions).closeness
    if method == "promethee2":
        return promethee2(matrix, weights, directions, SLOPE).net
    if method == "vikor":
        return -vikor(matrix, weights, directions).q
    return copras(matrix, weights, directions).utility


METHODS = ("weighted_sum", "topsis", "promethee2", "vikor", "copras")


def test_weighted_sum_by_hand():
    # Two opportunities on scales 1..5 and 0..10, the second a cost; weights 3 to 1.
    values = min_max([[5, 10], [3, 0]], ["benefit", "cost"], low=[1, 0], high=[5, 10])
    result = weighted_sum(values, [3, 1])
    assert values.tolist() == [[1, 0], [0.5, 1]]
    assert result.contributions.tolist() == [[0.75, 0], [0.375, 0.25]]
    assert result.scores.tolist() == [0.75, 0.625]
    assert result.ranks.tolist() == [1, 2]


def test_linear_divides_by_the_best():
    assert linear([[2, 4], [4, 8]], ["benefit", "cost"]).tolist() == [[0.5, 1], [1, 0.5]]


def test_vector_divides_by_the_length():
    values = vector([[3, 3, 0], [4, 4, 0]], ["benefit", "cost", "cost"])
    assert values == pytest.approx(np.array([[0.6, 0.4, 1], [0.8, 0.2, 1]]))


def test_min_max_of_equal_data_is_one_for_all():
    assert min_max([[2, 1], [2, 3]], ["cost", "benefit"]).tolist() == [[1, 0], [1, 1]]


def test_topsis_between_the_ideals_is_a_half():
    result = topsis([[3, 0], [0, 3], [3, 3], [0, 0]], [1, 1], ["benefit", "benefit"])
    assert result.closeness == pytest.approx([0.5, 0.5, 1, 0])
    assert result.ranks.tolist() == [2, 2, 1, 4]


def test_topsis_of_equal_alternatives_is_one():
    assert topsis([[2, 2], [2, 2]], [1, 1], ["benefit", "cost"]).closeness.tolist() == [1, 1]


def test_promethee_linear_preference_by_hand():
    # Differences of 1, 2 and 3 with q = 1 and p = 3 are preferences of 0, a half and 1.
    result = promethee2([[4], [3], [1]], [1], ["benefit"], SLOPE)
    assert result.preferences.tolist() == [[0, 0, 1], [0, 0, 0.5], [0, 0, 0]]
    assert result.net.tolist() == [0.5, 0.25, -0.75]


def test_promethee_takes_one_preference_per_criterion():
    both = promethee2([[2, 1], [1, 2]], [1, 1], ["benefit", "benefit"], [Preference(), STEP])
    assert both.preferences.tolist() == [[0, 0.5], [0, 0]]


def test_promethee_step_is_not_passed_by_rounding():
    step = Preference("linear", indifference=0.1, preference=0.1)
    assert promethee2([[0.4], [0.3]], [1], ["benefit"], step).net.tolist() == [0, 0]


def test_promethee_of_one_alternative_is_zero():
    assert promethee2([[1, 2]], [1, 1], ["benefit", "cost"]).net.tolist() == [0]


def test_vikor_by_hand():
    # Regrets: a (0, .5), b (.5, 0), c (.25, .25): the same sum, c the smallest of the largest.
    result = vikor([[4, 0], [0, 4], [2, 2]], [1, 1], ["benefit", "benefit"])
    assert result.s.tolist() == [0.5, 0.5, 0.5]
    assert result.r.tolist() == [0.5, 0.5, 0.25]
    assert result.q.tolist() == [0.5, 0.5, 0]
    assert result.ranks.tolist() == [2, 2, 1]


def test_ranks_share_the_better_place():
    assert competition_ranks([5, 7, 7, 1]).tolist() == [3, 1, 1, 4]
    assert competition_ranks([5, 7, 7, 1], lowest_first=True).tolist() == [2, 3, 3, 1]
    assert competition_ranks([0.1 + 0.2, 0.3]).tolist() == [1, 1]


@thorough
@given(problems(least=2))
def test_methods_agree_with_pymcdm(problem):
    matrix, weights, directions = problem
    types = np.array([1 if direction == "benefit" else -1 for direction in directions])
    arguments = (matrix, weights, types)
    saw = peer.WSM(minmax_normalization)(*arguments, validation=False)
    assert weighted_sum(min_max(matrix, directions), weights).scores == pytest.approx(saw, **close)
    flows = peer.PROMETHEE_II("usual")(*arguments, validation=False)
    assert promethee2(*problem).net == pytest.approx(flows, **close)
    ends = [3.0] * len(types), [1.0] * len(types)
    flows = peer.PROMETHEE_II("vshape_2", p=ends[0], q=ends[1])(*arguments, validation=False)
    assert promethee2(*problem, SLOPE).net == pytest.approx(flows, **close)
    if (matrix.min(axis=0) < matrix.max(axis=0)).all():  # pymcdm divides by the difference
        ideal = peer.TOPSIS(vector_normalization)(*arguments, validation=False)
        assert topsis(*problem).closeness == pytest.approx(ideal, **close)
        with np.errstate(all="ignore"):
            regret = peer.VIKOR()(*arguments, validation=False)
        if np.isfinite(regret).all():
            assert vikor(*problem).q == pytest.approx(regret, **close)


@thorough
@given(problems(), st.data())
def test_permuting_alternatives_permutes_scores(problem, data):
    matrix, weights, directions = problem
    order = data.draw(st.permutations(range(len(matrix))))
    for method in METHODS:
        scores = scores_of(method, matrix, weights, directions)
        moved = scores_of(method, matrix[order], weights, directions)
        assert moved == pytest.approx(scores[order], **close)
        assert competition_ranks(moved).tolist() == competition_ranks(scores)[order].tolist()


@thorough
@given(problems(), st.data())
def test_better_in_one_criterion_is_never_worse(problem, data):
    matrix, weights, directions = problem
    row = data.draw(st.integers(0, len(matrix) - 1))
    column = data.draw(st.integers(0, matrix.shape[1] - 1))
    twin = matrix[row].copy()
    twin[column] += 0.5 if directions[column] == "benefit" else -0.5
    both = np.vstack([matrix, twin])
    for method in METHODS:
        scores = scores_of(method, both, weights, directions)
        assert scores[-1] >= scores[row] - 1e-9, method


@thorough
@given(problems())
def test_flows_cancel_and_scores_stay_in_bounds(problem):
    matrix, weights, directions = problem
    assert promethee2(matrix, weights, directions).net.sum() == pytest.approx(0, abs=1e-9)
    for method in ("weighted_sum", "topsis"):
        scores = scores_of(method, matrix, weights, directions)
        assert ((scores >= -1e-12) & (scores <= 1 + 1e-12)).all()


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("not_a_matrix", lambda: weighted_sum([1, 2], [1])),
        ("matrix_empty", lambda: weighted_sum(np.empty((0, 2)), [1, 1])),
        ("not_finite", lambda: weighted_sum([[1, np.nan]], [1, 1])),
        ("weights_wrong_number", lambda: weighted_sum([[1, 2]], [1])),
        ("weight_negative", lambda: weighted_sum([[1, 2]], [2, -1])),
        ("weight_not_finite", lambda: weighted_sum([[1, 2]], [2, np.inf])),
        ("weights_all_zero", lambda: weighted_sum([[1, 2]], [0, 0])),
        ("directions_wrong_number", lambda: topsis([[1, 2]], [1, 1], ["cost"])),
        ("direction_unknown", lambda: topsis([[1]], [1], ["up"])),
        ("scale_ends_equal", lambda: min_max([[1]], ["benefit"], low=1, high=1)),
        ("scale_wrong_number", lambda: min_max([[1, 2]], ["benefit"] * 2, low=[1, 1, 1])),
        ("outside_scale", lambda: min_max([[6]], ["benefit"], low=1, high=5)),
        ("not_positive", lambda: linear([[0.0]], ["cost"])),
        ("not_positive", lambda: linear([[0.0]], ["benefit"])),
        ("not_positive", lambda: copras([[-1.0], [2.0]], [1], ["benefit"])),
        ("not_positive", lambda: copras([[0.0], [2.0]], [1], ["cost"])),
        ("v_outside", lambda: vikor([[1]], [1], ["benefit"], v=1.5)),
        ("preferences_wrong_number", lambda: promethee2([[1]], [1], ["cost"], [])),
        ("preference_unknown", lambda: promethee2([[1]], [1], ["cost"], Preference("gaussian"))),
        ("thresholds_wrong", lambda: promethee2([[1]], [1], ["cost"], Preference("linear", 2, 1))),
        ("score_not_finite", lambda: competition_ranks([1, np.nan])),
        ("scores_not_a_list", lambda: competition_ranks([[1]])),
    ],
)
def test_methods_refuse(code, call):
    with pytest.raises(McdaError) as error:
        call()
    assert error.value.code == code
    assert str(error.value).startswith(code)
