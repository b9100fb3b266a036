"""The bytes that are signed with Ed25519: heads of the log and promises to a voter."""

from uuid import UUID

HEAD_TAG = b"birge head/1\x00"
RECEIPT_TAG = b"birge receipt/1\x00"
HASH_BYTES = 32


def head_statement(*, log: UUID, size: int, root: bytes, milliseconds: int) -> bytes:
    """A head: tag | log 16 | size 8 | root 32 | milliseconds since 1970 UTC 8."""
    _hash("root", root)
    return HEAD_TAG + log.bytes + size.to_bytes(8, "big") + root + milliseconds.to_bytes(8, "big")


def receipt_statement(*, log: UUID, leaf: bytes) -> bytes:
    """A promise: tag | log 16 | leaf 32.

    It says: this leaf will be in this log within 24 hours, and in any case in the head that is
    signed at the close. It holds no time, so that a repeated post is given the same promise.
    """
    _hash("leaf", leaf)
    return RECEIPT_TAG + log.bytes + leaf


def _hash(name: str, value: bytes) -> None:
    if len(value) != HASH_BYTES:
        raise ValueError(f"{name} must have {HASH_BYTES} bytes, not {len(value)}")
