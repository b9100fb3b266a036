"""The order in which ties are broken, drawn from a public text."""

import hashlib
from collections.abc import Iterable


def draw(seed: str, codes: Iterable[str]) -> dict[str, int]:
    """A lot from 1 for every option; the lower lot wins a tie.

    Sort the options by the SHA-256 (hexadecimal) of ``seed + "/" + code`` in UTF-8; the first has
    lot 1. Anyone can repeat it: ``printf '%s' 'seed/code' | sha256sum``.
    """
    ranked = sorted(codes, key=lambda code: (ticket(seed, code), code))
    return {code: place for place, code in enumerate(ranked, start=1)}


def ticket(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}/{code}".encode()).hexdigest()
