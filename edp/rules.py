"""The rules of a round as one canonical text, and its fingerprint."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from commons.interface.official import read

from .models import Round

# Official texts that are rules, in three languages.
TEXT_FIELDS = ("title", "summary", "rules", "subject", "mandate", "mandate_act", "label")
# Plain rules: everything that decides who takes part and how it is decided.
FIELDS = (
    "kind",
    "original_language",
    "mandate_date",
    "open_signup",
    "one_seat",
    "min_sector_percent",
    "min_newcomers_percent",
    "min_small_firms_percent",
    "min_women_percent",
    "min_districts_percent",
    "min_reviews",
    "reply_days",
    "prize_tenge",
)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def snapshot(round: Round) -> dict[str, Any]:
    """Every rule of the round as plain JSON: what is hashed, shown and offered as a file."""
    call = round.call
    return {
        "format": "birge/discovery-rules/1",
        "akimat": round.akimat.slug,
        "territory": round.territory.kato,
        "round": round.slug,
        "previous": round.previous.slug if round.previous else None,
        **{name: read(round, name) for name in TEXT_FIELDS},
        **{name: _plain(getattr(round, name)) for name in FIELDS},
        "stages": [
            {"kind": p.kind, "opens_at": _moment(p.opens_at), "closes_at": _moment(p.closes_at)}
            for p in round.phases.order_by("opens_at")
        ],
        "call": call
        and {
            "max_per_person": call.max_per_person,
            "min_age": call.min_age,
            "needs_residency": call.needs_residency,
        },
    }


def canonical(rules: dict[str, Any]) -> str:
    """JSON with sorted keys, no spaces and no escapes: the same rules give the same text."""
    return json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(rules: dict[str, Any]) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(rules).encode()).hexdigest()
