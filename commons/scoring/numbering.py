"""Evaluator 1, 2, …: an order that neither names nor the order of seating give away."""

import hashlib
from collections.abc import Iterable


def number_of(fingerprint: str, keys: Iterable[int]) -> dict[int, int]:
    """By key, for all evaluators of the scorecard with that fingerprint."""
    mixed = sorted(keys, key=lambda pk: hashlib.sha256(f"{fingerprint}/{pk}".encode()).digest())
    return {pk: number for number, pk in enumerate(mixed, start=1)}
