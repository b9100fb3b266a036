"""Robustness: exact cases, an independent loop, ties, and what holds of any input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import WSM

from algorithms.mcda import (
    McdaError,
    competition_ranks,
    confidence_factors,
    min_max,
    ordered_weights,
    pairwise_winning,
    ranking_entropy,
    smaa,
    undecided_pairs,
    uniform_weights,
    weighted_sum,
)

from .problems import problems

thorough = settings(max_examples=100, deadline=None)
QUARTERS = np.array([[1, 0], [0.75, 0.25], [0.5, 0.5], [0, 1]])  # exact in binary


def test_smaa_counts_places_by_hand():
    # a, b and c under four weight vectors: a c b, a c b, all level, b c a.
    result = smaa([[1, 0], [0, 1], [0.5, 0.5]], QUARTERS)
    assert result.acceptability.tolist() == [[0.75, 0, 0.25], [0.5, 0, 0.5], [0.25, 0.75, 0]]
    assert result.central_weights.tolist() == [[0.75, 0.25], [0.25, 0.75], [0.5, 0.5]]
    assert result.confidence.tolist() == [1, 1, 1]
    assert result.draws == 4


def test_pairwise_counts_strict_wins_by_hand():
    wins = pairwise_winning([[1, 0], [0, 1], [0.5, 0.5]], QUARTERS)
    assert wins.tolist() == [[0, 0.5, 0.5], [0.25, 0, 0.25], [0.25, 0.5, 0]]


def test_an_alternative_never_first_has_no_central_weights():
    result = smaa([[1, 1], [0, 0]], uniform_weights(2, draws=100, seed=1))
    assert result.acceptability.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(result.central_weights[1]).all()
    assert np.isnan(result.confidence[1])


def test_equal_alternatives_share_their_places():
    values = [[0.3, 0.7, 0.1], [0.9, 0.1, 0.2], [0.3, 0.7, 0.1]]
    weights = uniform_weights(3, draws=5000, seed=1)
    result, wins = smaa(values, weights), pairwise_winning(values, weights)
    assert result.acceptability[0].tolist() == result.acceptability[2].tolist()
    assert result.acceptability[0, 1] > 0  # both second, never third
    assert result.acceptability[0, 2] == 0
    assert (wins[0, 2], wins[2, 0]) == (0, 0)
    assert [(p.first, p.second) for p in undecided_pairs(wins, 0.0)][:1] == [(0, 2)]


def test_order_of_weights_narrows_the_places():
    # With the first criterion at least as important, the one strong in it is never behind.
    weights = ordered_weights([1, 2], draws=2000, seed=1)
    assert smaa([[1, 0], [0, 1]], weights).acceptability[0, 0] == 1


def test_uncertain_values_are_drawn_with_the_weights():
    values = np.array([[[1.0], [0.0]]] * 3 + [[[0.0], [1.0]]])
    result = smaa(values, np.ones((4, 1)))
    assert result.acceptability.tolist() == [[0.75, 0.25], [0.25, 0.75]]
    assert result.confidence.tolist() == [0.75, 0.25]
    assert pairwise_winning(values, np.ones((4, 1))).tolist() == [[0, 0.75], [0.25, 0]]


def test_undecided_pairs_within_the_margin_closest_first():
    pairwise = [[0, 0.6, 0.9], [0.4, 0, 0.5], [0.1, 0.5, 0]]
    pairs = undecided_pairs(pairwise, margin=0.1)
    assert [(p.first, p.second) for p in pairs] == [(1, 2), (0, 1)]
    assert (pairs[1].first_ahead, pairs[1].second_ahead) == (0.6, 0.4)
    assert undecided_pairs(pairwise, margin=0.05) == pairs[:1]
    assert len(undecided_pairs([[0, 0.68], [0.32, 0]], margin=0.18)) == 1  # at the margin


def test_entropy_of_one_ranking_is_zero_and_of_two_even_ones_a_bit():
    assert ranking_entropy([[1, 2]] * 5) == 0
    assert ranking_entropy([[1, 2], [2, 1]]) == 1


@thorough
@given(problems(), st.integers(0, 2**32))
def test_smaa_agrees_with_a_loop_over_pymcdm(problem, seed):
    matrix, _, directions = problem
    values = min_max(matrix, directions)
    weights = uniform_weights(matrix.shape[1], draws=60, seed=seed)
    result, wins = smaa(values, weights), pairwise_winning(values, weights)
    places = np.zeros_like(result.acceptability)
    ahead = np.zeros_like(places)
    method = WSM(lambda column, cost=False: column)
    types = np.ones(matrix.shape[1])
    for vector in weights.astype(float):
        scores = method(values, vector, types, validation=False)
        places[np.arange(len(values)), competition_ranks(scores) - 1] += 1
        ahead += scores[:, None] > scores + 1e-9
    # A draw within float32 of a tie may count either way.
    assert result.acceptability == pytest.approx(places / 60, abs=1 / 60 + 1e-9)
    assert wins == pytest.approx(ahead / 60, abs=1 / 60 + 1e-9)


@thorough
@given(problems(), st.integers(0, 2**32), st.data())
def test_acceptabilities_are_shares_and_do_not_depend_on_order(problem, seed, data):
    matrix, _, directions = problem
    values = min_max(matrix, directions)
    weights = uniform_weights(matrix.shape[1], draws=300, seed=seed)
    result, wins = smaa(values, weights), pairwise_winning(values, weights)
    assert result.acceptability.sum(axis=1) == pytest.approx(np.ones(len(values)))
    assert (wins + wins.T <= 1 + 1e-12).all()
    first = result.acceptability[:, 0] > 0
    assert np.isnan(result.central_weights).any(axis=1).tolist() == (~first).tolist()
    assert result.central_weights[first].sum(axis=1) == pytest.approx(1, abs=1e-5)
    order = data.draw(st.permutations(range(len(values))))
    moved = smaa(values[order], weights)
    assert moved.acceptability.tolist() == result.acceptability[order].tolist()
    # Sums in float32: a matrix product may add in another order where rows lie elsewhere.
    central = result.central_weights[order]
    assert np.allclose(moved.central_weights, central, rtol=0, atol=1e-6, equal_nan=True)
    assert pairwise_winning(values[order], weights).tolist() == wins[np.ix_(order, order)].tolist()


@thorough
@given(problems(), st.integers(0, 2**32))
def test_central_weights_make_their_alternative_first(problem, seed):
    matrix, _, directions = problem
    values = min_max(matrix, directions)
    result = smaa(values, uniform_weights(matrix.shape[1], draws=300, seed=seed))
    for i, weights in enumerate(result.central_weights):
        if np.isfinite(weights).all():
            scores = weighted_sum(values, weights).scores
            assert scores[i] >= scores.max() - 1e-6


def test_smaa_is_the_same_in_one_chunk_and_in_many():
    values = np.random.default_rng(1).random((7, 3))
    weights = uniform_weights(3, draws=1000, seed=1)
    whole = smaa(values, weights).acceptability
    parts = [smaa(values, weights[i : i + 50]).acceptability for i in range(0, 1000, 50)]
    assert np.mean(parts, axis=0) == pytest.approx(whole)


@pytest.mark.parametrize(
    ("code", "values", "weights"),
    [
        ("values_wrong_shape", [[1, 2, 3]], [[0.5, 0.5]]),
        ("values_wrong_shape", [1, 2], [[0.5, 0.5]]),
        ("not_finite", [[1, np.nan]], [[0.5, 0.5]]),
        ("weights_wrong_shape", [[1, 2]], [0.5, 0.5]),
        ("weight_negative", [[1, 2]], [[1.5, -0.5]]),
        ("weight_not_finite", [[1, 2]], [[1.5, np.nan]]),
        ("draws_differ", [[[1, 2]]] * 3, [[0.5, 0.5]]),
    ],
)
def test_smaa_refuses(code, values, weights):
    with pytest.raises(McdaError) as error:
        smaa(values, weights)
    assert error.value.code == code


def test_margin_beyond_a_half_is_refused():
    with pytest.raises(McdaError, match="margin_outside"):
        undecided_pairs([[0]], margin=0.6)


def test_confidence_of_exact_values_is_whether_they_are_first():
    factors = confidence_factors([[1, 0], [0, 1]], [[0.9, 0.1], [0.6, 0.4]])
    assert factors.tolist() == [1, 0]
