"""Regional specialisation: examples for paper, undefined figures, and what always adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.specialisation import (
    SpecialisationError,
    annual_growth,
    location_quotient,
    location_quotient_change,
    proximity,
    quadrants,
    relatedness_density,
    shift_share,
    specialised,
)

thorough = settings(max_examples=150, deadline=None)
nan = np.nan


@st.composite
def two_tables(draw):
    regions, activities = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    row = st.lists(st.integers(0, 200), min_size=activities, max_size=activities)
    table = st.lists(row, min_size=regions, max_size=regions)
    return np.array(draw(table), dtype=float), np.array(draw(table), dtype=float)


def test_location_quotient_by_hand():
    # Mining is 30 of 40 jobs in the first region and 40 of 100 in all: .75 / .4.
    found = location_quotient([[30, 10], [10, 50]])
    assert found == pytest.approx(np.array([[1.875, 10 / 24], [10 / 24, 1 / 0.72]]))


def test_location_quotient_without_employment_is_undefined():
    found = location_quotient([[2, 0], [0, 0]])
    assert found[0, 0] == 1
    assert np.isnan([found[0, 1], found[1, 0], found[1, 1]]).all()
    assert np.isnan(location_quotient([[0, 0]])).all()


@thorough
@given(two_tables())
def test_location_quotients_average_one(tables):
    table = tables[0]
    share = table.sum(axis=1) / max(table.sum(), 1)
    average = np.nansum(location_quotient(table) * share[:, None], axis=0)
    assert average == pytest.approx((table.sum(axis=0) > 0).astype(float))


def test_location_quotient_change_is_the_difference():
    found = location_quotient_change([[30, 10], [10, 50]], [[20, 20], [20, 40]])
    assert found[0, 0] == pytest.approx(1.25 - 1.875)
    assert np.isnan(location_quotient_change([[1, 0]], [[1, 1]])[0, 1])


def test_a_share_like_that_of_the_whole_is_a_specialisation():
    assert specialised([[2, 4], [1, 2]]).all()
    assert specialised([[1.1, 2.2], [3.3, 6.6]]).all()  # the quotient is 1 but for rounding


# Each of three regions is specialised in what its row marks.
HELD = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1]])


def test_proximity_by_hand():
    table = HELD * 100 + 1
    table[2] = [120, 1, 180]
    assert specialised(table).astype(int).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    # Of two regions with the first and two with the second, two have both.
    assert proximity(table).tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_proximity_takes_the_smaller_conditional_probability():
    # The first in two regions, the second in one of these: P(1|2) = 1, P(2|1) = 1/2.
    table = [[10, 10, 0], [10, 0, 0], [0, 0, 30]]
    assert specialised(table).astype(int).tolist() == [[1, 1, 0], [1, 0, 0], [0, 0, 1]]
    assert proximity(table)[0, 1] == 0.5


def test_relatedness_density_by_hand():
    close = [[1, 0.5, 0.25], [0.5, 1, 0], [0.25, 0, 1]]
    table = [[10, 10, 0], [10, 0, 0], [0, 0, 30]]
    found = relatedness_density(table, close)
    # Related to the first: the second (.5) and the third (.25). Its own presence does not count.
    assert found[:, 0] == pytest.approx([100 * 0.5 / 0.75, 0, 100 * 0.25 / 0.75])
    assert found[:, 1].tolist() == [100, 100, 0]


def test_relatedness_density_of_an_unrelated_activity_is_undefined():
    assert np.isnan(relatedness_density([[10, 0], [0, 10]])).all()


@thorough
@given(two_tables())
def test_proximity_and_density_stay_in_bounds(tables):
    close = proximity(tables[0])
    assert np.array_equal(close, close.T)
    assert ((close >= 0) & (close <= 1)).all()
    density = relatedness_density(tables[0])
    known = np.isfinite(density)
    assert ((density[known] >= 0) & (density[known] <= 100)).all()
    assert known.all(axis=0).tolist() == (close.sum(axis=0) > 0).tolist()


def test_shift_share_by_hand():
    # All jobs grow from 200 to 220 (10 %), mining from 100 to 90, services from 100 to 130.
    found = shift_share([[60, 40], [40, 60]], [[57, 60], [33, 70]])
    assert found.change.tolist() == [[-3, 20], [-7, 10]]
    assert found.national == pytest.approx(np.array([[6, 4], [4, 6]]))
    assert found.industry_mix == pytest.approx(np.array([[-12, 8], [-8, 12]]))
    assert found.competitive == pytest.approx(np.array([[3, 8], [-3, -8]]))


def test_shift_share_of_a_new_activity_is_competitive():
    found = shift_share([[10, 0], [10, 0]], [[10, 5], [10, 0]])
    assert found.competitive[0, 1] == 5
    assert (found.national[0, 1], found.industry_mix[0, 1]) == (0, 0)


@thorough
@given(two_tables())
def test_shift_share_adds_up(tables):
    before, after = tables
    if not before.sum():
        return
    found = shift_share(before, after)
    parts = found.national + found.industry_mix + found.competitive
    assert parts == pytest.approx(after - before, abs=1e-9)
    # What the regions gain from one another cancels, activity by activity; so does the mix overall.
    started = before.sum(axis=0) > 0
    assert found.competitive[:, started].sum(axis=0) == pytest.approx(0, abs=1e-9)
    assert found.national.sum() == pytest.approx(after.sum() - before.sum(), abs=1e-9)


def test_annual_growth_compounds():
    assert annual_growth([100, 0, 5], [121, 3, -1], 2) == pytest.approx(
        [0.1, nan, nan], nan_ok=True
    )


def test_quadrants_by_level_and_growth():
    level, growth = [10, 10, 5, 5, nan], [0.02, 0.01, 0.02, 0.01, 0.02]
    found = quadrants(level, growth, level_reference=10, growth_reference=0.02)
    assert found == ("leading", "losing_ground", "catching_up", "falling_behind", None)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("table_wrong_shape", lambda: location_quotient([1, 2])),
        ("employment_not_a_count", lambda: location_quotient([[1, -2]])),
        ("employment_not_a_count", lambda: location_quotient([[1, nan]])),
        ("tables_differ", lambda: location_quotient_change([[1]], [[1, 2]])),
        ("tables_differ", lambda: shift_share([[1]], [[1, 2]])),
        ("nothing_before", lambda: shift_share([[0]], [[1]])),
        ("proximity_wrong_shape", lambda: relatedness_density([[1, 2]], [[0]])),
        ("years_not_positive", lambda: annual_growth([1], [1], 0)),
        (
            "tables_differ",
            lambda: quadrants([1], [1, 2], level_reference=1, growth_reference=1),
        ),
        (
            "reference_not_finite",
            lambda: quadrants([1], [1], level_reference=nan, growth_reference=1),
        ),
    ],
)
def test_specialisation_refuses(code, call):
    with pytest.raises(SpecialisationError) as error:
        call()
    assert error.value.code == code
