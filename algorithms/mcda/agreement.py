"""How far evaluators agree: Krippendorff's alpha, Kendall's W, intraclass correlation.

Scores are evaluators × items throughout, NaN for a score not given.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Floats

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(scores: ArrayLike, level: Level = "ordinal") -> float:
    """α = 1 − D_o / D_e, the observed over the expected disagreement; 1 is full agreement.

    The coincidences are o_ck = Σ_u (ordered pairs c, k of different evaluators of item u) /
    (m_u − 1) with m_u the item's number of scores; n_c = Σ_k o_ck, n = Σ n_c;
    D_o = Σ o_ck δ²_ck / n, D_e = Σ n_c n_k δ²_ck / (n (n − 1)).
    δ²: nominal 1 where c ≠ k; interval (c − k)²; ratio ((c − k) / (c + k))²;
    ordinal (Σ_{g=c..k} n_g − (n_c + n_k) / 2)².
    Items with fewer than two scores count nowhere. 0 is what chance gives; below 0 evaluators
    oppose one another. NaN where no item has two scores or all scores are the same (nothing to
    disagree about). Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability".

    Raises McdaError: ``scores_wrong_shape``, ``score_infinite``, ``level_unknown``,
    ``ratio_negative``.
    """
    given = as_scores(scores)
    present = np.isfinite(given)
    given = given[:, present.sum(axis=0) >= 2]
    present = np.isfinite(given)
    categories, codes = np.unique(given[present], return_inverse=True)
    if categories.size < 2:
        _distances(np.ones(1), np.ones(1), level)
        return float("nan")
    items = np.broadcast_to(np.arange(given.shape[1]), given.shape)[present]
    table = np.zeros((given.shape[1], categories.size))  # how often each item got each score
    np.add.at(table, (items, codes.reshape(-1)), 1)
    weighted = table / (table.sum(axis=1, keepdims=True) - 1)
    coincidences = table.T @ weighted - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=1)
    distances = _distances(categories, totals, level)
    observed = (coincidences * distances).sum()
    expected = (np.outer(totals, totals) * distances).sum() / (totals.sum() - 1)
    return float(1 - observed / expected)


def _distances(categories: Floats, totals: Floats, level: Level) -> Floats:
    """δ² between categories in rising order."""
    rows, columns = categories[:, None], categories[None, :]
    if level == "nominal":
        return np.where(rows != columns, 1.0, 0.0)
    if level == "interval":
        return np.square(rows - columns)
    if level == "ratio":
        if (categories < 0).any():
            raise McdaError("ratio_negative", lowest=float(categories.min()))
        whole = rows + columns
        return np.square((rows - columns) / np.where(whole > 0, whole, 1.0))
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        return np.square(middle[:, None] - middle[None, :])
    raise McdaError("level_unknown", level=level)


@dataclass(frozen=True, slots=True)
class Concordance:
    """``w`` from 0 (no common order) to 1 (the same order), over ``items`` scored by everyone.

    NaN below two evaluators or two such items, or where every evaluator scored all alike.
    """

    w: float
    items: int


def kendall_w(scores: ArrayLike) -> Concordance:
    """W = 12 S / (m² (n³ − n) − m Σ T), with S = Σ_i (R_i − R̄)² and T = Σ (t³ − t) over ties.

    m evaluators each rank n items (equal scores share their mean rank; t is the size of a tie).
    Only items that everyone scored can be ranked; where each item has few evaluators use
    ``krippendorff_alpha`` at the ordinal level. Kendall and Babington Smith (1939).
    """
    given = as_scores(scores)
    given = given[:, np.isfinite(given).all(axis=0)]
    m, n = given.shape
    if m < 2 or n < 2:
        return Concordance(float("nan"), n)
    ranks = rankdata(given, axis=1)
    sums = ranks.sum(axis=0)
    s = float(np.square(sums - sums.mean()).sum())
    ties = sum(
        float((t**3 - t).sum()) for t in (np.unique(row, return_counts=True)[1] for row in given)
    )
    most = m**2 * (n**3 - n) - m * ties
    return Concordance(12 * s / most if most > 0 else float("nan"), n)


@dataclass(frozen=True, slots=True)
class Icc:
    """The six intraclass correlations of Shrout and Fleiss; ``k`` forms are of the mean score."""

    icc1: float
    icc2: float
    icc3: float
    icc1k: float
    icc2k: float
    icc3k: float


def intraclass_correlation(scores: ArrayLike) -> Icc:
    """Share of the variance of scores that is between items. Complete scores only.

    From the mean squares of the two-way table of k evaluators × n items: between items BMS, within
    items WMS, between evaluators JMS, residual EMS.
    ICC1 = (BMS − WMS) / (BMS + (k−1) WMS);
    ICC2 = (BMS − EMS) / (BMS + (k−1) EMS + k (JMS − EMS)/n);
    ICC3 = (BMS − EMS) / (BMS + (k−1) EMS);
    ICC1k = (BMS − WMS) / BMS;
    ICC2k = (BMS − EMS) / (BMS + (JMS − EMS)/n); ICC3k = (BMS − EMS) / BMS.
    1: every item has other evaluators; 2: evaluators are a sample; 3: just these evaluators.
    All are NaN where all scores are the same. Shrout and Fleiss (1979).

    Raises McdaError: ``scores_incomplete``, ``scores_too_few`` (evaluators, items: two of each).
    """
    given = as_scores(scores)
    k, n = given.shape
    if not np.isfinite(given).all():
        raise McdaError("scores_incomplete")
    if k < 2 or n < 2:
        raise McdaError("scores_too_few", evaluators=k, items=n)
    if (given == given[0, 0]).all():
        return Icc(*[float("nan")] * 6)
    grand = given.mean()
    items, judges = given.mean(axis=0), given.mean(axis=1)
    between = k * np.square(items - grand).sum() / (n - 1)
    within = np.square(given - items).sum() / (n * (k - 1))
    judge = n * np.square(judges - grand).sum() / (k - 1)
    residual = given - items - judges[:, None] + grand
    error = np.square(residual).sum() / ((n - 1) * (k - 1))
    bias = (judge - error) / n
    return Icc(
        icc1=_quotient(between - within, between + (k - 1) * within),
        icc2=_quotient(between - error, between + (k - 1) * error + k * bias),
        icc3=_quotient(between - error, between + (k - 1) * error),
        icc1k=_quotient(between - within, between),
        icc2k=_quotient(between - error, between + bias),
        icc3k=_quotient(between - error, between),
    )


def as_scores(scores: ArrayLike) -> Floats:
    """A copy as float64, evaluators × items; NaN may stay, infinity may not."""
    given = np.array(scores, dtype=np.float64)
    if given.ndim != 2 or not given.size:
        raise McdaError("scores_wrong_shape", shape=given.shape)
    if np.isinf(given).any():
        raise McdaError("score_infinite")
    return given


def _quotient(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
