#!/usr/bin/env python3
"""Checks the published result of a vote: format "birge publication/1".

    python verify.py ARCHIVE [--key KEY] [--receipt LEAF]

ARCHIVE is the ZIP of one poll, or a folder with its files. Every check prints one line. Exit 0: all
of them hold; 1: something does not hold, and the last line says what; 2: there is no such archive.

    --key KEY       the public key of the log (64 hex digits) or its id (16), known from elsewhere
    --receipt LEAF  the code of a voter's receipt (64 hex digits): where it is, and what it holds

This file needs Python 3.11 or later and nothing else, no network either. It shares no code with the
programme that ran the vote. It reads from top to bottom: the files, the hashes, the signature, the
log, the ballots, the counts; `check_publication` at the end is the order of all checks. What is
proven and what is not stands in docs/verification.md and in the README.txt of the archive.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import stat
import sys
import zipfile
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import partial
from math import inf
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

FORMAT = "birge publication/1"

# What each file may measure at most, in bytes. A million ballots take 350 MB.
LARGE, MEDIUM, SMALL = 8 << 30, 1 << 28, 1 << 23
FILES = {
    "README.txt": SMALL,
    "ballots.jsonl": LARGE,
    "ballots.pb": LARGE,
    "heads.jsonl": MEDIUM,
    "log.jsonl": LARGE,
    "result.json": MEDIUM,
    "superseded.jsonl": LARGE,
    "verify.py": SMALL,
}
MOST_TIMES_PACKED = 300  # a ZIP entry that claims to unpack to more of its size is a bomb
LONGEST_BALLOT = 1 << 16  # bytes of one line
LONGEST_CONTENT = 1 << 25
DEEPEST = 40  # nested lists and objects


class RefusedError(Exception):
    """A check does not hold; the sentence says what is wrong."""


class UnreadableError(Exception):
    """There is no archive to check."""


def require(holds: object, sentence: str) -> None:
    if not holds:
        raise RefusedError(sentence)


def shown(value: object, most: int = 70) -> str:
    """A value of the archive as plain ASCII, so that it cannot write to the terminal."""
    text = ascii(value)
    return text if len(text) <= most else text[: most - 3] + "..."


# ---------------------------------------------------------------- the files


class Part(io.RawIOBase):
    """One file, hashed while it is read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        self._hash.update(data)
        return len(data)

    def close(self) -> None:
        self._source.close()
        super().close()

    def sha256(self) -> str:
        """Of what has been read: ask at the end."""
        return self._hash.hexdigest()


class Archive:
    """The eight files; each is read once, from its beginning to its end."""

    def __init__(self, path: str) -> None:
        self._folder: str | None = None
        self.sha256: dict[str, str] = {}
        try:
            if os.path.isdir(path):
                self._open_folder(path)
            else:
                self._open_zip(path)
        except FileNotFoundError as error:
            raise UnreadableError(f"There is no file {shown(path)}.") from error
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise UnreadableError(f"{shown(path)} cannot be read: {shown(str(error))}.") from error

    def _open_folder(self, path: str) -> None:
        self._folder = path
        found = list(os.scandir(path))
        if not {entry.name for entry in found} & set(FILES):
            raise UnreadableError(f"The folder {shown(path)} holds no publication.")
        self._check_names([entry.name for entry in found])
        for entry in found:
            about = entry.stat(follow_symlinks=False)
            require(stat.S_ISREG(about.st_mode), f"{entry.name} is not a regular file.")
            self._check_size(entry.name, about.st_size)

    def _open_zip(self, path: str) -> None:
        self._zip = zipfile.ZipFile(path)
        entries = self._zip.infolist()
        self._check_names([entry.filename for entry in entries])
        require(
            min(entry.header_offset for entry in entries) == 0 and not self._zip.comment,
            "The archive holds something beside its files: bytes before them or a comment.",
        )
        for entry in entries:
            name, kind = entry.filename, entry.external_attr >> 16
            plain = not stat.S_IFMT(kind) or stat.S_ISREG(kind)
            require(plain, f"{name} is not a regular file.")
            require(not entry.flag_bits & 1, f"{name} is encrypted.")
            packed = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            require(entry.compress_type in packed, f"{name} is packed in an unknown way.")
            self._check_size(name, entry.file_size)
            most = MOST_TIMES_PACKED * entry.compress_size + SMALL
            require(entry.file_size <= most, f"{name} would unpack to far more than it should.")

    @staticmethod
    def _check_names(names: list[str]) -> None:
        for name in names:
            require(names.count(name) == 1, f"The archive has the file {shown(name)} twice.")
            require(name in FILES, f"The archive has a file that must not be there: {shown(name)}.")
        for name in FILES:
            require(name in names, f"The archive lacks the file {name}.")

    @staticmethod
    def _check_size(name: str, size: int) -> None:
        require(size <= FILES[name], f"{name} is larger than such a file can be.")

    def _open(self, name: str) -> Part:
        if self._folder is None:
            return Part(self._zip.open(name))  # type: ignore[arg-type]  # reads like a file
        return Part(open(os.path.join(self._folder, name), "rb"))

    def lines(self, name: str, longest: int) -> Iterator[bytes]:
        """Every line with its end; all end with one line feed. Keeps the file's hash."""
        with _Reading(name), self._open(name) as part:
            stream = io.BufferedReader(part, 1 << 17)
            line = b"\n"
            for line in iter(partial(stream.readline, longest + 1), b""):
                if len(line) > longest:
                    raise RefusedError(f"{name} has a line longer than {longest} bytes.")
                yield line
            require(line.endswith(b"\n"), f"{name} does not end with a line feed.")
            self.sha256[name] = part.sha256()

    def whole(self, name: str) -> bytes:
        with _Reading(name), self._open(name) as part:
            pieces = list(iter(partial(part.read, 1 << 20), b""))
            self.sha256[name] = part.sha256()
        return b"".join(pieces)


class _Reading:
    """Tells a damaged file from a fault of this programme."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        damaged = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
        if isinstance(error, damaged):
            raise RefusedError(f"{self._name} is damaged: {shown(str(error))}.") from error


# ---------------------------------------------------------------- JSON, in its one form


def canonical(content: Any) -> bytes:
    """Sorted keys, no spaces, all but ASCII escaped."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def parsed(text: bytes, where: str) -> Any:
    """The content of canonical JSON: no number but whole ones, no key twice, no other spelling.

    A text that is not what `canonical` writes is refused, so nothing can be said in two ways.
    """
    try:
        require(text.count(b"[") + text.count(b"{") < 10_000_000, f"{where} is too large.")
        content = json.loads(
            text.decode("ascii"),
            object_pairs_hook=partial(_object, where),
            parse_float=partial(_no_float, where),
            parse_constant=partial(_no_float, where),
        )
        _require_plain(content, where, DEEPEST)
        same = canonical(content) == text
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{where} is not canonical JSON: {shown(str(error))}.") from error
    require(same, f"{where} is not written in the canonical form.")
    return content


def _object(where: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    require(len(content) == len(pairs), f"{where} has a key twice.")
    return content


def _no_float(where: str, text: str) -> Any:
    raise RefusedError(f"{where} has a number that is not whole: {shown(text)}.")


def _require_plain(content: Any, where: str, depth: int) -> None:
    """Not too deep, and every text can be written as UTF-8 (so no lone surrogates)."""
    require(depth, f"{where} is nested too deeply.")
    if isinstance(content, str):
        content.encode()
    elif isinstance(content, dict):
        for key, value in content.items():
            key.encode()
            _require_plain(value, where, depth - 1)
    elif isinstance(content, list):
        for value in content:
            _require_plain(value, where, depth - 1)


def keys_of(content: Any, where: str, *names: str) -> None:
    """An object that has at least these keys."""
    require(isinstance(content, dict), f"{where} is not an object.")
    for name in names:
        require(name in content, f"{where} has no {name}.")


def whole(value: Any, where: str, least: int = 0, most: int = 10**18) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    require(fits, f"{where} is not a whole number from {least} to {most}: {shown(value)}.")
    return int(value)


def text_of(value: Any, where: str) -> str:
    require(isinstance(value, str), f"{where} is not text: {shown(value)}.")
    return str(value)


def hex_of(value: Any, size: int, where: str) -> bytes:
    """`size` bytes, written in lower case."""
    fits = isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{2 * size}}}", value)
    require(fits, f"{where} is not {2 * size} hex digits in lower case: {shown(value)}.")
    return bytes.fromhex(value)


# ---------------------------------------------------------------- hashes and the tree


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


class Tree:
    """The Merkle tree of RFC 9162 while it grows: the roots of its complete parts, large to small.

    A leaf is already a hash; a node is H(0x01 | left | right).
    """

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf = hashlib.sha256(b"\x01" + self._parts.pop() + leaf).digest()
            size >>= 1
        self._parts.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        root = self._parts[-1] if self._parts else sha256(b"")
        for part in self._parts[-2::-1]:
            root = sha256(b"\x01" + part + root)
        return root


# ---------------------------------------------------------------- Ed25519, RFC 8032

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_1 = pow(2, (PRIME - 1) // 4, PRIME)
Point = tuple[int, int, int, int]  # x = X/Z, y = Y/Z, x·y = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """Section 5.1.4; the same formula doubles."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c = 2 * one[3] * other[3] * CURVE % PRIME
    d = 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def negative(point: Point) -> Point:
    return -point[0] % PRIME, point[1], point[2], -point[3] % PRIME


def encoded(point: Point) -> bytes:
    inverse = pow(point[2], -1, PRIME)
    x, y = point[0] * inverse % PRIME, point[1] * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decoded(data: bytes) -> Point | None:
    """Section 5.1.3; None for what is not a point, or is one in a form that is not canonical."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= PRIME:
        return None
    u, v = (y * y - 1) % PRIME, (CURVE * y * y + 1) % PRIME
    x = u * v**3 * pow(u * v**7, (PRIME - 5) // 8, PRIME) % PRIME
    if v * x * x % PRIME == -u % PRIME:
        x = x * ROOT_OF_MINUS_1 % PRIME
    if v * x * x % PRIME != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


def multiples(pairs: list[tuple[int, Point]]) -> Point:
    """The sum of all number·point, bit by bit."""
    total = NEUTRAL
    for bit in range(max(number.bit_length() for number, _ in pairs) - 1, -1, -1):
        total = add(total, total)
        for number, point in pairs:
            if number >> bit & 1:
                total = add(total, point)
    return total


_base = decoded((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))
assert _base is not None
BASE: Point = _base


def public_point(key: bytes) -> Point | None:
    """The point of a public key; None for a key that is none, or of small order: such a key would
    accept signatures that nobody made."""
    point = decoded(key)
    if point is None or encoded(multiples([(8, point)])) == encoded(NEUTRAL):
        return None
    return point


def signed(key: bytes, point: Point, signature: bytes, statement: bytes) -> bool:
    """Section 5.1.7, without the cofactor: S·B - k·A has exactly the bytes R of the signature."""
    half, number = signature[:32], int.from_bytes(signature[32:], "little")
    if number >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(half + key + statement).digest(), "little") % ORDER
    return encoded(multiples([(number, BASE), (k, negative(point))])) == half


# ---------------------------------------------------------------- the log and its heads


class Head(NamedTuple):
    line: bytes
    size: int
    root: bytes
    signature: bytes
    key_id: str
    milliseconds: int


class Log:
    """All leaves: those with a content by kind, those of ballots as a set that is opened later."""

    def __init__(self) -> None:
        self.setup: dict[str, Any] = {}
        self.close: dict[str, Any] = {}
        self.audits: list[dict[str, Any]] = []
        self.result: dict[str, Any] = {}
        self.result_at = 0
        self.size = 0
        self.unopened: set[bytes] = set()
        self.ballots = 0
        self.wanted_at: int | None = None


def read_heads(archive: Archive) -> list[Head]:
    heads: list[Head] = []
    for number, line in enumerate(archive.lines("heads.jsonl", 4096), start=1):
        where = f"Head {number}"
        require(number <= 1_000_000, "heads.jsonl has too many heads.")
        content = parsed(line[:-1], where)
        keys_of(content, where, "key_id", "milliseconds", "root", "signature", "size")
        require(len(content) == 5, f"{where} has a key that a head has not.")
        head = Head(
            line,
            whole(content["size"], f"{where}, size", 1),
            hex_of(content["root"], 32, f"{where}, root"),
            hex_of(content["signature"], 64, f"{where}, signature"),
            text_of(content["key_id"], f"{where}, key_id"),
            whole(content["milliseconds"], f"{where}, milliseconds", 0, 253_402_300_799_999),
        )
        if heads:
            require(head.size > heads[-1].size, f"{where} is not larger than the one before it.")
            in_time = head.milliseconds >= heads[-1].milliseconds
            require(in_time, f"{where} says an earlier time than the one before it.")
        heads.append(head)
    require(heads, "heads.jsonl has no head.")
    return heads


def read_log(archive: Archive, heads: list[Head], wanted: bytes | None) -> Log:
    """One pass: the tree grows leaf by leaf, and at the size of every head it must have its root.

    Between two heads ballots stand in the order of their leaves, which tells nothing of when each
    was cast.
    """
    log, tree = Log(), Tree()
    ahead = iter(heads)
    head: Head | None = next(ahead)
    before = b""
    for line in archive.lines("log.jsonl", LONGEST_CONTENT):
        leaf = _ballot_leaf(line)
        if leaf is not None:
            _require_place(log, "ballot")
            if leaf <= before:
                raise RefusedError(f"Leaf {tree.size} of the log is not in the order of its seal.")
            before = leaf
            log.unopened.add(leaf)
            log.ballots += 1
        else:
            leaf = _content_leaf(log, line, tree.size)
        if leaf == wanted:
            log.wanted_at = tree.size
        tree.append(leaf)
        if head is not None and tree.size == head.size:
            same = tree.root() == head.root
            require(same, f"The head of size {head.size} is not that of the leaves in the log.")
            head, before = next(ahead, None), b""
    log.size = tree.size
    require(head is None, "A head is of a log longer than log.jsonl.")
    require(heads[-1].size == log.size, "The last head does not cover the end of the log.")
    require(log.result, "The log does not end with a result.")
    require(len(log.unopened) == log.ballots, "A leaf stands twice in the log.")
    return log


def _ballot_leaf(line: bytes) -> bytes | None:
    """The bytes of `"<64 hex>"`; None where the line is of another kind."""
    if line[:1] != b'"':
        return None
    try:
        leaf = bytes.fromhex(line[1:65].decode("ascii"))
    except ValueError:
        leaf = b""
    require(b'"%s"\n' % leaf.hex().encode() == line and len(leaf) == 32, _BAD_LEAF)
    return leaf


_BAD_LEAF = "log.jsonl has a line that is neither a ballot's leaf nor a content in canonical form."


def _content_leaf(log: Log, line: bytes, index: int) -> bytes:
    where = f"Leaf {index}"
    entry = parsed(line[:-1], where)
    keys_of(entry, where, "kind", "content")
    require(len(entry) == 2, f"{where} has a key that a leaf has not.")
    kind, content = entry["kind"], entry["content"]
    require(isinstance(content, dict), f"{where} has no content.")
    known = kind in ("setup", "close", "audit", "result")
    require(known, f"{where} is of a kind that must not be in the log: {shown(kind)}.")
    _require_place(log, kind)
    if kind == "audit":
        log.audits.append(content)
    else:
        setattr(log, kind, content)
    log.result_at = index
    return sha256(b"\x00" + canonical(content))


def _require_place(log: Log, kind: str) -> None:
    """setup, ballots, close, audits, result; nothing after the result."""
    if kind == "ballot":
        fits = bool(log.setup) and not log.close
    elif kind == "setup":
        fits = not log.setup
    elif kind == "close":
        fits = bool(log.setup) and not log.close
    else:
        fits = bool(log.close) and not log.result
    if not fits or log.result:
        raise RefusedError(f"The log has a leaf of the kind {kind} where none may be.")


def check_signatures(log: Log, heads: list[Head]) -> bytes:
    """Every head is signed with the key that leaf 0 announced; that key."""
    key = hex_of(log.setup["log_key"], 32, "The key in leaf 0")
    point = public_point(key)
    require(point is not None, "The key in leaf 0 is no Ed25519 key, or one of small order.")
    assert point is not None
    poll = poll_of(log.setup).bytes
    for head in heads:
        require(head.key_id == sha256(key).hex()[:16], "A head is signed with another key.")
        statement = b"birge head/1\x00" + poll + head.size.to_bytes(8, "big") + head.root
        statement += head.milliseconds.to_bytes(8, "big")
        holds = signed(key, point, head.signature, statement)
        require(holds, f"The signature of the head of size {head.size} is false.")
    return key


def poll_of(content: dict[str, Any]) -> UUID:
    text = text_of(content.get("poll"), "The poll in a leaf")
    try:
        poll = UUID(text)
    except ValueError:
        poll = None
    require(poll is not None and str(poll) == text, f"The poll is no UUID: {shown(text)}.")
    assert poll is not None
    return poll


# ---------------------------------------------------------------- the rules, as leaf 0 has them

ONE_POINT = ("approval", "knapsack", "single", "yes_no")
FORMATS = (*ONE_POINT, "points", "score", "ordinal")


class Option(NamedTuple):
    code: str
    cost: int
    group: str
    precedence: int
    lot: int


class Rules:
    """Leaf 0: what a ballot may be, and how the ballots are counted.

    `options` are in the order of their codes; everywhere below an option is its place there.
    """

    def __init__(self, setup: dict[str, Any]) -> None:
        keys_of(setup, "Leaf 0", *_SETUP_KEYS)
        self.poll = poll_of(setup)
        self.format = setup["format"]
        require(
            self.format in FORMATS, f"The format of the ballot is unknown: {shown(self.format)}."
        )
        self.budget = whole(setup["budget_tenge"], "The budget", 1)
        self.roll = whole(setup["roll"], "The roll")
        self.may_change = setup["may_change"]
        require(isinstance(self.may_change, bool), "Leaf 0 does not say if a ballot may change.")
        self.lot_seed = text_of(setup["lot_seed"], "The seed of the lots")
        self.round = setup["round"]
        require(isinstance(self.round, dict), "The rules of the round are no object.")
        self.imported = self.round.get("imported") is True
        self.max_choices = self._limit(setup, "max_choices", "approval", "ordinal")
        self.points_total = self._limit(setup, "points_total", "points")
        self.points_each = self._limit(setup, "points_each", "points", "score")
        keys_of(setup["count"], "The rule of the count", "rule", "params")
        self.rule = text_of(setup["count"]["rule"], "The rule of the count")
        self.params = setup["count"]["params"]
        require(isinstance(self.params, dict), "The settings of the count are no object.")
        self.verifier = hex_of(setup["verifier"], 32, "The verifier in leaf 0").hex()
        self.options = self._options(setup["options"])
        self.by_code = {option.code: place for place, option in enumerate(self.options)}

    def _limit(self, setup: dict[str, Any], name: str, *formats: str) -> int:
        """A limit of the ballot; 0 in formats that have none of this name."""
        return whole(setup[name], f"Leaf 0, {name}", 1, 10**6) if self.format in formats else 0

    def _options(self, listed: Any) -> list[Option]:
        require(isinstance(listed, list) and 0 < len(listed) <= 10_000, "Leaf 0 has no options.")
        options = []
        for entry in listed:
            keys_of(
                entry, "An option", "code", "cost_tenge", "exclusive_group", "precedence", "lot"
            )
            code = text_of(entry["code"], "An option's code")
            require(code, "An option has an empty code.")
            where = f"Option {shown(code)}"
            options.append(
                Option(
                    code,
                    whole(entry["cost_tenge"], f"{where}, cost", 1),
                    text_of(entry["exclusive_group"], f"{where}, group"),
                    whole(entry["precedence"], f"{where}, precedence"),
                    whole(entry["lot"], f"{where}, lot", 0 if self.imported else 1),
                )
            )
        options.sort()
        require(len({o.code for o in options}) == len(options), "Two options have one code.")
        require(len({o.lot for o in options}) == len(options), "Two options have one lot.")
        return options


_SETUP_KEYS = (
    *("poll", "format", "budget_tenge", "max_choices", "points_total", "points_each"),
    *("may_change", "opens_at", "closes_at", "lot_seed", "options", "log_key"),
    *("roll", "roll_late", "roll_root", "round", "count", "verifier"),
)


def check_lots(rules: Rules) -> None:
    """The lot of an option is its place by the hash of seed/code."""
    drawn = sorted(
        (sha256(f"{rules.lot_seed}/{option.code}".encode()).hex(), option.code)
        for option in rules.options
    )
    for lot, (_, code) in enumerate(drawn, start=1):
        told = rules.options[rules.by_code[code]].lot
        require(told == lot, f"Option {shown(code)} drew lot {lot}, but leaf 0 says {told}.")


# ---------------------------------------------------------------- ballots

# A line that matches is canonical: its parts have one spelling each. The choices are looked at in
# `Tokens`. What ends them cannot stand inside: in JSON a quote within a text is written \".
BALLOT = re.compile(
    rb'\{"choices":(\{.*?\}),"n1":"([0-9a-f]{64})","n2":"([0-9a-f]{64})","nv":"([0-9a-f]{64})",'
    rb'"pub":"([0-9a-f]{32})","version":([1-9][0-9]{0,9})\}\n'
)
SUPERSEDED = re.compile(
    rb'\{"h2":"([0-9a-f]{64})","n1":"([0-9a-f]{64})",'
    rb'"pub":"([0-9a-f]{32})","version":([1-9][0-9]{0,9})\}\n'
)


class Box:
    """What the ballots' files hold, opened against the log.

    `choices`: {canonical choices: voters who cast exactly these}. `version`: the last one of every
    slot, by its public name.
    """

    def __init__(self, poll: UUID, wanted: bytes | None) -> None:
        self._slot = b"slot/1" + poll.bytes
        self._choice = b"choice/1" + poll.bytes
        self._wanted = wanted
        self.wanted: str | None = None
        self.choices: dict[bytes, int] = {}
        self.version: dict[bytes, int] = {}
        self.superseded = 0

    def open_final(self, archive: Archive, unopened: set[bytes]) -> None:
        digest, fromhex, match = hashlib.sha256, bytes.fromhex, BALLOT.fullmatch
        choices, last, before = self.choices, self.version, b""
        for line in archive.lines("ballots.jsonl", LONGEST_BALLOT):
            found = match(line)
            if found is None:
                raise RefusedError(f"ballots.jsonl has a line that is no ballot: {shown(line)}.")
            chosen, n1, n2, nv, pub, version = found.groups()
            slot = fromhex(pub.decode())
            number = int(version)
            require(number < 1 << 32, "A ballot's version is too large.")
            h1 = digest(self._slot + slot + number.to_bytes(4, "big") + fromhex(n1.decode()))
            nonces = fromhex((n2 + nv).decode())
            h2 = digest(self._choice + digest(chosen).digest() + nonces)
            leaf = digest(b"\x00" + h1.digest() + h2.digest()).digest()
            if leaf <= before:
                raise RefusedError("ballots.jsonl is not in the order of its leaves.")
            before = leaf
            if leaf not in unopened:
                raise RefusedError(f"A ballot is not in the log: its leaf would be {leaf.hex()}.")
            unopened.remove(leaf)
            if slot in last:
                raise RefusedError(f"Slot {pub.decode()} has two final ballots.")
            last[slot] = number
            choices[chosen] = choices.get(chosen, 0) + 1
            if leaf == self._wanted:
                self.wanted = f"It is final and holds {shown(chosen.decode('ascii', 'replace'))}."

    def open_superseded(self, archive: Archive, unopened: set[bytes]) -> None:
        """Together with the final ones: each slot has the versions 1, 2, ... up to its last.

        Every line is another version below the last of its slot; so if there are as many lines as
        such versions, none is missing.
        """
        before, seen = b"", set()
        for line in archive.lines("superseded.jsonl", 512):
            found = SUPERSEDED.fullmatch(line)
            if found is None:
                raise RefusedError(f"superseded.jsonl has a line that is no ballot: {shown(line)}.")
            h2, n1, pub, version = found.groups()
            slot, number = bytes.fromhex(pub.decode()), int(version)
            require(number < self.version.get(slot, 0), "A superseded ballot has no later version.")
            place = slot + number.to_bytes(4, "big")
            h1 = sha256(self._slot + place + bytes.fromhex(n1.decode()))
            leaf = sha256(b"\x00" + h1 + bytes.fromhex(h2.decode()))
            require(leaf > before, "superseded.jsonl is not in the order of its leaves.")
            before = leaf
            require(leaf in unopened, f"A superseded ballot is not in the log: {leaf.hex()}.")
            unopened.remove(leaf)
            require(place not in seen, f"Slot {pub.decode()} has version {number} twice.")
            seen.add(place)
            if leaf == self._wanted:
                self.wanted = f"It is version {number} of a ballot that was changed afterwards."
        self.superseded = len(seen)
        earlier = sum(self.version.values()) - len(self.version)
        require(earlier == len(seen), "Earlier versions of a ballot are missing.")


class Tokens(dict[bytes, tuple[int, int]]):
    """A choice as it is written, `12":3` for 3 points to option 12: (place of the option, points).

    Looked at once each; whatever is not a known option with points that the format allows, in its
    canonical spelling, is refused.
    """

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules
        self._spelled = {canonical(o.code)[1:]: place for place, o in enumerate(rules.options)}
        self._most = 10**9 if rules.imported else 1
        if rules.format not in ONE_POINT and not rules.imported:
            self._most = rules.max_choices if rules.format == "ordinal" else rules.points_each

    def __missing__(self, token: bytes) -> tuple[int, int]:
        code, _, points = token.rpartition(b":")
        place = self._spelled.get(code)
        if place is None:
            raise RefusedError(f"A ballot names an option that there is not: {shown(token)}.")
        if not re.fullmatch(rb"[1-9][0-9]{0,9}", points) or int(points) > self._most:
            raise RefusedError(f"A ballot gives an option points it must not: {shown(token)}.")
        self[token] = place, int(points)
        return self[token]


Pairs = tuple[tuple[int, int], ...]


def read_choices(rules: Rules, box: Box) -> list[tuple[Pairs, int]]:
    """Every distinct ballot that was cast, as pairs of option and points, with its voters.

    Between two choices stands `,"`, which cannot be inside one. Places that rise say that the codes
    stand in their order and none twice, so that the text is canonical.
    """
    tokens = Tokens(rules)
    check = _free if rules.imported else FAULTS[rules.format]
    ballots: list[tuple[Pairs, int]] = []
    for text, voters in box.choices.items():
        pairs: Pairs = ()
        if text != b"{}":
            require(text.startswith(b'{"'), f"A ballot is not canonical: {shown(text)}.")
            pairs = tuple(map(tokens.__getitem__, text[2:-1].split(b',"')))
            places = [place for place, _ in pairs]
            if places != sorted(set(places)):
                raise RefusedError(f"A ballot is not in canonical order: {shown(text)}.")
        fault = check(rules, pairs)
        if fault:
            raise RefusedError(f"A ballot {fault}: {shown(text)}.")
        ballots.append((pairs, voters))
    return ballots


def _approval(rules: Rules, pairs: Pairs) -> str | None:
    return "has too many choices" if len(pairs) > rules.max_choices else None


def _single(rules: Rules, pairs: Pairs) -> str | None:
    return "has more than one choice" if len(pairs) > 1 else None


def _knapsack(rules: Rules, pairs: Pairs) -> str | None:
    cost = sum(rules.options[place].cost for place, _ in pairs)
    return "costs more than the budget" if cost > rules.budget else None


def _points(rules: Rules, pairs: Pairs) -> str | None:
    given = sum(points for _, points in pairs)
    return "gives more points than a voter has" if given > rules.points_total else None


def _ordinal(rules: Rules, pairs: Pairs) -> str | None:
    """The first place gives max_choices points, the next one less, and none is passed over."""
    given = sorted((points for _, points in pairs), reverse=True)
    ranks = list(range(rules.max_choices, rules.max_choices - len(pairs), -1))
    return "does not rank its choices one after another" if given != ranks else None


def _free(rules: Rules, pairs: Pairs) -> str | None:
    """Options and points are all there is to a ballot of this format: see `Tokens`."""
    return None


FAULTS: dict[str, Callable[[Rules, Pairs], str | None]] = {
    "approval": _approval,
    "single": _single,
    "knapsack": _knapsack,
    "points": _points,
    "score": _free,
    "ordinal": _ordinal,
    "yes_no": _free,
}


def check_close(rules: Rules, log: Log, box: Box) -> None:
    close = log.close
    keys_of(close, "The leaf of the close", "poll", "roll", "voters", "ballots", "ballots_logged")
    voters, ballots = len(box.version), log.ballots
    counted = {"voters": voters, "ballots": ballots, "ballots_logged": ballots}
    for name, number in counted.items():
        told = whole(close[name], f"The close, {name}")
        require(told == number, f"The close says {told} {name}; in the archive are {number}.")
    roll = whole(close["roll"], "The close, roll")
    fits = rules.imported or voters <= roll
    require(fits, f"{voters} voters cast a ballot, but only {roll} were on the roll.")
    changed = box.superseded
    require(rules.may_change or not changed, "A ballot was changed, which leaf 0 does not allow.")


# ---------------------------------------------------------------- the exchange file


def check_exchange_file(
    archive: Archive, rules: Rules, box: Box, election: Election, winners: list[str]
) -> None:
    """ballots.pb (the Pabulib format) has the same budget, options and ballots."""
    rows = _rows(archive)
    meta = _meta(rows)
    expected = {
        "budget": election.budget,
        "num_projects": len(rules.options),
        "num_votes": election.voters,
    }
    for name, number in expected.items():
        told = meta.get(name)
        require(told == str(number), f"ballots.pb says {name} {shown(told)}, not {number}.")
    _check_projects(rows, rules, election, winners)
    _check_votes(rows, rules, box, meta)


def _rows(archive: Archive) -> Iterator[list[str]]:
    try:
        lines = (line.decode() for line in archive.lines("ballots.pb", LONGEST_BALLOT))
        yield from csv.reader(lines, delimiter=";", strict=True)
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"ballots.pb cannot be read: {shown(str(error))}.") from error


def _meta(rows: Iterator[list[str]]) -> dict[str, str]:
    require(next(rows, None) == ["META"], "ballots.pb does not begin with META.")
    require(next(rows, None) == ["key", "value"], "ballots.pb has no head for META.")
    meta: dict[str, str] = {}
    for row in rows:
        if row == ["PROJECTS"]:
            return meta
        require(len(row) == 2 and row[0] not in meta, f"ballots.pb, META: {shown(row)}.")
        meta[row[0]] = row[1]
    raise RefusedError("ballots.pb has no PROJECTS.")


def _columns(rows: Iterator[list[str]], *names: str) -> list[str]:
    columns = next(rows, [])
    fits = len(set(columns)) == len(columns) and set(names) <= set(columns)
    require(fits, f"ballots.pb lacks a column or has one twice: {shown(columns)}.")
    return columns


def _check_projects(
    rows: Iterator[list[str]], rules: Rules, election: Election, winners: list[str]
) -> None:
    columns = _columns(rows, "project_id", "cost")
    seen: set[int] = set()
    for row in rows:
        if row == ["VOTES"]:
            require(len(seen) == len(rules.options), "ballots.pb lacks an option.")
            return
        require(len(row) == len(columns), f"ballots.pb, PROJECTS: {shown(row)}.")
        told = dict(zip(columns, row, strict=True))
        place = rules.by_code.get(told["project_id"], -1)
        fits = place >= 0 and place not in seen
        require(fits, f"ballots.pb has an option too many: {shown(row[0])}.")
        seen.add(place)
        option = rules.options[place]
        expected = {"cost": option.cost}
        if not rules.imported:
            expected["votes"] = election.votes[place]
            expected["selected"] = int(option.code in winners)
            expected["lot"] = option.lot
        for name, number in expected.items():
            same = told.get(name, str(number)) == str(number)
            require(same, f"ballots.pb says another {name} of option {shown(option.code)}.")
    raise RefusedError("ballots.pb has no VOTES.")


def _check_votes(rows: Iterator[list[str]], rules: Rules, box: Box, meta: dict[str, str]) -> None:
    """Row by row a ballot less to be found; in the end there are none left."""
    kind = meta.get("vote_type", "")
    pointed = kind in ("cumulative", "scoring")
    known = pointed or kind in ("approval", "choose-1", "ordinal")
    require(known, f"ballots.pb has an unknown type of votes: {shown(kind)}.")
    require(meta.get("default_score", "0") in ("", "0"), "ballots.pb has a default score.")
    columns = _columns(rows, "vote", *(["points"] if pointed else []))
    vote, points = columns.index("vote"), columns.index("points") if pointed else -1
    spelled = {o.code: (place, canonical(o.code)) for place, o in enumerate(rules.options)}
    longest = meta.get("max_length", "")
    first = int(longest) if re.fullmatch("[1-9][0-9]{0,5}", longest) else len(rules.options)
    left = dict(box.choices)
    total = 0
    for row in rows:
        require(len(row) == len(columns), f"ballots.pb, VOTES: {shown(row)}.")
        codes = row[vote].split(",") if row[vote] else []
        if pointed:
            given = row[points].split(",") if row[points] else []
        elif kind == "ordinal":
            given = [str(first - place) for place in range(len(codes))]
        else:
            given = ["1"] * len(codes)
        require(len(given) == len(codes), f"ballots.pb, VOTES: {shown(row)}.")
        try:
            chosen = sorted((*spelled[c], p) for c, p in zip(codes, given, strict=True) if p != "0")
        except KeyError:
            raise RefusedError(f"ballots.pb names an unknown option: {shown(row)}.") from None
        text = b"{%s}" % b",".join([b"%s:%s" % (code, p.encode()) for _, code, p in chosen])
        if not left.get(text):
            raise RefusedError(f"ballots.pb has a ballot that ballots.jsonl has not: {shown(row)}.")
        left[text] -= 1
        total += 1
    require(total == sum(box.choices.values()), "ballots.pb lacks ballots.")


# ---------------------------------------------------------------- the count: what all rules share


class Election:
    """What is counted. Options are places in the order of their codes."""

    def __init__(self, rules: Rules, ballots: list[tuple[Pairs, int]], added_budget: int) -> None:
        self.options = rules.options
        self.budget = rules.budget + added_budget
        self.ballots = ballots
        self.voters = sum(voters for _, voters in ballots)
        given: Counter[tuple[int, int]] = Counter()
        for pairs, voters in ballots:
            for pair in pairs:
                given[pair] += voters
        self.votes = [0] * len(self.options)
        self.points = [0] * len(self.options)
        for (place, points), voters in given.items():
            self.votes[place] += voters
            self.points[place] += voters * points

    def cost(self, places: Iterable[int]) -> int:
        return sum(self.options[place].cost for place in places)

    def codes(self, places: Iterable[int]) -> list[str]:
        return [self.options[place].code for place in places]


class Ties:
    """The announced order among options that a rule finds exactly equal."""

    def __init__(self, election: Election, criteria: Any) -> None:
        known = {"votes", "cost", "lot", "id", "file"}
        fits = isinstance(criteria, list) and criteria and set(map(str, criteria)) <= known
        require(fits and criteria[-1] in ("lot", "id", "file"), "The rule of ties is unknown.")
        self._options = election.options
        listed = sorted(election.options, key=lambda option: (option.lot, option.code))
        self._key = [
            tuple(
                {
                    "votes": -election.votes[place],
                    "cost": option.cost,
                    "lot": option.lot,
                    "id": option.code,
                    "file": listed.index(option),
                }[criterion]
                for criterion in criteria
            )
            for place, option in enumerate(election.options)
        ]

    def first(self, tied: Iterable[int]) -> int:
        """Of tied options of one group only those of the lowest precedence are asked further."""
        tied = list(tied)
        lowest: dict[str, int] = {}
        for place in tied:
            option = self._options[place]
            if option.group:
                known = lowest.get(option.group, option.precedence)
                lowest[option.group] = min(known, option.precedence)
        leading = [
            place
            for place in tied
            if self._options[place].precedence
            == lowest.get(self._options[place].group, self._options[place].precedence)
        ]
        return min(leading, key=self._key.__getitem__)


def without_group(election: Election, places: Iterable[int], bought: int) -> list[int]:
    """What is left of `places`: neither the option bought nor others of its group."""
    group = election.options[bought].group
    return [
        place
        for place in places
        if place != bought and not (group and election.options[place].group == group)
    ]


def thresholds(election: Election, settings: dict[str, Any]) -> int | dict[str, int]:
    """The votes that an option needs: a number for all, or one for each by its code.

    With `threshold_share` k it needs  votes / voters >= cost / (k * budget)  as well.
    """
    told, share = settings["min_votes"], settings.get("threshold_share")
    least: int | dict[str, int]
    if isinstance(told, dict):
        least = {code: whole(votes, "A threshold") for code, votes in told.items()}
    else:
        least = whole(told, "A threshold")
    if share is None:
        return least
    money = whole(share, "A threshold", 1) * election.budget
    return {
        option.code: max(
            -(-option.cost * election.voters // money) if money else 0,
            least.get(option.code, 0) if isinstance(least, dict) else least,
        )
        for option in election.options
    }


def eligible(election: Election, settings: dict[str, Any]) -> list[int]:
    """Options with a vote and with no fewer than the settings ask for."""
    least = thresholds(election, settings)
    return [
        place
        for place, option in enumerate(election.options)
        if election.votes[place]
        >= max(1, least.get(option.code, 0) if isinstance(least, dict) else least)
    ]


def ratio(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def rounded(value: Fraction) -> str:
    """Two decimals, half away from zero; not negative."""
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02}"


# ---------------------------------------------------------------- greedy


def greedy(
    election: Election,
    places: Iterable[int],
    measure: str,
    ties: Ties,
    money: int,
    stop_at_first_misfit: bool = False,
) -> list[int]:
    """The highest measure first, each that still fits the money."""
    known = ("votes", "points", "votes_per_cost", "points_per_cost")
    require(measure in known, f"A measure is unknown: {shown(measure)}.")
    totals = election.votes if measure.startswith("votes") else election.points
    per_cost = measure.endswith("per_cost")
    equal: dict[Fraction, list[int]] = {}
    for place in places:
        cost = election.options[place].cost if per_cost else 1
        equal.setdefault(Fraction(totals[place], cost), []).append(place)
    ranked: list[int] = []
    for value in sorted(equal, reverse=True):
        while equal[value]:
            ranked.append(ties.first(equal[value]))
            equal[value].remove(ranked[-1])
    bought: list[int] = []
    closed: set[str] = set()
    for place in ranked:
        option = election.options[place]
        if option.group in closed:
            continue
        if option.cost <= money:
            money -= option.cost
            bought.append(place)
            closed |= {option.group} - {""}
        elif stop_at_first_misfit:
            break
    return bought


# ---------------------------------------------------------------- sequential Phragmen


def phragmen(election: Election, places: list[int], ties: Ties) -> list[int]:
    """Buy the option with the least L = (load its supporters carry + its cost) / their number.

    A voter carries the L of the last purchase they supported, so a load is known by the number of
    that purchase, and sums of loads are exact. L never falls, so a value once computed is a lower
    bound later: only while an option's bound is not above the least L is it computed again.
    """
    supporters: dict[int, list[tuple[int, int]]] = {place: [] for place in places}
    for voter, (pairs, voters) in enumerate(election.ballots):
        for place, _ in pairs:
            if place in supporters:
                supporters[place].append((voter, voters))
    last = [0] * len(election.ballots)
    loads = [Fraction(0)]
    bound = {p: Fraction(election.options[p].cost, election.votes[p]) for p in places}
    bought: list[int] = []
    money = election.budget
    while bound:
        fresh: set[int] = set()
        while (best := min(bound, key=lambda p: (bound[p], p in fresh, p))) not in fresh:
            carried = [0] * len(loads)
            for voter, voters in supporters[best]:
                carried[last[voter]] += voters
            total = sum((load * n for load, n in zip(loads, carried, strict=True) if n), loads[0])
            bound[best] = (total + election.options[best].cost) / election.votes[best]
            fresh.add(best)
        tied = [place for place in bound if bound[place] == bound[best]]
        if any(election.options[place].cost > money for place in tied):
            break
        winner = ties.first(tied)
        for voter, _ in supporters[winner]:
            last[voter] = len(loads)
        loads.append(bound[winner])
        bought.append(winner)
        money -= election.options[winner].cost
        bound = {place: bound[place] for place in without_group(election, bound, winner)}
    return bought


# ---------------------------------------------------------------- the Method of Equal Shares
#
# Every voter starts with the same endowment E. In turn the option with the least rho is bought,
# where rho is the least number with  sum of min(balance, rho * utility)  over its supporters = its
# cost, and each supporter pays that minimum. Prices below are per unit: an approval or a point is a
# unit, and rho = price / factor, where the factor is the cost for cost utility and 1 otherwise.
#
# A voter who ever pays all they have has nothing from then on. So after any purchases a voter's
# balance is  max(0, E - sum of price * units over what they support of the options bought),  in
# whatever order these were bought.
#
# Two ways to count use the same code, `Stage`:
#
# * For ONE endowment exactly. Floats, kept as lower and upper bounds, say which option is surely
#   next; its price is then a Fraction, made from whole numbers of voters. Where the bounds leave
#   several options, or doubt whether one can be paid, Fractions decide.
# * For ALL endowments of a range at once. What is certain of a balance anywhere in the range is an
#   interval; so is every price; and the options that may be next are those whose least rho is not
#   above the greatest rho of another that can surely be paid. Every one of them is followed. What
#   is found so contains every outcome of the range, and perhaps more. If all of them are within the
#   budget and leave room for another option, then the search for the endowment (Add1) did not end
#   in the range. If not, the range is parted, down to single endowments counted exactly.
#
# GUARD widens every interval by far more than rounding can move a float: a sum of 2^22 products,
# each rounded by 2^-53, is off by less than 2^-30 of itself, and 60 subtractions by less than that.

GUARD = 2.0**-30
MOST_VOTERS = 1 << 22
MOST_BRANCHES = 8  # of one range, before it is parted
COARSE = (8, 13)  # numbers of winners by which voters are classed while no other is bought

Group = tuple[int, int, list[int]]  # units, voters in each class who give as many, the classes


class Classes:
    """Voters who support the same, with the same units, among certain options, make one class.

    `patterns`: of each class its (option, units). `support`: of every option, also of others than
    the certain ones, its supporters.
    """

    def __init__(self, patterns: list[Pairs], support: dict[int, list[Group]]) -> None:
        self.patterns = patterns
        self.support = support

    @classmethod
    def of(cls, election: Election, places: list[int], by_points: bool) -> Classes:
        kept = set(places)
        many: dict[Pairs, int] = {}
        for pairs, voters in election.ballots:
            key = tuple([(c, u if by_points else 1) for c, u in pairs if c in kept])
            many[key] = many.get(key, 0) + voters
        many.pop((), None)
        support: dict[int, dict[tuple[int, int], list[int]]] = {c: {} for c in places}
        for number, (pattern, voters) in enumerate(many.items()):
            for place, units in pattern:
                support[place].setdefault((units, voters), []).append(number)
        return cls(list(many), {place: _groups(by) for place, by in support.items()})

    def merged(self, chosen: set[int]) -> Classes:
        """The same voters, told apart by what they support among `chosen` only."""
        number: dict[Pairs, int] = {}
        into = [
            number.setdefault(tuple([pair for pair in pattern if pair[0] in chosen]), len(number))
            for pattern in self.patterns
        ]
        support = {}
        for place, groups in self.support.items():
            many: dict[tuple[int, int], int] = {}
            for units, voters, who in groups:
                for number_before in who:
                    key = units, into[number_before]
                    many[key] = many.get(key, 0) + voters
            by: dict[tuple[int, int], list[int]] = {}
            for (units, new), voters in many.items():
                by.setdefault((units, voters), []).append(new)
            support[place] = _groups(by)
        return Classes(list(number), support)


def _groups(by: dict[tuple[int, int], list[int]]) -> list[Group]:
    return [(units, voters, who) for (units, voters), who in by.items()]


def least_price(
    groups: list[Group], balances: array[float], cost: float, price: float, limit: float
) -> float:
    """The least price with sum of min(balance, price * units) = cost; inf where they cannot pay.

    `price` is where to start: any lower bound. Who has less than it asks pays all they have; the
    others share the rest; that is a higher lower bound, until it asks too much of nobody else. A
    lower bound above `limit` is enough.
    """
    able = [
        (units, voters, [b for b in map(balances.__getitem__, who) if b > 0.0])
        for units, voters, who in groups
    ]
    missing = cost
    while True:
        weight, rich = 0, []
        for units, voters, held in able:
            asked = price * units
            if held and min(held) < asked:
                missing -= voters * sum([b for b in held if b < asked])
                held = [b for b in held if b >= asked]
            if held:
                weight += voters * units * len(held)
                rich.append((units, voters, held))
        if not weight:
            return inf if missing > 0 else price
        higher = missing / weight
        if higher <= price or higher > limit:
            return max(price, higher)
        price, able = higher, rich


class Purses(NamedTuple):
    """What one voter of each class has at least and at most; below 0: nothing."""

    classes: Classes
    low: array[float]
    high: array[float]

    def charge(self, place: int, least: float, most: float) -> None:
        """The supporters of an option pay at least and at most this much per unit."""
        low, high = self.low, self.high
        for units, _, who in self.classes.support[place]:
            a_little, a_lot = least * units, most * units
            for number in who:
                low[number] -= a_lot
                high[number] -= a_little


class Stage:
    """After some purchases, at every endowment from `least` to `most`: intervals of all amounts."""

    def __init__(self, market: Market, least: float, most: float) -> None:
        self.market = market
        self.ends = least * (1 - GUARD), most * (1 + GUARD)
        self.bought: frozenset[int] = frozenset()
        self.prices: dict[int, tuple[float, float]] = {}  # of what was bought, per unit
        # Of what may still be bought: a lower bound of its price. Balances only fall, so it stays.
        self.bound = dict(market.bound)
        self._before: Stage | None = None
        self._purses: Purses | None = None

    def after(self, place: int, price: tuple[float, float]) -> Stage:
        stage = Stage(self.market, *self.ends)
        stage.ends = self.ends
        stage.bought = self.bought | {place}
        stage.prices = {**self.prices, place: price}
        left = without_group(self.market.election, self.bound, place)
        stage.bound = {option: self.bound[option] for option in left}
        stage._before = self
        return stage

    def join(self, other: Stage) -> None:
        """The same was bought in another order: what holds of either."""
        for place, (low, high) in other.prices.items():
            mine = self.prices[place]
            self.prices[place] = min(mine[0], low), max(mine[1], high)
        for place, bound in other.bound.items():
            self.bound[place] = min(self.bound.get(place, bound), bound)

    def purses(self) -> Purses:
        """What the voters have left. Made from those of the stage before, where prices differ."""
        if self._purses is None:
            classes = self.market.classes_for(self.bought)
            before = self._before._purses if self._before is not None else None
            known: dict[int, tuple[float, float]] = {}
            if before is not None and self._before is not None and before.classes is classes:
                purses = Purses(classes, before.low[:], before.high[:])
                known = self._before.prices
            else:
                number = len(classes.patterns)
                least, most = (array("d", [end]) * number for end in self.ends)
                purses = Purses(classes, least, most)
            for place, (least_paid, most_paid) in self.prices.items():
                least_known, most_known = known.get(place, (0.0, 0.0))
                if (least_paid, most_paid) != (least_known, most_known):
                    purses.charge(place, least_paid - least_known, most_paid - most_known)
            self._purses, self._before = purses, None
        return self._purses

    def offers(self) -> tuple[dict[int, tuple[float, float]], float]:
        """The options that may be bought next, with intervals of their prices; and a number that
        the least rho is not above, inf where perhaps no option can be paid."""
        classes, low, high = self.purses()
        factor, best = self.market.factor, inf
        found: dict[int, tuple[float, float]] = {}
        for place in sorted(self.bound, key=lambda place: self.bound[place] / factor[place]):
            groups, cost = classes.support[place], self.market.cost[place]
            if self.bound[place] / factor[place] > best:
                break
            limit = best * factor[place]
            price = least_price(groups, high, cost * (1 - GUARD), self.bound[place], limit)
            if price == inf:
                del self.bound[place]  # and for good
                continue
            self.bound[place] = price * (1 - GUARD)
            if self.bound[place] / factor[place] > best:
                continue
            dearest = least_price(groups, low, cost * (1 + GUARD), price, inf) * (1 + GUARD)
            best = min(best, dearest / factor[place] * (1 + GUARD))
            found[place] = self.bound[place], dearest
        # What is bought has the least rho, and no voter pays more than they can have.
        return {
            place: (least, min(most, best * factor[place] * (1 + GUARD), self.ends[1]))
            for place, (least, most) in found.items()
            if least / factor[place] <= best
        }, best


class Bought(NamedTuple):
    place: int
    rho: Fraction
    largest_payment: Fraction


class Market:
    """An election as Equal Shares sees it."""

    def __init__(self, election: Election, places: list[int], utility: str, ties: Ties) -> None:
        require(utility in ("cost", "cardinality", "score"), "The utility is unknown.")
        require(election.voters < MOST_VOTERS, "There are too many voters for this programme.")
        self.election, self.ties, self.places = election, ties, places
        self._classes = [Classes.of(election, places, utility == "score")]
        self._told_apart: list[set[int]] = [set(places)]
        self.cost = {c: election.options[c].cost for c in places}
        self.factor = {c: self.cost[c] if utility == "cost" else 1 for c in places}
        units = election.points if utility == "score" else election.votes
        # Nobody pays less than if all could pay in full.
        self.bound = {c: self.cost[c] / units[c] * (1 - GUARD) for c in places}

    def tell_apart(self, winners: list[int]) -> None:
        """Have coarser classes for the stages at which only some of these are bought."""
        for number in COARSE:
            if len(winners) > number:
                chosen = set(winners[:number])
                self._classes.append(self._classes[0].merged(chosen))
                self._told_apart.append(chosen)

    def classes_for(self, bought: Iterable[int]) -> Classes:
        """The coarsest classes in which voters of one class have one balance."""
        fits = [
            classes
            for classes, options in zip(self._classes, self._told_apart, strict=True)
            if options.issuperset(bought)
        ]
        return min(fits, key=lambda classes: len(classes.patterns))

    # --- one endowment

    def count(self, endowment: Fraction) -> list[Bought]:
        """What is bought at this endowment, in order; exact."""
        stage = Stage(self, float(endowment), float(endowment))
        prices: dict[int, Fraction] = {}
        made: list[Bought] = []
        while True:
            offers, _best = stage.offers()
            exact = {}
            for place, (start, _) in offers.items():
                price = self._price(stage, endowment, prices, place, start)
                if price is not None:
                    exact[place] = price
            if not exact:
                return made
            rho = {place: price / self.factor[place] for place, price in exact.items()}
            least = min(rho.values())
            winner = self.ties.first([place for place in rho if rho[place] == least])
            price = exact[winner]
            paid = self._largest_payment(stage, endowment, prices, winner, price)
            made.append(Bought(winner, least, paid))
            prices[winner] = price
            stage = stage.after(winner, (float(price) * (1 - GUARD**2), float(price)))

    def _price(
        self,
        stage: Stage,
        endowment: Fraction,
        prices: dict[int, Fraction],
        place: int,
        start: float,
    ) -> Fraction | None:
        """`least_price` in Fractions, from a lower bound; None where they cannot pay.

        The poor together have  voters * E - sum over what was bought of price * their units.
        """
        classes, low, high = stage.purses()
        price = Fraction(start)
        while True:
            poor, weight = 0, 0
            units_of: dict[int, int] = dict.fromkeys(prices, 0)
            for units, voters, who in classes.support[place]:
                asked = price * units
                about = float(asked)
                for number in who:
                    pattern = classes.patterns[number]
                    if low[number] > about:
                        weight += voters * units
                        continue
                    if high[number] <= 0:
                        continue
                    if high[number] >= about or low[number] <= 0:  # too close for floats
                        balance = balance_of(pattern, endowment, prices)
                        if balance >= asked:
                            weight += voters * units
                            continue
                        if balance <= 0:
                            continue
                    poor += voters
                    for option, given in pattern:
                        if option in prices:
                            units_of[option] += given * voters
            if not weight:
                return None
            spent = sum((prices[c] * n for c, n in units_of.items() if n), Fraction(0))
            higher = (self.cost[place] - (poor * endowment - spent)) / weight
            if higher <= price:
                return higher
            price = higher

    def _largest_payment(
        self,
        stage: Stage,
        endowment: Fraction,
        prices: dict[int, Fraction],
        place: int,
        price: Fraction,
    ) -> Fraction:
        """Somebody pays in full; who pays all they have can pay more only with more units."""
        classes, _, high = stage.purses()
        largest = Fraction(0)
        groups = classes.support[place]
        unequal = len({units for units, _, _ in groups}) > 1
        for units, _, who in groups if unequal else []:
            asked = price * units
            for number in who:
                if min(high[number], float(asked) * (1 + GUARD)) >= float(largest) * (1 - GUARD):
                    balance = balance_of(classes.patterns[number], endowment, prices)
                    largest = max(largest, min(balance, asked))
        return largest if unequal else price * groups[0][0]

    # --- a range of endowments

    def is_open(self, bought: Iterable[int], stop: str) -> bool:
        """Whether Add1 goes on after this outcome: an option is left, and for `exhaustive` one that
        fits the money left."""
        left: list[int] = self.places
        for place in bought:
            left = without_group(self.election, left, place)
        money = self.election.budget - self.election.cost(bought)
        return bool(left) and (stop != "exhaustive" or any(self.cost[c] <= money for c in left))

    def is_open_throughout(self, least: Fraction, most: Fraction, stop: str) -> bool:
        """Whether it is certain of every endowment in the range that it buys within the budget and
        that Add1 goes on after it."""
        stages = [Stage(self, float(least), float(most))]
        while stages:
            following: dict[frozenset[int], Stage] = {}
            for stage in stages:
                offers, best = stage.offers()
                if best == inf and not self.is_open(stage.bought, stop):
                    return False
                for place, price in offers.items():
                    after = stage.after(place, price)
                    if self.election.cost(after.bought) > self.election.budget:
                        return False
                    if after.bought in following:
                        following[after.bought].join(after)
                    else:
                        following[after.bought] = after
            if len(following) > MOST_BRANCHES:
                return False
            stages = list(following.values())
        return True


def balance_of(pattern: Pairs, endowment: Fraction, prices: dict[int, Fraction]) -> Fraction:
    spent = sum((prices[c] * units for c, units in pattern if c in prices), Fraction(0))
    return max(Fraction(0), endowment - spent)


class Shares(NamedTuple):
    """An outcome of Equal Shares."""

    start: Fraction
    endowment: Fraction
    raises: int
    ended: str
    bought: list[Bought]
    completed: list[int]


def equal_shares(election: Election, settings: dict[str, Any], ties: Ties, raises: int) -> Shares:
    """The outcome, for which it is shown that Add1 ends after `raises` raises and not before."""
    completion, stop, step = (settings[name] for name in ("completion", "stop", "step"))
    known = ("none", "add1", "utilitarian", "add1+utilitarian")
    require(completion in known, f"A completion is unknown: {shown(completion)}.")
    require(settings["start"] in ("exact", "floor"), "The start of Equal Shares is unknown.")
    require(stop in ("exhaustive", "overspend"), "The end of Add1 is unknown.")
    whole(step, "The step of Add1", 1)
    places = [
        c for c in eligible(election, settings) if election.options[c].cost <= election.budget
    ]
    market = Market(election, places, settings["utility"], ties)
    start = Fraction(election.budget, max(1, election.voters))
    if settings["start"] == "floor":
        start = Fraction(start.numerator // start.denominator)
    if not election.voters:
        start = Fraction(0)
    bought, ended = market.count(start + raises * step), "single"
    if completion.startswith("add1"):
        ended = _check_search(market, start, step, stop, raises, bought)
    else:
        require(not raises, "The endowment was raised, which the rule does not do.")
    winners = [purchase.place for purchase in bought]
    completed: list[int] = []
    if completion.endswith("utilitarian"):
        left = places
        for place in winners:
            left = without_group(election, left, place)
        density = {"cost": "votes", "cardinality": "votes_per_cost", "score": "points_per_cost"}
        money = election.budget - election.cost(winners)
        completed = greedy(election, left, density[settings["utility"]], ties, money)
    return Shares(start, start + raises * step, raises, ended, bought, completed)


def _check_search(
    market: Market, start: Fraction, step: int, stop: str, raises: int, bought: list[Bought]
) -> str:
    """Add1 goes on at start, start + step, ... and ends after `raises` raises; why it ends."""
    budget, election = market.election.budget, market.election
    winners = [purchase.place for purchase in bought]
    wrong = f"Equal Shares does not end after {raises} raises of the endowment, as was published."
    require(not raises or election.cost(winners) <= budget, wrong)
    market.tell_apart(winners)
    done, stride = 0, raises
    while done < raises:
        stride = min(stride, raises - done)
        low, high = start + done * step, start + (done + stride - 1) * step
        if market.is_open_throughout(low, high, stop):
            done += stride
            stride += (stride + 1) // 2
        elif stride > 1:
            stride = (stride + 2) // 3
        else:
            alone = [purchase.place for purchase in market.count(low)]
            fits = not done or election.cost(alone) <= budget
            require(fits and market.is_open(alone, stop), wrong)
            done += 1
    if market.is_open(winners, stop):
        higher = [p.place for p in market.count(start + (raises + 1) * step)]
        require(election.cost(higher) > budget, wrong)
        return "overspend"
    return "exhaustive" if market.is_open(winners, "overspend") else "all_bought"


# ---------------------------------------------------------------- the result

RESULT = (
    *("poll", "rule", "params", "lots", "budget", "added_budget"),
    *("voters", "input_hash", "outcome", "others"),
)


def read_result(archive: Archive) -> dict[str, Any]:
    data = archive.whole("result.json")
    require(data.endswith(b"\n"), "result.json does not end with a line feed.")
    result = parsed(data[:-1], "result.json")
    keys_of(result, "result.json", *RESULT)
    require(len(result) == len(RESULT), "result.json has a key that a result has not.")
    return dict(result)


def check_commitment(archive: Archive, log: Log, heads: list[Head]) -> None:
    """The last leaf has the hash of every other file, and of the heads that came before it."""
    content = log.result
    keys_of(content, "The leaf of the result", "publication", "poll", "files", "heads")
    known = content["publication"] == FORMAT
    require(known, f"The publication is of another format: {shown(content['publication'])}.")
    files = {name: archive.sha256[name] for name in FILES if name not in _IN_THE_LOG}
    require(isinstance(content["files"], dict), "The leaf of the result names no files.")
    require(content["files"].keys() == files.keys(), "The leaf of the result names other files.")
    for name, digest in files.items():
        require(content["files"][name] == digest, f"{name} is not the file that was published.")
    earlier = b"".join(head.line for head in heads if head.size <= log.result_at)
    whole_list = content["heads"] == sha256(earlier).hex()
    require(whole_list, "heads.jsonl does not have the heads that were signed before the result.")


_IN_THE_LOG = ("heads.jsonl", "log.jsonl")


def check_rules_of_result(rules: Rules, result: dict[str, Any], election: Election) -> None:
    """What the result says was counted is what leaf 0 announced; the step alone may be worked out
    later, and money of other envelopes may be added where the round says so."""
    require(result["poll"] == str(rules.poll), "result.json is of another poll.")
    told = {option.code: option.lot for option in rules.options}
    require(result["lots"] == told, "The lots in result.json are not those of leaf 0.")
    added = whole(result["added_budget"], "The added budget")
    leftovers = rules.round.get("rules")
    leftovers = leftovers.get("leftovers") if isinstance(leftovers, dict) else None
    allowed = not added or leftovers == "citywide"
    require(allowed, "Money was added to the budget, which the rules in leaf 0 do not allow.")
    require(result["budget"] == election.budget, "The budget of the result is not that of leaf 0.")
    require(result["voters"] == election.voters, "result.json has another number of voters.")
    require(result["rule"] == rules.rule, "The rule of the result is not that of leaf 0.")
    announced = dict(rules.params)
    if "step" in announced and announced["step"] is None:
        announced["step"] = step_of(election)
    same = result["params"] == announced
    require(same, "The settings of the result are not those that leaf 0 announced.")


def step_of(election: Election) -> int:
    return max(1, election.budget // (1000 * max(1, election.voters)))


def check_input_hash(rules: Rules, result: dict[str, Any], box: Box, election: Election) -> None:
    """SHA-256 of the canonical JSON of ballots, budget, options and poll, piece by piece."""
    digest = hashlib.sha256(b'{"ballots":[')
    for number, text in enumerate(sorted(box.choices)):
        comma = b"," if number else b""
        spelled = json.dumps(text.decode("ascii")).encode()
        digest.update(b"%s[%s,%d]" % (comma, spelled, box.choices[text]))
    options = sorted(list(option) for option in rules.options)
    rest = {"budget_tenge": election.budget, "options": options, "poll": str(rules.poll)}
    digest.update(b"]," + canonical(rest)[1:])
    require(result["input_hash"] == digest.hexdigest(), "The hash of what was counted is false.")


class Count:
    """One outcome of result.json against a count of the same ballots."""

    def __init__(
        self, election: Election, rule: str, params: Any, outcome: Any, where: str
    ) -> None:
        require(isinstance(params, dict), f"{where}: the settings are no object.")
        keys_of(outcome, where, *_OUTCOME)
        self.election, self.rule, self.params = election, rule, params
        self.outcome, self.where = outcome, where
        require(rule in _SETTINGS, f"{where}: the rule is unknown to this programme.")
        for name in (*_SETTINGS[rule], "min_votes", "ties"):
            require(name in params, f"{where}: the setting {name} is missing.")
        known = {*_SETTINGS[rule], "min_votes", "ties", "threshold_share"}
        for name in params:
            require(name in known, f"{where}: the setting {shown(name)} is unknown.")
        self.ties = Ties(election, params["ties"])

    def same(self, name: str, counted: Any, told: Any) -> None:
        equal = canonical(counted) == canonical(told)  # in Python True == 1
        sentence = f"{self.where}: {name} is {shown(told)} in result.json, but counts as "
        require(equal, f"{sentence}{shown(counted)}.")

    def check(self) -> str:
        """Raises RefusedError; says what was checked."""
        self._check_standings()
        said = getattr(self, f"_{self.rule}")()
        return str(said)

    def _check_standings(self) -> None:
        election, outcome = self.election, self.outcome
        self.same("budget", election.budget, outcome["budget"])
        self.same("voters", election.voters, outcome["voters"])
        settings = {name: self.params[name] for name in _SETTINGS[self.rule]}
        lots = {option.code: option.lot for option in election.options}
        expected = {
            "name": self.rule,
            **settings,
            "min_votes": thresholds(election, self.params),
            "ties": {"criteria": self.params["ties"], "lots": lots},
        }
        self.same("the rule", expected, outcome["rule"])
        if self.rule != "equal_shares":
            self.same("shares", {}, outcome["shares"])
            self.same("comparison", {}, outcome["comparison"])
        counted = [
            {
                "id": option.code,
                "cost": option.cost,
                "votes": election.votes[place],
                "points": election.points[place],
                "group": option.group,
            }
            for place, option in enumerate(election.options)
        ]
        listed = outcome["projects"]
        fits = isinstance(listed, list) and all(isinstance(entry, dict) for entry in listed)
        require(fits, f"{self.where}: the projects are no list of objects.")
        told = sorted(listed, key=lambda entry: str(entry.get("id")))
        self.same("what each project got", sorted(counted, key=lambda p: str(p["id"])), told)

    def _same_winners(self, places: list[int]) -> None:
        self.same("the list of winners", self.election.codes(places), self.outcome["selected"])
        self.same("the cost", self.election.cost(places), self.outcome["cost"])

    def _greedy(self) -> str:
        stop = self.params["stop_at_first_misfit"]
        require(isinstance(stop, bool), f"{self.where}: stop_at_first_misfit is not yes or no.")
        places = eligible(self.election, self.params)
        measure = text_of(self.params["measure"], "The measure")
        money = self.election.budget
        self._same_winners(greedy(self.election, places, measure, self.ties, money, stop))
        return "winners and their order are recounted"

    def _phragmen(self) -> str:
        self._same_winners(phragmen(self.election, self._affordable(), self.ties))
        return "winners and their order are recounted"

    def _affordable(self) -> list[int]:
        places = eligible(self.election, self.params)
        return [c for c in places if self.election.options[c].cost <= self.election.budget]

    def _max_welfare(self) -> str:
        """That no other set is worth more is not shown here, only how much more it could be."""
        election, places = self.election, self._affordable()
        by_code = {election.options[place].code: place for place in places}
        chosen = []
        for code in self.outcome["selected"]:
            place = by_code.get(code, -1)
            require(place in places, f"{self.where}: {shown(code)} may not be funded.")
            places = without_group(election, places, place)
            chosen.append(place)
        cost = election.cost(chosen)
        require(cost <= election.budget, f"{self.where}: the winners cost more than the budget.")
        self.same("the cost", cost, self.outcome["cost"])
        worth = {
            place: election.points[place]
            if self.params["utility"] == "score"
            else election.votes[place]
            * (election.options[place].cost if self.params["utility"] == "cost" else 1)
            for place in by_code.values()
        }
        total = sum(worth[place] for place in chosen)
        keys_of(self.outcome.get("welfare"), f"{self.where}, welfare", "total")
        self.same("the welfare", total, self.outcome["welfare"]["total"])
        most = _fractional(election, worth)
        return f"the set is allowed and its welfare is {total}; none can have more than {most}"

    def _equal_shares(self) -> str:
        shares = self.outcome["shares"]
        keys_of(shares, f"{self.where}, shares", "raises")
        raises = whole(shares["raises"], f"{self.where}, raises")
        result = equal_shares(self.election, self.params, self.ties, raises)
        bought = [purchase.place for purchase in result.bought]
        expected = {
            "endowment_at_start": ratio(result.start),
            "endowment_at_start_rounded": rounded(result.start),
            "endowment": ratio(result.endowment),
            "endowment_rounded": rounded(result.endowment),
            "raises": raises,
            "ended": result.ended,
            "bought": self.election.codes(bought),
            "completed": self.election.codes(result.completed),
        }
        for name in sorted(expected.keys() | shares.keys()):
            self.same(name, expected.get(name), shares.get(name))
        winners = bought + result.completed
        taken = self._compared(winners)
        self._same_winners(taken)
        if taken is winners:
            self._check_payments(result.bought)
        said = f"the endowment after {raises} raises and every price"
        return f"winners, their order, {said} are recounted"

    def _check_payments(self, bought: list[Bought]) -> None:
        told = {}
        steps = self.outcome["trace"]
        require(isinstance(steps, list), f"{self.where}: the trace is no list.")
        for step in steps:
            keys_of(step, f"{self.where}, a step", "stage", "code", "project", "data")
            if step["stage"] == "rule" and step["code"] == "chosen":
                told[str(step["project"])] = step["data"]
        for place, purchase in enumerate(bought, start=1):
            option = self.election.options[purchase.place]
            data = told.get(option.code, {})
            keys_of(data, f"{self.where}, {shown(option.code)}", "place", "votes", *_PAYMENT)
            effective = option.cost / purchase.largest_payment
            for name, value in {
                "place": place,
                "votes": self.election.votes[purchase.place],
                "rho": ratio(purchase.rho),
                "largest_payment": ratio(purchase.largest_payment),
                "effective_votes": ratio(effective),
            }.items():
                self.same(f"{name} of {shown(option.code)}", value, data[name])

    def _compared(self, shares: list[int]) -> list[int]:
        """Greedy's outcome where the rule compares and strictly more voters approve more of it."""
        compares = self.params["comparison"]
        require(isinstance(compares, bool), f"{self.where}: comparison is not yes or no.")
        if not compares:
            self.same("comparison", {}, self.outcome["comparison"])
            return shares
        measure = "points" if self.params["utility"] == "score" else "votes"
        places = eligible(self.election, self.params)
        rival = greedy(self.election, places, measure, self.ties, self.election.budget)
        ours, theirs = set(shares), set(rival)
        for_ours = for_theirs = 0
        for pairs, voters in self.election.ballots:
            more = sum((place in ours) - (place in theirs) for place, _ in pairs)
            for_ours += voters * (more > 0)
            for_theirs += voters * (more < 0)
        taken = rival if for_theirs > for_ours else shares
        expected = {
            "equal_shares": for_ours,
            "greedy": for_theirs,
            "same": self.election.voters - for_ours - for_theirs,
            "taken": "greedy" if taken is rival else "equal_shares",
            "equal_shares_selected": self.election.codes(shares),
            "greedy_selected": self.election.codes(rival),
        }
        self.same("comparison", expected, self.outcome["comparison"])
        return taken


_OUTCOME = (
    *("selected", "cost", "budget", "voters", "rule", "projects", "trace"),
    *("shares", "comparison"),
)
_PAYMENT = ("rho", "largest_payment", "effective_votes")
_SETTINGS = {
    "greedy": ("measure", "stop_at_first_misfit"),
    "equal_shares": ("utility", "completion", "start", "step", "stop", "comparison"),
    "phragmen": (),
    "max_welfare": ("utility",),
}


def _fractional(election: Election, worth: dict[int, int]) -> int:
    """What no set within the budget exceeds: the best per tenge first, the last one in part."""
    money, total = election.budget, Fraction(0)
    options = election.options
    for place in sorted(worth, key=lambda c: Fraction(worth[c], options[c].cost), reverse=True):
        part = min(Fraction(1), Fraction(money, options[place].cost))
        total += part * worth[place]
        money -= min(money, options[place].cost)
    return total.numerator // total.denominator


# ---------------------------------------------------------------- all checks, in their order


def say(mark: str, sentence: str) -> None:
    """One line of plain ASCII, flushed, so that a long count can be followed."""
    line = f"{mark:<6} {sentence}".encode("ascii", "backslashreplace").decode()
    sys.stdout.write(line.replace("\n", "?").replace("\r", "?") + "\n")
    sys.stdout.flush()


def plural(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def at(milliseconds: int) -> str:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def check_publication(path: str, key: str | None, receipt: bytes | None) -> None:
    """Every check in order. Raises RefusedError at the first that does not hold."""
    archive = Archive(path)
    say("ok", "The archive has exactly the files of a publication.")

    heads = read_heads(archive)
    log = read_log(archive, heads, receipt)
    say("ok", f"The log has {log.size:,} leaves, {log.ballots:,} of them ballots.")
    say("ok", f"All {plural(len(heads), 'head')} fit the leaves: the log only grew.")
    rules = Rules(log.setup)
    for content in (log.close, *log.audits, log.result):
        require(content.get("poll") == str(rules.poll), "A leaf of the log is of another poll.")
    public = check_signatures(log, heads)
    say("ok", f"Every head is signed with the key {public.hex()} that leaf 0 announced.")
    check_key(public, key)
    require(heads[0].size == 1, "The first head has more than the rules: ballots may be older.")
    say("ok", f"The rules were signed alone, at {at(heads[0].milliseconds)}, before any ballot.")
    check_verifier(archive, rules)
    say("ok", "This programme is the one whose hash was in leaf 0 before the voting.")

    box = Box(rules.poll, receipt)
    box.open_final(archive, log.unopened)
    box.open_superseded(archive, log.unopened)
    require(not log.unopened, f"{plural(len(log.unopened), 'ballot')} of the log are in no file.")
    voters = len(box.version)
    say("ok", f"Each of {plural(log.ballots, 'ballot')} in the log is opened once, none is added.")
    say("ok", f"{plural(voters, 'voter')} have one final ballot each; {box.superseded:,} earlier.")
    ballots = read_choices(rules, box)
    if rules.imported:
        say("note", "The election is imported: roll, lots and limits of a ballot are not checked.")
    else:
        say("ok", f"Every ballot keeps to the format {rules.format} and its limits.")
        check_lots(rules)
        say("ok", "The lots follow from the seed in leaf 0.")
    check_close(rules, log, box)
    say("ok", "The numbers signed at the close are those of the archive.")
    for audit in log.audits:
        say("note", f"Officers compared the slots with the roll and say: {shown(audit, 300)}")

    result = read_result(archive)
    election = Election(rules, ballots, whole(result["added_budget"], "The added budget"))
    check_rules_of_result(rules, result, election)
    say("ok", "Rule, settings and budget of the result are those of leaf 0.")
    if result["added_budget"]:
        added = f"{result['added_budget']:,} tenge were added from other envelopes of the round"
        say("note", f"{added}; that sum must be checked in the publications of their polls.")
    check_input_hash(rules, result, box, election)
    say("ok", "The hash of what was counted is that of these ballots.")
    keys_of(result["outcome"], "The outcome", "selected")
    winners = result["outcome"]["selected"]
    require(isinstance(winners, list), "The result has no list of winners.")
    check_exchange_file(archive, rules, box, election, winners)
    say("ok", "ballots.pb has the same ballots, options and budget.")
    archive.whole("README.txt")
    check_commitment(archive, log, heads)
    say("ok", "Every file, and every head, is what the last leaf of the log says.")

    check_receipt(log, box, receipt)
    check_counts(election, result)
    won = ", ".join(map(str, winners)) or "nobody"
    say("ok", f"The publication holds. Winners: {shown(won, 2000)}.")


def check_key(public: bytes, known: str | None) -> None:
    if known is None:
        say("note", "Compare this key with the one known from elsewhere, or give it with --key.")
        return
    same = known in (public.hex(), sha256(public).hex()[:16])
    require(same, f"The log is not signed with the key that you gave: {known}.")
    say("ok", "It is the key that you gave.")


def check_verifier(archive: Archive, rules: Rules) -> None:
    enclosed = archive.whole("verify.py")
    with open(__file__, "rb") as file:
        running = file.read()
    fits = sha256(enclosed).hex() == rules.verifier
    require(fits, "verify.py in the archive is not the one that leaf 0 announced.")
    sentence = "You run another verifier than the one in the archive: use that one."
    require(enclosed == running, sentence)


def check_receipt(log: Log, box: Box, receipt: bytes | None) -> None:
    if receipt is None:
        return
    require(log.wanted_at is not None, f"The receipt {receipt.hex()} is NOT in the log.")
    about = box.wanted or "It is no ballot."
    say("ok", f"The receipt is in the log, leaf {log.wanted_at} counted from 0. {about}")


def check_counts(election: Election, result: dict[str, Any]) -> None:
    official = Count(election, result["rule"], result["params"], result["outcome"], "Result")
    say("ok", f"{official.rule}, which decides: {official.check()}.")
    require(isinstance(result["others"], list), "The other counts are no list.")
    for number, other in enumerate(result["others"], start=1):
        where = f"Count {number} for comparison"
        keys_of(other, where, "rule", "params", "outcome")
        rule = text_of(other["rule"], where)
        count = Count(election, rule, other["params"], other["outcome"], where)
        say("ok", f"{count.rule}, for comparison: {count.check()}.")


USAGE = "usage: python verify.py ARCHIVE [--key KEY] [--receipt LEAF]"


def arguments(argv: list[str]) -> tuple[str, str | None, bytes | None]:
    """Raises UnreadableError."""
    paths, options, rest = [], {}, iter(argv)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in ("--key", "--receipt") and name not in options:
            options[name] = (value if equals else next(rest, "")).lower()
        elif word.startswith("-"):
            raise UnreadableError(USAGE)
        else:
            paths.append(word)
    if len(paths) != 1:
        raise UnreadableError(USAGE)
    key, receipt = options.get("--key"), options.get("--receipt")
    if key is not None and not re.fullmatch("[0-9a-f]{16}|[0-9a-f]{64}", key):
        raise UnreadableError("--key takes 64 hex digits (the public key) or 16 (its id).")
    if receipt is not None and not re.fullmatch("[0-9a-f]{64}", receipt):
        raise UnreadableError("--receipt takes the 64 hex digits of a receipt.")
    return paths[0], key, None if receipt is None else bytes.fromhex(receipt)


def main(argv: list[str]) -> int:
    """The exit status."""
    try:
        path, key, receipt = arguments(argv)
        check_publication(path, key, receipt)
    except UnreadableError as error:
        sys.stderr.write(str(error).encode("ascii", "backslashreplace").decode() + "\n")
        return 2
    except RefusedError as error:
        say("WRONG", str(error))
        return 1
    except Exception as error:  # whatever a hostile archive finds: never a trace, never exit 0
        say("WRONG", f"The archive cannot be checked: {type(error).__name__}, {shown(str(error))}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
