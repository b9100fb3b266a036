"""The rules of a round as one canonical text, and its fingerprint."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from . import texts
from .models import RULE_FIELDS, RULE_TEXTS, Round

FIELDS, TEXT_FIELDS = RULE_FIELDS, RULE_TEXTS


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds")


def snapshot(round: Round) -> dict[str, Any]:
    """Every rule of the round as plain JSON: what is hashed, shown and put into the voting log."""
    call = round.call
    return {
        "format": "birge/rules/1",
        "akimat": round.akimat.slug,
        "territory": round.territory.kato,
        "round": round.slug,
        **{name: texts.read(round, name) for name in TEXT_FIELDS},
        **{name: getattr(round, name) for name in FIELDS},
        "phases": [
            {"kind": p.kind, "opens_at": _moment(p.opens_at), "closes_at": _moment(p.closes_at)}
            for p in round.phases.order_by("opens_at")
        ],
        "envelopes": [
            {"territory": e.territory.kato, "budget_tenge": e.budget_tenge}
            for e in round.envelopes.select_related("territory").order_by("territory__kato")
        ],
        "call": call
        and {
            "max_per_person": call.max_per_person,
            "min_age": call.min_age,
            "max_cost_tenge": call.max_cost_tenge,
            "needs_residency": call.needs_residency,
            "categories": [
                {"name": texts.read(c, "name"), "hint": texts.read(c, "hint")}
                for c in call.categories.order_by("position", "pk")
            ],
        },
    }


def canonical(rules: dict[str, Any]) -> str:
    """JSON with sorted keys, no spaces and no escapes: the same rules give the same text."""
    return json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(rules: dict[str, Any]) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(rules).encode()).hexdigest()
