"""Agreement between evaluators, harsh and lenient markers, and one score from several."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.mcda import (
    McdaError,
    aggregate,
    intraclass_correlation,
    kendall_w,
    krippendorff_alpha,
    marker_effects,
    spread,
)

thorough = settings(max_examples=150, deadline=None)
nan = np.nan
LEVELS = ("nominal", "ordinal", "interval", "ratio")


@st.composite
def sheets(draw, missing=True):
    """Scores 0..5 of evaluators × items, some not given."""
    evaluators, items = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    score = st.integers(0, 5).map(float)
    cell = st.one_of(score, st.just(nan)) if missing else score
    row = st.lists(cell, min_size=items, max_size=items)
    return np.array(draw(st.lists(row, min_size=evaluators, max_size=evaluators)))


@thorough
@given(sheets(), st.sampled_from(LEVELS))
def test_alpha_agrees_with_the_krippendorff_package(scores, level):
    ours = krippendorff_alpha(scores, level)
    paired = scores[:, np.isfinite(scores).sum(axis=0) >= 2]
    if np.unique(paired[np.isfinite(paired)]).size < 2:
        assert np.isnan(ours)
        return
    theirs = krippendorff.alpha(reliability_data=scores, level_of_measurement=level)
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_alpha_by_hand():
    # Three items, two of them agreed: 2 of 6 coincidences differ, 18 of 30 by chance.
    assert krippendorff_alpha([[1, 1, 2], [1, 2, 2]], "nominal") == pytest.approx(1 - (2 / 6) / 0.6)
    assert krippendorff_alpha([[1, 2, 3], [1, 2, 3]]) == 1


def test_alpha_below_zero_where_evaluators_oppose():
    assert krippendorff_alpha([[1, 5, 1, 5], [5, 1, 5, 1]], "interval") < -0.5


def test_kendall_by_hand():
    assert kendall_w([[1, 2, 3], [10, 20, 30]]).w == 1
    assert kendall_w([[1, 2, 3], [3, 2, 1]]).w == 0
    # Ranks 1.5 1.5 3 and 2.5 1 2.5, sums 4, 2.5, 5.5: S = 4.5; a tie of two (T = 6) in each.
    assert kendall_w([[1, 1, 2], [2, 1, 2]]).w == pytest.approx(12 * 4.5 / (4 * 24 - 2 * 12))


def test_kendall_takes_only_items_that_all_scored():
    result = kendall_w([[1, 2, 3, nan], [1, 2, 3, 0]])
    assert (result.w, result.items) == (1, 3)
    assert np.isnan(kendall_w([[1, nan], [nan, 2]]).w)
    assert np.isnan(kendall_w([[2, 2], [3, 3]]).w)


@thorough
@given(sheets(missing=False))
def test_kendall_lies_between_none_and_full(scores):
    w = kendall_w(scores).w
    assert np.isnan(w) or -1e-12 <= w <= 1 + 1e-12


def test_icc_of_shifted_copies_is_full_only_for_consistency():
    result = intraclass_correlation([[1, 2, 3], [2, 3, 4]])
    assert result.icc3 == pytest.approx(1)
    assert result.icc2 == pytest.approx(2 / 3)  # 1 / (1 + 1/2) of the variances
    assert np.isnan(intraclass_correlation([[1, 1], [1, 1]]).icc1)


def test_marker_effects_by_hand():
    # A point below and a point above the means of three shared items: (3 + 1) b = 3.
    result = marker_effects([[1, 2, 3], [3, 4, 5]])
    assert result.effects == pytest.approx([-0.75, 0.75])
    assert result.adjusted == pytest.approx(np.array([[1.75, 2.75, 3.75], [2.25, 3.25, 4.25]]))
    assert result.items == pytest.approx([2, 3, 4])
    assert result.reviews.tolist() == [3, 3]


def test_marker_effects_adjust_the_item_that_met_the_harsh_ones():
    # a is a harsh, c a lenient marker; the third item met only a and b, the fourth only b and c.
    scores = [[1, 1, 1, nan], [2, 2, 2, 2], [3, 3, nan, 3]]
    result = marker_effects(scores, ridge=1e-9)
    assert result.effects == pytest.approx([-1, 0, 1], abs=1e-6)
    assert result.items == pytest.approx([2, 2, 2, 2], abs=1e-6)


def test_marker_without_scores_has_no_effect():
    result = marker_effects([[1, 2], [nan, nan], [3, 4]])
    assert result.effects[1] == 0
    assert result.reviews.tolist() == [2, 0, 2]
    assert np.isnan(marker_effects([[1, nan], [2, nan]]).items[1])


@thorough
@given(sheets(), st.floats(0.01, 10))
def test_marker_effects_are_the_minimum_of_the_ridge(scores, ridge):
    result = marker_effects(scores, ridge=ridge)
    present = np.isfinite(scores)
    assert result.effects.sum() == pytest.approx(0, abs=1e-8)
    # Where the gradient is 0: residuals of an evaluator sum to ridge · effect, of an item to 0.
    residuals = np.where(present, result.adjusted - result.items, 0.0)
    assert residuals.sum(axis=1) == pytest.approx(ridge * result.effects, abs=1e-7)
    assert residuals.sum(axis=0) == pytest.approx(np.zeros(scores.shape[1]), abs=1e-7)


def test_marker_effects_recover_a_planted_marker():
    rng = np.random.default_rng(5)
    truth, bias = rng.normal(5, 1, 60), rng.normal(0, 1, 20)
    scores = truth + bias[:, None] + rng.normal(0, 0.3, (20, 60))
    scores[rng.random(scores.shape) > 0.2] = nan
    result = marker_effects(scores)
    seen = np.isfinite(result.items)
    error = np.abs(result.items - truth)[seen].mean()
    assert error < 0.6 * np.abs(aggregate(scores) - truth)[seen].mean()
    assert np.corrcoef(result.effects, bias)[0, 1] > 0.95


def test_aggregate_by_hand():
    # Five, four and no scores.
    scores = np.array([[1, 1, nan], [9, 9, nan], [4, 4, nan], [5, 6, nan], [5, nan, nan]])
    assert aggregate(scores).tolist()[:2] == [4.8, 5]
    assert aggregate(scores, "median").tolist()[:2] == [5, 5]
    assert aggregate(scores, "trimmed_mean")[0] == pytest.approx(14 / 3)
    assert aggregate(scores, "trimmed_mean")[1] == 5  # four: the mean
    for rule in ("mean", "median", "trimmed_mean"):
        assert np.isnan(aggregate(scores, rule)[2])


def test_spread_by_hand():
    result = spread([[1, 2, nan], [3, nan, nan]])
    assert result.count.tolist() == [2, 1, 0]
    assert result.deviation[0] == pytest.approx(2**0.5)
    assert np.isnan(result.deviation[1:]).all()
    assert result.span.tolist()[:2] == [2, 0]
    assert np.isnan(result.span[2])


@thorough
@given(sheets())
def test_aggregates_agree_with_numpy_item_by_item(scores):
    found = {rule: aggregate(scores, rule) for rule in ("mean", "median", "trimmed_mean")}
    apart = spread(scores)
    for item, column in enumerate(scores.T):
        given_scores = np.sort(column[np.isfinite(column)])
        if not given_scores.size:
            assert all(np.isnan(values[item]) for values in found.values())
            continue
        trimmed = given_scores[1:-1] if given_scores.size >= 5 else given_scores
        assert found["mean"][item] == pytest.approx(given_scores.mean())
        assert found["median"][item] == np.median(given_scores)
        assert found["trimmed_mean"][item] == pytest.approx(trimmed.mean())
        assert apart.span[item] == np.ptp(given_scores)
        if given_scores.size > 1:
            assert apart.deviation[item] == pytest.approx(given_scores.std(ddof=1), abs=1e-9)


def test_aggregate_keeps_criteria_apart():
    scores = np.array([[[1, 5], [2, nan]], [[3, 1], [nan, nan]]])
    assert aggregate(scores)[0].tolist() == [2, 3]
    assert aggregate(scores)[1, 0] == 2
    assert spread(scores).count.tolist() == [[2, 2], [1, 0]]


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("scores_wrong_shape", lambda: krippendorff_alpha([1, 2])),
        ("score_infinite", lambda: krippendorff_alpha([[1, np.inf]])),
        ("level_unknown", lambda: krippendorff_alpha([[1, 2], [2, 2]], "guess")),
        ("level_unknown", lambda: krippendorff_alpha([[1], [1]], "guess")),
        ("ratio_negative", lambda: krippendorff_alpha([[-1, 2], [2, 2]], "ratio")),
        ("scores_incomplete", lambda: intraclass_correlation([[1, nan], [1, 2]])),
        ("scores_too_few", lambda: intraclass_correlation([[1, 2]])),
        ("ridge_not_positive", lambda: marker_effects([[1, 2]], ridge=0)),
        ("rule_unknown", lambda: aggregate([[1]], "mode")),
        ("scores_wrong_shape", lambda: aggregate([1])),
        ("score_infinite", lambda: spread([[np.inf]])),
    ],
)
def test_agreement_refuses(code, call):
    with pytest.raises(McdaError) as error:
        call()
    assert error.value.code == code
