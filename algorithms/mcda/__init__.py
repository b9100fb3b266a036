"""Scoring that can be questioned: weights, ranking, robustness, agreement, assignment.

Matrices are alternatives × criteria, scores of evaluators are evaluators × items [× criteria], NaN
for a score not given. Ranks count from 1 and are shared where scores are equal (1, 1, 3). What is
wrong with an input is an ``McdaError`` with a code; positions in it count from 0.
"""

from algorithms.mcda.additive import Copras, WeightedSum, copras, weighted_sum
from algorithms.mcda.aggregation import Spread, aggregate, spread
from algorithms.mcda.agreement import (
    Concordance,
    Icc,
    intraclass_correlation,
    kendall_w,
    krippendorff_alpha,
)
from algorithms.mcda.ahp import ACCEPTABLE_RATIO, RANDOM_INDEX, Ahp, Judgement, ahp
from algorithms.mcda.assignment import Assignment, assign
from algorithms.mcda.distance import Topsis, Vikor, topsis, vikor
from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Direction
from algorithms.mcda.markers import MarkerEffects, marker_effects
from algorithms.mcda.normalisation import linear, min_max, vector
from algorithms.mcda.outranking import Preference, Promethee, promethee2
from algorithms.mcda.ranking import competition_ranks
from algorithms.mcda.reversal import nearest_winning_weights
from algorithms.mcda.sampling import DRAWS, ordered_weights, uniform_weights, weights_near
from algorithms.mcda.smaa import (
    Smaa,
    UndecidedPair,
    acceptability_of,
    confidence_factors,
    pairwise_winning,
    ranking_entropy,
    smaa,
    undecided_pairs,
)
from algorithms.mcda.weights import critic_weights, direct, entropy_weights, swing

__all__ = [
    "ACCEPTABLE_RATIO",
    "DRAWS",
    "RANDOM_INDEX",
    "Ahp",
    "Assignment",
    "Concordance",
    "Copras",
    "Direction",
    "Icc",
    "Judgement",
    "MarkerEffects",
    "McdaError",
    "Preference",
    "Promethee",
    "Smaa",
    "Spread",
    "Topsis",
    "UndecidedPair",
    "Vikor",
    "WeightedSum",
    "acceptability_of",
    "aggregate",
    "ahp",
    "assign",
    "competition_ranks",
    "confidence_factors",
    "copras",
    "critic_weights",
    "direct",
    "entropy_weights",
    "intraclass_correlation",
    "kendall_w",
    "krippendorff_alpha",
    "linear",
    "marker_effects",
    "min_max",
    "nearest_winning_weights",
    "ordered_weights",
    "pairwise_winning",
    "promethee2",
    "ranking_entropy",
    "smaa",
    "spread",
    "swing",
    "topsis",
    "undecided_pairs",
    "uniform_weights",
    "vector",
    "vikor",
    "weighted_sum",
    "weights_near",
]
