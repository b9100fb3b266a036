"""Writes the publication of a poll, format ``birge publication/1``: see docs/verification.md.

The last leaf of a publication commits to the other files, so it is made in three steps:

1. ``prepare_parts`` writes the files that do not depend on the end of the log, and hashes them;
2. the caller appends ``result_content`` to the log as a ``result`` leaf, and signs the head;
3. ``assemble`` adds the log and its heads and packs everything into one ZIP.

Ballots are streamed: memory does not grow with them. The same input gives the same bytes, so every
step is safe to repeat.
"""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar
from uuid import UUID

from algorithms.log.canonical import canonical_choices, canonical_json

FORMAT = "birge publication/1"
PARTS = (
    "README.txt",
    "ballots.jsonl",
    "ballots.pb",
    "result.json",
    "superseded.jsonl",
    "verify.py",
)
LOG, HEADS = "log.jsonl", "heads.jsonl"
# In the archive: first what a person opens.
ORDER = (
    "README.txt",
    "verify.py",
    "result.json",
    HEADS,
    LOG,
    "ballots.jsonl",
    "superseded.jsonl",
    "ballots.pb",
)
RESULT_KEYS = {
    "poll",
    "rule",
    "params",
    "lots",
    "budget",
    "added_budget",
    "voters",
    "input_hash",
    "outcome",
    "others",
}
# Hexadecimal halves at the lowest level; level 6 takes three times the time for 3 % less.
_DEFLATE = 1
_PIECE = 1 << 20


class PublicationError(ValueError):
    """Parts that do not make a publication: ``code`` names the fault, ``params`` its place."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)


class Head(NamedTuple):
    """A signed head of the log; ``signature`` is Ed25519 over ``head_statement``."""

    size: int
    root: bytes
    signature: bytes
    key_id: str
    milliseconds: int


class FinalBallot(NamedTuple):
    """A voter's last version, opened in full."""

    leaf: bytes
    pub: bytes
    version: int
    n1: bytes
    n2: bytes
    nv: bytes
    choices: Mapping[str, int]


class SupersededBallot(NamedTuple):
    """An earlier version: whose slot and version it is, its choices only as ``h2``."""

    leaf: bytes
    pub: bytes
    version: int
    n1: bytes
    h2: bytes


Opened = TypeVar("Opened", FinalBallot, SupersededBallot)
LogEntry = bytes | tuple[str, Mapping[str, Any]]
"""A ballot's leaf hash, or the kind and content of any other leaf."""


def prepare_parts(
    directory: Path,
    *,
    ballots: Iterable[FinalBallot],
    superseded: Iterable[SupersededBallot],
    result: Mapping[str, Any],
    pb: Iterable[bytes],
    verifier: bytes,
    readme: str,
) -> dict[str, str]:
    """Writes every file but the log and its heads into ``directory``: {name: SHA-256 in hex}.

    ``ballots`` and ``superseded`` come in ascending order of their leaves, ``pb`` in pieces of any
    length. Raises PublicationError: ``not_sorted_by_leaf``, ``result_keys``.
    """
    if result.keys() != RESULT_KEYS:
        raise PublicationError("result_keys", wrong=sorted(result.keys() ^ RESULT_KEYS))
    directory.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Iterable[bytes]] = {
        "README.txt": [readme.encode()],
        "ballots.jsonl": map(_ballot_line, _sorted("ballots.jsonl", ballots)),
        "ballots.pb": pb,
        "result.json": [canonical_json(result), b"\n"],
        "superseded.jsonl": map(_superseded_line, _sorted("superseded.jsonl", superseded)),
        "verify.py": [verifier],
    }
    return {name: _write(directory / name, parts[name]) for name in PARTS}


def result_content(
    *, poll: UUID, parts: Mapping[str, str], heads: Iterable[Head]
) -> dict[str, Any]:
    """The content of the ``result`` leaf.

    ``parts`` as ``prepare_parts`` returned them. ``heads``: all that were signed before this leaf,
    in order of size; their hash is in the leaf so that none can be left out afterwards.
    Raises PublicationError: ``parts_incomplete``, ``heads_not_sorted``.
    """
    if sorted(parts) != sorted(PARTS):
        raise PublicationError("parts_incomplete", wrong=sorted(set(parts) ^ set(PARTS)))
    digest = hashlib.sha256()
    for line in map(_head_line, _growing(heads)):
        digest.update(line)
    return {
        "publication": FORMAT,
        "poll": str(poll),
        "files": dict(parts),
        "heads": digest.hexdigest(),
    }


def assemble(
    path: Path, directory: Path, *, log: Iterable[LogEntry], heads: Iterable[Head]
) -> None:
    """Adds the log and its heads to ``directory`` and packs the whole into a ZIP at ``path``.

    ``log`` ends with the ``result`` leaf, ``heads`` with the head that covers it. ``path`` appears
    complete or not at all. Raises PublicationError: ``heads_not_sorted``, ``parts_incomplete``,
    ``last_head_is_not_of_the_log``.
    """
    missing = [name for name in PARTS if not (directory / name).is_file()]
    if missing:
        raise PublicationError("parts_incomplete", wrong=missing)
    signed = list(_growing(heads))
    size = _write_log(directory / LOG, log)
    if not signed or signed[-1].size != size:
        raise PublicationError("last_head_is_not_of_the_log", size=size)
    _write(directory / HEADS, map(_head_line, signed))
    aside = path.with_name(f"{path.name}.part")
    with aside.open("wb") as file:
        _pack(file, directory)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _pack(file: IO[bytes], directory: Path) -> None:
    """Entries that are opened by name bear the first day of 1980: no clock, no owner."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_DEFLATE) as archive:
        for name in ORDER:
            part = directory / name
            large = part.stat().st_size >= zipfile.ZIP64_LIMIT
            with part.open("rb") as source, archive.open(name, "w", force_zip64=large) as target:
                shutil.copyfileobj(source, target, _PIECE)


def _write(path: Path, pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _write_log(path: Path, log: Iterable[LogEntry]) -> int:
    size = 0
    with path.open("wb") as file:
        for entry in log:
            file.write(_log_line(entry))
            size += 1
    return size


def _log_line(entry: LogEntry) -> bytes:
    if isinstance(entry, bytes):
        return b'"%s"\n' % entry.hex().encode()
    kind, content = entry
    return canonical_json({"kind": kind, "content": content}) + b"\n"


def _head_line(head: Head) -> bytes:
    content = {
        "key_id": head.key_id,
        "milliseconds": head.milliseconds,
        "root": head.root.hex(),
        "signature": head.signature.hex(),
        "size": head.size,
    }
    return canonical_json(content) + b"\n"


def _ballot_line(ballot: FinalBallot) -> bytes:
    """Canonical JSON written out: the keys stand in their order."""
    return b'{"choices":%s,"n1":"%s","n2":"%s","nv":"%s","pub":"%s","version":%d}\n' % (
        canonical_choices(ballot.choices),
        ballot.n1.hex().encode(),
        ballot.n2.hex().encode(),
        ballot.nv.hex().encode(),
        ballot.pub.hex().encode(),
        ballot.version,
    )


def _superseded_line(ballot: SupersededBallot) -> bytes:
    return b'{"h2":"%s","n1":"%s","pub":"%s","version":%d}\n' % (
        ballot.h2.hex().encode(),
        ballot.n1.hex().encode(),
        ballot.pub.hex().encode(),
        ballot.version,
    )


def _sorted(name: str, ballots: Iterable[Opened]) -> Iterator[Opened]:
    before = b""
    for ballot in ballots:
        if ballot.leaf <= before:
            raise PublicationError("not_sorted_by_leaf", file=name, leaf=ballot.leaf.hex())
        before = ballot.leaf
        yield ballot


def _growing(heads: Iterable[Head]) -> Iterator[Head]:
    size = 0
    for head in heads:
        if head.size <= size:
            raise PublicationError("heads_not_sorted", size=head.size)
        size = head.size
        yield head
