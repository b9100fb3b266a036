"""What a ballot's leaf commits to: fields of fixed length, so that no two inputs share their bytes.

H is SHA-256; the poll is the 16 bytes of its UUID; integers are big-endian.

    h1   = H("slot/1" | poll 16 | pub 16 | version 4 | n1 32)
    h2   = H("choice/1" | poll 16 | H(canonical choices) 32 | n2 32 | nv 32)
    leaf = H(0x00 | h1 | h2)

The leaf is the RFC 9162 leaf hash of the entry h1|h2. Opening h1 shows whose slot and version it
is without the choices; opening h2 shows the choices without the slot.
"""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from algorithms.log.canonical import canonical_choices

SLOT_TAG = b"slot/1"
CHOICE_TAG = b"choice/1"
WORDS_TAG = b"words/1"
PUB_BYTES = 16
NONCE_BYTES = 32


def slot_hash(*, poll: UUID, pub: bytes, version: int, n1: bytes) -> bytes:
    """h1. Raises ValueError where a field has the wrong length."""
    _length("pub", pub, PUB_BYTES)
    _length("n1", n1, NONCE_BYTES)
    if not 1 <= version < 2**32:
        raise ValueError("version must be from 1 to 2^32 - 1")
    return _sha256(SLOT_TAG, poll.bytes, pub, version.to_bytes(4, "big"), n1)


def choices_hash(*, poll: UUID, choices: Mapping[str, int], n2: bytes, nv: bytes) -> bytes:
    """h2. `nv` comes from the voter, or two voters could be handed one receipt."""
    _length("n2", n2, NONCE_BYTES)
    _length("nv", nv, NONCE_BYTES)
    return _sha256(CHOICE_TAG, poll.bytes, _sha256(canonical_choices(choices)), n2, nv)


def leaf_hash(h1: bytes, h2: bytes) -> bytes:
    """What the log holds, and what the receipt shows."""
    _length("h1", h1, NONCE_BYTES)
    _length("h2", h2, NONCE_BYTES)
    return _sha256(b"\x00", h1, h2)


def voter_nonce(words: str) -> bytes:
    """nv from words that a voter typed: H("words/1" | words in UTF-8, spaces at the ends cut)."""
    return _sha256(WORDS_TAG, words.strip().encode())


def _sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def _length(name: str, value: bytes, expected: int) -> None:
    if len(value) != expected:
        raise ValueError(f"{name} must have {expected} bytes, not {len(value)}")
