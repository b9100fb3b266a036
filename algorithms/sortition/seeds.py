"""A seed that no one alone can choose: three parties commit, then reveal."""

import hashlib
from collections.abc import Mapping

from algorithms.sortition.errors import SortitionError
from algorithms.sortition.repeat_draw import FORMAT, digest

SECRET_LENGTH = 16


def commitment(secret: str) -> str:
    """SHA-256, in hexadecimal, of ``birge-draw-1|secret|`` and the secret in UTF-8.

    Published before anyone reveals. Raises ``secret_too_short`` (length, needed): a short one could
    be found by trying.
    """
    if len(secret) < SECRET_LENGTH:
        raise SortitionError("secret_too_short", length=len(secret), needed=SECRET_LENGTH)
    return hashlib.sha256(f"{FORMAT}|secret|{secret}".encode()).hexdigest()


def combined_seed(reveals: Mapping[str, str], commitments: Mapping[str, str] | None = None) -> str:
    """The seed, in hexadecimal: SHA-256 of the canonical JSON of the secrets by party.

    ``reveals`` and ``commitments`` by the party's name. Where commitments are given, raises
    ``reveal_missing`` (party), ``reveal_unexpected`` (party), ``reveal_differs`` (party).
    """
    for party in sorted({*reveals, *(commitments or {})} if commitments is not None else ()):
        if party not in reveals:
            raise SortitionError("reveal_missing", party=party)
        if commitments is None or party not in commitments:
            raise SortitionError("reveal_unexpected", party=party)
        if commitment(reveals[party]) != commitments[party]:
            raise SortitionError("reveal_differs", party=party)
    return digest(dict(reveals))
