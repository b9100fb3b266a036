"""The rules of a round as one canonical text, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from .models import Phase


def canonical(rules: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces and no escapes: the same rules give the same text."""
    return json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(rules: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical(rules).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON holds it: moments in UTC to the second, days as 2027-03-01."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def dates(phases: Iterable[Phase]) -> list[dict[str, str]]:
    """The announced dates of the phases."""
    return [
        {"kind": one.kind, "opens_at": plain(one.opens_at), "closes_at": plain(one.closes_at)}
        for one in phases
    ]
