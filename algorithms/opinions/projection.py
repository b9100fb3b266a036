"""Where participants stand: two principal components of their votes.

An unseen statement takes the mean of its votes. So the centred matrix is zero wherever a vote is
missing, and only the votes cast need to be held and multiplied.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import ArpackError, LinearOperator, eigsh

from algorithms.opinions.votes import Votes

Floats = NDArray[np.float64]
COMPONENTS = 2
SMALL = 64  # below this a full decomposition is cheaper and never fails to converge
NOISE = 1e-12  # a variance this small beside the largest is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """``points``: participants × 2. ``components``: 2 × statements, of length 1, or 0 where the
    votes vary in fewer directions. ``means``: of each statement's votes. ``explained``: share of
    the variance along each component."""

    points: Floats
    components: Floats
    means: Floats
    explained: Floats


def project(votes: Votes, kept: NDArray[np.bool_]) -> Projection:
    """Scaled projections: a participant's are multiplied by sqrt(statements / votes cast).

    So who voted little is not drawn to the centre. A statement that is not ``kept`` counts as
    passed by everybody, as in Polis: it moves nobody and is among the statements and the votes.
    Each component points so that its largest loading (the first of equals) is positive.
    """
    people, statements = len(votes.participants), len(votes.statements)
    seen = np.bincount(votes.column, minlength=statements)
    sums = np.bincount(votes.column, weights=votes.value, minlength=statements)
    means = np.where(kept, sums / np.maximum(seen, 1), 0.0)
    inside = kept[votes.column]
    row, column = votes.row[inside], votes.column[inside]
    starts = np.zeros(people + 1, dtype=np.int32)
    cast = np.bincount(row, minlength=people)
    np.cumsum(cast, out=starts[1:])
    centred = csr_array(
        (votes.value[inside] - means[column], column, starts), shape=(people, statements)
    )
    variances, components = _leading(centred)
    total = float(np.square(centred.data).sum())
    scale = np.sqrt(statements / np.maximum(cast + (~kept).sum(), 1))
    points = (centred @ components.T) * scale[:, None]
    return Projection(points, components, means, variances / total if total else variances)


def _leading(matrix: csr_array) -> tuple[Floats, Floats]:
    """The two largest squared singular values, and their right singular vectors as rows."""
    if not matrix.nnz:
        return np.zeros(COMPONENTS), np.zeros((COMPONENTS, matrix.shape[1]))
    tall = matrix.shape[0] >= matrix.shape[1]
    side = matrix.T.tocsr() if tall else matrix  # rows are those of the shorter side
    squares, vectors = _eigenpairs(side)
    squares = np.where(squares > NOISE * max(squares[0], NOISE), squares, 0.0)
    if not tall:
        vectors = matrix.T @ vectors
    lengths = np.linalg.norm(vectors, axis=0)
    real = squares > 0
    components = np.zeros((COMPONENTS, matrix.shape[1]))
    components[real] = (vectors[:, real] / lengths[real]).T
    size = np.abs(components)
    largest = np.argmax(size >= size.max(axis=1, keepdims=True) * (1 - 1e-9), axis=1)
    components *= np.where(components[range(COMPONENTS), largest] < 0, -1.0, 1.0)[:, None]
    return squares, components


def _eigenpairs(side: csr_array) -> tuple[Floats, Floats]:
    """The two largest eigenvalues of side · sideᵀ, falling, and their vectors as columns."""
    size, across = side.shape[0], side.T.tocsr()
    if size > SMALL:
        product = LinearOperator((size, size), matvec=lambda v: side @ (across @ v), dtype=float)
        start = np.random.default_rng(0).standard_normal(size)
        try:
            values, vectors = eigsh(product, k=COMPONENTS, v0=start)
            return values[::-1], vectors[:, ::-1]
        except ArpackError:
            pass  # equal eigenvalues can keep it from converging
    values, vectors = np.linalg.eigh((side @ across).toarray())
    padded = np.zeros(COMPONENTS), np.zeros((size, COMPONENTS))
    found = min(size, COMPONENTS)
    padded[0][:found] = values[::-1][:found]
    padded[1][:, :found] = vectors[:, ::-1][:, :found]
    return padded
