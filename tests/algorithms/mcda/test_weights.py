"""Weights by people, by comparison, by data and by chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.mcda import (
    McdaError,
    ahp,
    critic_weights,
    direct,
    entropy_weights,
    ordered_weights,
    swing,
    uniform_weights,
    weights_near,
)

from .problems import problems

thorough = settings(max_examples=100, deadline=None)
numbers = st.lists(st.integers(0, 100), min_size=1, max_size=8).filter(any)


def test_direct_divides_by_the_sum():
    assert direct([30, 50, 20]).tolist() == [0.3, 0.5, 0.2]


def test_swing_rates_against_the_largest():
    assert swing([100, 60, 40]).tolist() == [0.5, 0.3, 0.2]


def test_ahp_of_a_consistent_matrix_is_its_ratios():
    result = ahp([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    assert result.weights == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert result.lambda_max == pytest.approx(3)
    assert result.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert result.acceptable
    assert result.worst is None


def test_ahp_names_the_judgement_that_contradicts_the_others():
    # Twice as important in each step, yet the last as important as the first.
    matrix = np.array([[2.0 ** (j - i) for j in range(4)] for i in range(4)])
    matrix[0, 3], matrix[3, 0] = 1 / 8, 8
    result = ahp(matrix, method="geometric_mean")
    assert not result.acceptable
    assert (result.worst.first, result.worst.second) == (0, 3)
    assert result.worst.given == 1 / 8
    assert result.worst.implied == pytest.approx(result.weights[0] / result.weights[3])


def test_ahp_of_two_criteria_cannot_contradict_itself():
    result = ahp([[1, 9], [1 / 9, 1]])
    assert result.weights == pytest.approx([0.9, 0.1])
    assert (result.consistency_ratio, result.worst) == (0, None)


@thorough
@given(numbers)
def test_ahp_finds_the_weights_behind_its_ratios(given_numbers):
    weights = direct([n + 1 for n in given_numbers])
    for method in ("eigenvector", "geometric_mean", "column_mean"):
        result = ahp(weights[:, None] / weights, method=method)
        assert result.weights == pytest.approx(weights, abs=1e-9)


@thorough
@given(numbers)
def test_weights_sum_to_one_and_keep_their_ratios(given_numbers):
    weights = direct(given_numbers)
    assert weights.sum() == pytest.approx(1)
    assert weights * sum(given_numbers) == pytest.approx(given_numbers)


@thorough
@given(problems(least=2))
def test_weights_from_data_sum_to_one(problem):
    matrix, _, directions = problem
    for weights in (entropy_weights(matrix), critic_weights(matrix, directions)):
        assert weights.sum() == pytest.approx(1)
        assert (weights >= 0).all()


def test_a_criterion_that_tells_nobody_apart_weighs_nothing():
    matrix = [[1, 3], [2, 3], [4, 3]]
    assert entropy_weights(matrix).tolist() == [1, 0]
    assert critic_weights(matrix).tolist() == [1, 0]
    assert entropy_weights([[3, 3], [3, 3]]).tolist() == [0.5, 0.5]


@thorough
@given(st.integers(1, 8), st.integers(0, 2**32))
def test_uniform_weights_lie_on_the_simplex(criteria, seed):
    weights = uniform_weights(criteria, draws=50, seed=seed)
    assert weights.shape == (50, criteria)
    assert (weights >= 0).all()
    assert weights.sum(axis=1) == pytest.approx(np.ones(50), abs=1e-6)
    assert np.array_equal(weights, uniform_weights(criteria, draws=50, seed=seed))


def test_uniform_weights_have_the_moments_of_the_distribution():
    weights = uniform_weights(4, seed=1).astype(float)
    assert weights.mean(axis=0) == pytest.approx([1 / 4] * 4, abs=0.003)
    assert weights.var(axis=0) == pytest.approx([3 / 80] * 4, abs=0.001)  # (n−1) / n² (n+1)


@thorough
@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.integers(0, 2**32))
def test_ordered_weights_respect_the_order(places, seed):
    weights = ordered_weights(places, draws=40, seed=seed)
    assert weights.sum(axis=1) == pytest.approx(np.ones(40), abs=1e-6)
    for i, place in enumerate(places):
        for j, other in enumerate(places):
            if place < other:
                assert (weights[:, i] >= weights[:, j]).all()


def test_ordered_weights_average_the_rank_order_centroid():
    weights = ordered_weights([2, 1, 3], seed=4)
    assert weights.mean(axis=0) == pytest.approx([5 / 18, 11 / 18, 2 / 18], abs=0.003)
    equal = ordered_weights([1, 1, 1], seed=4)
    assert equal.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.003)


@thorough
@given(numbers, st.floats(0, 0.9), st.integers(0, 2**32))
def test_weights_near_stay_near(given_numbers, spread, seed):
    centre = direct(given_numbers)
    weights = weights_near(centre, spread=spread, draws=40, seed=seed)
    assert weights.sum(axis=1) == pytest.approx(np.ones(40), abs=1e-6)
    assert (weights <= centre * (1 + spread) / (1 - spread) + 1e-6).all()
    assert (weights >= centre * (1 - spread) / (1 + spread) - 1e-6).all()


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("swing_top_not_100", lambda: swing([90, 60])),
        ("weight_negative", lambda: swing([100, -1])),
        ("weights_all_zero", lambda: direct([0, 0])),
        ("comparisons_not_square", lambda: ahp([[1, 2]])),
        ("comparison_not_positive", lambda: ahp([[1, 0], [1, 1]])),
        ("not_reciprocal", lambda: ahp([[1, 2], [2, 1]])),
        ("not_reciprocal", lambda: ahp([[2]])),
        ("too_many_criteria", lambda: ahp(np.ones((16, 16)))),
        ("method_unknown", lambda: ahp([[1]], method="guess")),
        ("too_few_alternatives", lambda: entropy_weights([[1, 2]])),
        ("too_few_alternatives", lambda: critic_weights([[1, 2]])),
        ("not_positive", lambda: entropy_weights([[0, 1], [0, 2]])),
        ("too_few_criteria", lambda: uniform_weights(0, seed=1)),
        ("too_few_criteria", lambda: ordered_weights([], seed=1)),
        ("too_few_draws", lambda: uniform_weights(2, draws=0, seed=1)),
        ("spread_outside", lambda: weights_near([1, 1], spread=2, seed=1)),
    ],
)
def test_weights_refuse(code, call):
    with pytest.raises(McdaError) as error:
        call()
    assert error.value.code == code
