"""Texts about the same thing: hashed character 4-grams, weighted by how rare they are.

Endings, slips and word order change few of a text's 4-grams, in any language; Kazakh, which joins
endings to words, needs no grammar here. A text is the set of its grams. Likeness is the cosine of
two sets, each gram weighted by idf = ln(1 + n/df): what stands in nearly every text (the words of a
form) counts for little, and grams of more than a tenth of all texts for nothing.

Whoever compares texts folds letters first (small letters, Kazakh ones to their neighbours).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LENGTH = 4
BITS = 18
COMMON = 0.1  # grams of more than this share of the texts are not looked at
_CHUNK = 4_000_000  # characters hashed at a time
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


class Near(NamedTuple):
    """`position` in the texts that were indexed; `likeness` from 0 to 1."""

    position: int
    likeness: float


class Index:
    """Texts to be searched. Memory: 4 bytes for each text and each of its grams."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Seconds for 100,000 short texts; then every question takes milliseconds."""
        size = len(texts)
        holders, grams = _pairs(texts)
        order = np.argsort(grams, kind="stable")
        self._holders = holders[order]
        counts = np.bincount(grams, minlength=1 << BITS)
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        with np.errstate(divide="ignore", invalid="ignore"):
            idf = np.log1p(size / counts)
        # So that a few texts can be compared too, "common" begins at more than two of them.
        idf[(counts == 0) | (counts > max(2, COMMON * size))] = 0
        self._weights = np.square(idf).astype(np.float32)
        lengths = np.bincount(holders, weights=self._weights[grams], minlength=size)
        self._lengths = np.sqrt(lengths).astype(np.float32)

    def __len__(self) -> int:
        return len(self._lengths)

    def likeness(self, text: str) -> NDArray[np.float32]:
        """Of every text of the index to this one, in their order."""
        shared, known = self._shared(text)
        lengths = np.maximum(self._lengths, np.float32(1e-9))
        return np.asarray(shared / (lengths * max(known, 1e-9) ** 0.5), np.float32)

    def share(self, text: str) -> NDArray[np.float32]:
        """How much of this text, from 0 to 1, each text of the index has in it."""
        shared, known = self._shared(text)
        return shared / np.float32(max(known, 1e-9))

    def _shared(self, text: str) -> tuple[NDArray[np.float32], float]:
        """The weight each text has in common with this one, and the weight of this one."""
        _, grams = _pairs([text])
        weights = self._weights[grams]
        shared = np.zeros(len(self), np.float32)
        for gram, weight in zip(grams[weights > 0], weights[weights > 0], strict=True):
            shared[self._holders[self._starts[gram] : self._starts[gram + 1]]] += weight
        return shared, float(weights.sum())


def nearest(likeness: NDArray[np.float32], most: int) -> list[Near]:
    """The `most` highest above nothing; of equal ones the earlier text first."""
    bar = float(likeness.max(initial=0.0))
    if bar <= 0 or most <= 0:
        return []
    found = np.zeros(0, np.intp)
    while len(found) < most and bar > 1e-6:
        # Few texts come near the best one: sorting them alone is quicker than parting them all.
        bar *= 0.7
        found = np.flatnonzero(likeness >= bar)
    ranked = found[np.argsort(-likeness[found], kind="stable")][:most]
    return [Near(int(position), float(likeness[position])) for position in ranked]


def _pairs(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(text, gram) for every gram of every text, each once, by text and gram."""
    holders: list[NDArray[np.int32]] = []
    grams: list[NDArray[np.int32]] = []
    start = 0
    while start < len(texts) or not holders:
        chunk, characters, stop = [], 0, start
        while stop < len(texts) and characters < _CHUNK:
            words = " ".join(texts[stop].split())
            chunk.append(f" {words} ")
            characters += len(chunk[-1])
            stop += 1
        of_chunk = _grams(chunk)
        holders.append((of_chunk >> BITS).astype(np.int32) + np.int32(start))
        grams.append((of_chunk & ((1 << BITS) - 1)).astype(np.int32))
        start = stop
        if start >= len(texts):
            break
    return np.concatenate(holders), np.concatenate(grams)


def _grams(texts: Sequence[str]) -> NDArray[np.int64]:
    """text << BITS | gram, sorted, each once."""
    if not texts:
        return np.zeros(0, np.int64)
    joined = "".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.array([len(text) for text in texts])
    owner = np.repeat(np.arange(len(texts)), sizes)
    if len(points) < LENGTH:
        return np.zeros(0, np.int64)
    last = len(points) - LENGTH + 1
    hashed = np.zeros(last, np.uint64)
    for place, factor in enumerate(_FACTORS):
        hashed += points[place : place + last].astype(np.uint64) * np.uint64(factor)
    hashed ^= hashed >> np.uint64(29)
    hashed *= np.uint64(0xBF58476D1CE4E5B9)
    whole = owner[:last] == owner[LENGTH - 1 :]
    gram = (hashed[whole] >> np.uint64(64 - BITS)).astype(np.int64)
    return np.unique(owner[:last][whole].astype(np.int64) << BITS | gram)
