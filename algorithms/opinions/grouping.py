"""From votes to groups of opinion, step by step as Polis does it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from algorithms.opinions.clusters import Labels, centres_of, partitions, silhouettes
from algorithms.opinions.projection import Floats, project
from algorithms.opinions.result import LEAST, Missing, Opinions
from algorithms.opinions.selection import (
    Chosen,
    agreed_by_all,
    bridging,
    dividing,
    representative,
)
from algorithms.opinions.statistics import side_of, tallies
from algorithms.opinions.votes import Votes


def groups(
    votes: Votes,
    *,
    moderated_out: ArrayLike = (),
    least_votes: int = 7,
    most_groups: int = 5,
    least_group: int = 5,
) -> Opinions:
    """Groups of participants who vote alike. Same votes, same result; no chance is involved.

    ``moderated_out``: ids of statements that count as passed by everybody and are never named.
    ``least_votes``: who cast fewer is not grouped; no more than there are statements.
    ``most_groups``: k-means is tried for 2 to so many. ``least_group``: no group smaller than this
    (or than three) is told apart: it joins the nearest, and where that leaves one there are no
    groups yet. Nor is a statement named for a group of whom fewer voted on it.
    """
    least_group = max(least_group, LEAST)
    width = len(votes.statements)
    kept = ~np.isin(votes.statements, np.asarray(moderated_out, dtype=np.int64))
    projection = project(votes, kept)
    needed = min(least_votes, width)
    cast = np.bincount(votes.row, minlength=len(votes.participants))
    grouped = np.flatnonzero((cast >= needed) & (cast > 0))
    points = projection.points[grouped]
    labels = np.full(len(votes.participants), -1, dtype=np.intp)
    found, scores = _tried(points, most_groups, least_group)
    missing = None
    if found:
        labels[grouped] = found[max(scores, key=lambda k: (scores[k], -k))]
    else:
        missing = _missing(votes, points, 2 * least_group)
    k = int(labels.max(initial=-1)) + 1
    agreed, disagreed, seen = tallies(votes, labels, k)
    agree, disagree = side_of(agreed, seen), side_of(disagreed, seen)
    ids, shown = votes.statements, kept & (seen >= least_group)
    return Opinions(
        participants=votes.participants,
        statements=ids,
        kept=kept,
        projection=projection,
        missing=missing,
        least_votes=needed,
        labels=labels,
        silhouettes=scores,
        sizes=tuple(np.bincount(labels[grouped]).tolist()) if k else (),
        centres=centres_of(points, labels[grouped]) if k else np.zeros((0, 2)),
        seen=seen,
        passed=seen - agreed - disagreed,
        agree=agree,
        disagree=disagree,
        representative=tuple(
            representative(group, agree, disagree, seen, ids, shown) for group in range(k)
        ),
        consensus=_consensus(votes, kept),
        bridging=bridging(agree, disagree, ids, shown) if k else (),
        dividing=dividing(agree, disagree, seen, ids, shown) if k else (),
    )


def _tried(points: Floats, most: int, least: int) -> tuple[dict[int, Labels], dict[int, float]]:
    if len(points) < max(2 * least, 3):
        return {}, {}
    found = partitions(points, most_groups=most, least_group=least)
    scores = silhouettes(points, list(found.values())) if found else []
    return found, dict(zip(found, scores, strict=True))


def _missing(votes: Votes, points: Floats, need: int) -> Missing:
    if not len(votes.value):
        return Missing("votes", 0, 1)
    if len(points) < max(need, 3):
        return Missing("participants", len(points), max(need, 3))
    if np.ptp(points, axis=0).max() < 1e-9:
        return Missing("differences", 1, 2)
    return Missing("groups", 1, 2)


def _consensus(votes: Votes, kept: NDArray[np.bool_]) -> tuple[Chosen, ...]:
    everyone = np.zeros(len(votes.participants), dtype=np.intp)
    agreed, disagreed, seen = tallies(votes, everyone, 1)
    return (
        *agreed_by_all(agreed[0], seen[0], "agree", votes.statements, kept),
        *agreed_by_all(disagreed[0], seen[0], "disagree", votes.statements, kept),
    )
