"""The order of the lots: drawn from a public text, or read from a list."""

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from algorithms.allocation.errors import AllocationError


def drawn_from(seed: str, projects: Iterable[str]) -> dict[str, int]:
    """Lots from 1: the ids sorted by the SHA-256, in hexadecimal, of ``seed/id`` in UTF-8.

    Anyone can repeat it: ``printf '%s' 'seed/id' | sha256sum``.
    """
    return _numbered(sorted(projects, key=lambda project: (_ticket(seed, project), project)))


def read_from(path: Path, projects: Collection[str]) -> dict[str, int]:
    """Lots from 1: the order of the file's lines, one id on each; blank lines do not count.

    Raises AllocationError: ``lots_not_distinct``, ``lots_unknown``, ``lots_missing``, each with
    ``projects``; OSError and UnicodeDecodeError from reading.
    """
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    drawn = [line.strip() for line in lines if line.strip()]
    _require_none("lots_not_distinct", [i for place, i in enumerate(drawn) if i in drawn[:place]])
    _require_none("lots_unknown", [i for i in drawn if i not in set(projects)])
    _require_none("lots_missing", [i for i in projects if i not in set(drawn)])
    return _numbered(drawn)


def _require_none(code: str, projects: list[str]) -> None:
    if projects:
        raise AllocationError(code, projects=projects)


def _numbered(ranked: Iterable[str]) -> dict[str, int]:
    return {project: place for place, project in enumerate(ranked, start=1)}


def _ticket(seed: str, project: str) -> str:
    return hashlib.sha256(f"{seed}/{project}".encode()).hexdigest()
