"""The nearest weights that put another alternative first."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.mcda import (
    McdaError,
    min_max,
    nearest_winning_weights,
    uniform_weights,
    weighted_sum,
)

from .problems import problems

thorough = settings(max_examples=100, deadline=None)


def test_nearest_winning_weights_move_just_enough():
    # The second is first from equal weights on: a fifth of the weight must change sides.
    found = nearest_winning_weights([[1, 0], [0, 1]], [70, 30], 1)
    assert found == pytest.approx([0.5, 0.5])


def test_nearest_winning_weights_of_the_first_are_its_own():
    assert nearest_winning_weights([[1, 0], [0, 1]], [7, 3], 0) == pytest.approx([0.7, 0.3])


def test_an_alternative_that_another_beats_in_all_has_no_winning_weights():
    assert nearest_winning_weights([[1, 1], [0.5, 0.9]], [1, 1], 1) is None


def test_one_alternative_is_always_first():
    assert nearest_winning_weights([[0.2]], [1], 0).tolist() == [1]


def test_an_unknown_alternative_is_refused():
    with pytest.raises(McdaError, match="alternative_unknown"):
        nearest_winning_weights([[1, 0]], [1, 1], 1)


@thorough
@given(problems(), st.integers(0, 2**32))
def test_no_drawn_weights_win_with_less_change(problem, seed):
    matrix, weights, directions = problem
    values = min_max(matrix, directions)
    drawn = uniform_weights(matrix.shape[1], draws=200, seed=seed).astype(float)
    scores = drawn @ values.T
    change = np.abs(drawn - weights).sum(axis=1)
    for alternative in range(len(values)):
        winning = scores[:, alternative] >= scores.max(axis=1) - 1e-9
        found = nearest_winning_weights(values, weights, alternative)
        if found is None:
            assert not winning.any()
            continue
        reached = weighted_sum(values, found).scores
        assert reached[alternative] >= reached.max() - 1e-7
        assert (np.abs(found - weights).sum() <= change[winning] + 1e-6).all()
