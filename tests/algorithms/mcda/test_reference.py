"""Published and recomputed results of every method, and the SMAA cases of R and JSMAA."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest

from algorithms.mcda import (
    Preference,
    acceptability_of,
    ahp,
    confidence_factors,
    copras,
    critic_weights,
    entropy_weights,
    intraclass_correlation,
    kendall_w,
    krippendorff_alpha,
    linear,
    pairwise_winning,
    promethee2,
    ranking_entropy,
    smaa,
    topsis,
    uniform_weights,
    vikor,
    weighted_sum,
)
from algorithms.mcda.normalisation import min_max

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "mcda"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent"),
]


@pytest.fixture(scope="module")
def reference():
    return json.loads((DATA / "reference.json").read_text())


@pytest.fixture(scope="module")
def thrombo():
    """Values of two treatments in three criteria and their ranks, 10,000 draws of each."""
    meas = numbers("thrombo-meas").reshape(10_000, 2, 3, order="F")
    return meas, numbers("thrombo-ranks-nopref").reshape(10_000, 2, order="F")


def numbers(name):
    """An R vector as dput() writes it: structure(c(...), .Dim = ...)."""
    text = gzip.decompress((DATA / f"{name}.txt.gz").read_bytes()).decode()
    inside = re.match(r"structure\(c\((.*?)\), ?\.?[Dd]im", text, re.DOTALL)
    return np.array(inside[1].replace("L", "").split(","), dtype=float)


def directions(case):
    return ["benefit" if kind > 0 else "cost" for kind in case["types"]]


def test_topsis_is_reproduced(reference):
    case = reference["topsis_tzeng_huang_2011"]
    closeness = topsis(case["matrix"], case["weights"], directions(case)).closeness
    assert closeness == pytest.approx(case["numpy"], abs=1e-12)
    assert closeness == pytest.approx(case["published"], abs=1e-4)
    scaled = topsis(case["matrix"], case["weights"], directions(case), normalisation=min_max)
    stated = re.findall(r"\d\.\d{6,}", case["pymcdm_default_note"])
    assert scaled.closeness == pytest.approx([float(x) for x in stated], abs=1e-12)


def test_weighted_sum_is_reproduced(reference):
    case = reference["saw_location"]
    result = weighted_sum(linear(case["matrix"], directions(case)), case["weights"])
    for row in ("numpy", "pyrepo", "pymcdm", "pyDecision"):
        assert result.scores == pytest.approx(case[row], abs=1e-12)


@pytest.mark.parametrize(
    ("name", "preference"),
    [
        ("promethee2_location", Preference("linear", indifference=1, preference=2)),
        ("promethee2_zhao_2013", Preference("usual")),
    ],
)
def test_promethee_is_reproduced(reference, name, preference):
    case = reference[name]
    result = promethee2(case["matrix"], case["weights"], directions(case), preference)
    assert result.net == pytest.approx(case["published"], abs=1e-12)


def test_vikor_is_reproduced(reference):
    case = reference["vikor_location"]
    result = vikor(case["matrix"], case["weights"], directions(case), v=case["v"])
    assert result.q == pytest.approx(case["numpy"], abs=1e-12)
    assert result.q == pytest.approx(case["published"], abs=5e-4)


def test_copras_is_the_standard_formula(reference):
    case = reference["copras_zavadskas_2007"]
    result = copras(case["matrix"], case["weights"], directions(case))
    assert result.utility == pytest.approx(case["numpy"], abs=1e-12)
    assert list(result.ranks) == case["scikit_criteria_ranks"]
    # The row marked do-not-use comes of a formula that rewards cost.
    assert result.utility != pytest.approx(case["published"], abs=1e-3)


@pytest.mark.parametrize("name", ["ahp_location_criteria", "ahp_leader_criteria"])
def test_ahp_is_reproduced(reference, name):
    case = reference[name]
    result = ahp(case["matrix"])
    assert result.weights == pytest.approx(case["numpy_eigen"], abs=1e-9)
    assert result.lambda_max == pytest.approx(case["lambda_max"], abs=1e-9)
    assert result.consistency_index == pytest.approx(case["CI"], abs=1e-9)
    assert result.consistency_ratio == pytest.approx(case["CR_saaty_RI"], abs=1e-9)
    by_means = ahp(case["matrix"], method="geometric_mean")
    assert by_means.weights == pytest.approx(case["geometric_mean"], abs=1e-12)
    handbook = ahp(case["matrix"], method="column_mean")
    assert handbook.weights == pytest.approx(case["pyDecision_default_mean"], abs=1e-12)
    assert handbook.consistency_ratio == pytest.approx(case["pyDecision_mean_CR"], abs=1e-9)


def test_objective_weights_are_reproduced(reference):
    case = reference["objective_weights_location"]
    assert entropy_weights(case["matrix"]) == pytest.approx(case["entropy_numpy"], abs=1e-12)
    assert critic_weights(case["matrix"]) == pytest.approx(case["critic_numpy"], abs=1e-12)


def test_smaa_r_example_is_reproduced_exactly(reference, thrombo):
    case = reference["smaa_thrombo_R"]["published"]
    meas, ranks = thrombo
    assert acceptability_of(ranks).tolist() == case["ra"]
    assert ranking_entropy(ranks) == pytest.approx(case["entropy"], abs=1e-7)
    wins = [[(ranks[:, i] < ranks[:, j]).mean() for j in (0, 1)] for i in (0, 1)]
    assert wins == case["pwi"]
    assert confidence_factors(meas, case["cw"]).tolist() == case["cf"]


def test_smaa_r_example_is_reproduced_with_weights_of_our_own(reference, thrombo):
    # Its weight vectors are not published with it: within four standard errors.
    case = reference["smaa_thrombo_R"]["published"]
    meas = thrombo[0]
    weights = uniform_weights(3, draws=len(meas), seed=1)
    result = smaa(meas, weights)
    assert result.acceptability == pytest.approx(np.array(case["ra"]), abs=0.02)
    assert result.central_weights == pytest.approx(np.array(case["cw"]), abs=0.015)
    assert result.confidence == pytest.approx(case["cf"], abs=0.02)
    assert pairwise_winning(meas, weights) == pytest.approx(np.array(case["pwi"]), abs=0.02)


# Tervonen et al. (2011): benefits and risks of four antidepressants. Efficacy is lognormal (mean,
# deviation of the logarithm), the shares of patients with an adverse event are normal.
EFFICACY = [(0.0, 0.0), (0.086, 0.056), (0.095, 0.044), (0.113, 0.048)]
ADVERSE = [
    [(11.7, 2.5), (9.2, 1.86), (15.4, 2.65), (5.5, 2.32)],  # diarrhoea
    [(7.2, 1.45), (10.6, 1.58), (7.5, 1.48), (15.7, 4.44)],  # dizziness
    [(16.6, 3.27), (21.2, 5.15), (20.2, 3.78), (12.8, 2.45)],  # headache
    [(13.7, 1.89), (14.3, 2.93), (15.0, 3.21), (11.2, 3.98)],  # insomnia
    [(18.6, 1.79), (18.3, 3.7), (19.5, 2.6), (31.0, 1.68)],  # nausea
]


def antidepressants(draws, seed):
    """Draws × 4 × 6 values: linear over the hull of the 95 % intervals of each criterion."""
    rng = np.random.default_rng(seed)
    criteria = []
    for position, measured in enumerate([EFFICACY, *ADVERSE]):
        mean, deviation = np.array(measured).T
        drawn = rng.normal(mean, deviation, size=(draws, 4))
        low, high = (mean - 1.96 * deviation).min(), (mean + 1.96 * deviation).max()
        if position == 0:
            drawn, low, high = np.exp(drawn), np.exp(low), np.exp(high)
        value = (drawn - low) / (high - low)
        criteria.append(value if position == 0 else 1 - value)
    return np.stack(criteria, axis=2)


def test_smaa_jsmaa_example_is_reproduced(reference):
    case = reference["smaa_jsmaa_brmodel"]
    draws = 50_000
    result = smaa(antidepressants(draws, 1), uniform_weights(6, draws=draws, seed=2))
    published = case["published"]
    assert result.acceptability == pytest.approx(np.array(published["ra"]), abs=0.02)
    assert result.central_weights == pytest.approx(np.array(published["cw"]), abs=0.02)
    assert result.confidence == pytest.approx(published["cf"], abs=0.03)
    recomputed = case["numpy_200k"]
    assert result.acceptability == pytest.approx(np.array(recomputed["ra"]), abs=0.01)
    assert result.central_weights == pytest.approx(np.array(recomputed["cw"]), abs=0.01)
    assert result.confidence == pytest.approx(recomputed["cf"], abs=0.015)


def test_smaa_analytic_case_is_reproduced(reference):
    case = reference["smaa_analytic"]
    result = smaa(list(case["alternatives"].values()), uniform_weights(2, seed=3))
    expected = np.array([case["ra"][name] for name in case["alternatives"]])
    assert result.acceptability == pytest.approx(expected, abs=0.007)
    assert result.acceptability[2, 2] == 0


def test_krippendorff_canonical_example_is_reproduced(reference):
    case = reference["agreement"]["krippendorff_2011_4x12"]
    data = np.array(case["data"], dtype=float)
    for level in ("nominal", "ordinal", "interval", "ratio"):
        assert krippendorff_alpha(data, level) == pytest.approx(case[level], abs=5e-5)


def test_shrout_fleiss_example_is_reproduced(reference):
    case = reference["agreement"]["shrout_fleiss_1979"]
    by_evaluator = np.array(case["data"], dtype=float).T
    result = intraclass_correlation(by_evaluator)
    for name, value in case["pingouin"].items():
        found = getattr(result, name.lower())
        assert found == pytest.approx(value, abs=1e-4)
        assert found == pytest.approx(case["published"][name], abs=6e-3)
    assert kendall_w(by_evaluator).w == pytest.approx(case["kendall_W"], abs=1e-12)
