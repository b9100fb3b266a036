"""Keys kept as files outside the database and its backups: one per poll, one that signs the log.

`BIRGE_KEY_DIR/polls/<poll>.key` holds the 32 bytes of K_poll, `BIRGE_KEY_DIR/log.key` the 32
bytes of the Ed25519 key. Whoever has K_poll can tell whose a slot is; whoever has neither cannot.
"""

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from algorithms.log import receipt_statement

KEY_BYTES = 32


class KeyMissingError(Exception):
    """A key file is not where it must be. Never repaired by making a new key."""


def poll_key(poll: UUID) -> bytes:
    return _read(_poll_path(poll))


def create_poll_key(poll: UUID) -> None:
    """Made once, when the poll opens; an existing key is kept."""
    _create(_poll_path(poll))


def destroy_poll_key(poll: UUID) -> None:
    """Overwrite the key and remove it; a mark stays, so that this may be repeated.

    Raises KeyMissingError where there is neither key nor mark: then the key is only away.
    """
    path = _poll_path(poll)
    mark = path.with_suffix(".destroyed")
    if not path.exists():
        if not mark.exists():
            raise KeyMissingError(path.name)
        return
    mark.touch(mode=0o600)
    _settle(path.parent)
    with path.open("r+b") as file:
        # One byte too many: what a kill leaves of it is never taken for a key.
        file.write(secrets.token_bytes(KEY_BYTES + 1))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _settle(path.parent)


def signing_key() -> Ed25519PrivateKey:
    return _private(_read(_signing_path()))


def create_signing_key() -> bool:
    """True when there was none and one was made."""
    return _create(_signing_path())


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def promise(poll: UUID, leaf: bytes) -> bytes:
    """The signature over `receipt_statement`; empty while the signing key is missing."""
    try:
        return signing_key().sign(receipt_statement(log=poll, leaf=leaf))
    except KeyMissingError:
        return b""


def key_id(public: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of the public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def verify(public: bytes, signature: bytes, statement: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def slot_of(key: bytes, elector: UUID) -> bytes:
    """The voter's place in one poll: HMAC-SHA256 under K_poll of the 16 bytes of the id."""
    return hmac.digest(key, elector.bytes, "sha256")


def derived_key(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, purpose.encode(), "sha256")


def seal_text(key: bytes, text: bytes, bound_to: bytes) -> str:
    """Encrypted (AES-256-GCM) with a key derived from K_poll: the database alone cannot tell."""
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(derived_key(key, "paper/1")).encrypt(nonce, text, bound_to)
    return (nonce + sealed).hex()


def open_text(key: bytes, sealed: str, bound_to: bytes) -> bytes:
    raw = bytes.fromhex(sealed)
    return AESGCM(derived_key(key, "paper/1")).decrypt(raw[:12], raw[12:], bound_to)


@lru_cache(maxsize=4)
def _private(raw: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(raw)


def _directory() -> Path:
    return Path(settings.BIRGE_KEY_DIR)


def _poll_path(poll: UUID) -> Path:
    return _directory() / "polls" / f"{poll}.key"


def _signing_path() -> Path:
    return _directory() / "log.key"


def _read(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KeyMissingError(path.name) from error
    if len(raw) != KEY_BYTES:
        raise KeyMissingError(path.name)
    return raw


def _settle(folder: Path) -> None:
    """What was made or removed in the folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(path: Path) -> bool:
    """Written aside and linked into place, so that a key is never half there nor overwritten."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    except FileExistsError:
        return False
    finally:
        aside.unlink()
    return True
