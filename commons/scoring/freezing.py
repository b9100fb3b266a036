"""What is frozen when scoring opens, as bytes that anybody can hash.

The canonical JSON has sorted keys, no spaces, ASCII only; every number is a string in its shortest
form, so that no reader's floats can change it. The fingerprint is its SHA-256 in hexadecimal.
"""

import hashlib
from decimal import Decimal
from typing import Any

from algorithms.log.canonical import canonical_json
from commons.interface.official import read

from .models import Alternative, Criterion, Scorecard

FORMAT = "birge-scorecard-1"


def canonical(scorecard: Scorecard) -> str:
    return canonical_json(content(scorecard)).decode("ascii")


def fingerprint(snapshot: str) -> str:
    return hashlib.sha256(snapshot.encode("ascii")).hexdigest()


def seed(fingerprint: str) -> int:
    """The first eight hexadecimal digits without the highest bit: nobody could choose it."""
    return int(fingerprint[:8], 16) & 0x7FFFFFFF


def still_holds(scorecard: Scorecard) -> bool:
    """Whether the rows say what was frozen, and the fingerprint is that of what was frozen."""
    kept = scorecard.snapshot
    return fingerprint(kept) == scorecard.fingerprint and canonical(scorecard) == kept


def content(scorecard: Scorecard) -> dict[str, Any]:
    criteria = list(
        scorecard.criteria.select_related("area").prefetch_related("anchors").order_by("code")
    )
    alternatives = scorecard.alternatives.prefetch_related("figures__criterion").order_by("code")
    return {
        "format": FORMAT,
        "title": read(scorecard, "title"),
        "intro": read(scorecard, "intro"),
        "method": scorecard.method,
        "weighting": scorecard.weighting,
        "aggregation": scorecard.aggregation,
        "adjusts_severity": scorecard.adjusts_severity,
        "min_reviews": str(scorecard.min_reviews),
        "criteria": [_criterion(one) for one in criteria],
        "alternatives": [_alternative(one) for one in alternatives],
    }


def _criterion(one: Criterion) -> dict[str, Any]:
    return {
        "code": one.code,
        "position": str(one.position),
        "title": read(one, "title"),
        "question": read(one, "question"),
        "area": read(one.area, "title") if one.area else None,
        "kind": one.kind,
        "direction": one.direction,
        "weight": number(one.weight),
        "low": number(one.low),
        "high": number(one.high),
        "unit": read(one, "unit"),
        "source": read(one, "source"),
        "preference": one.preference,
        "indifference": number(one.indifference),
        "strict": number(one.strict),
        "is_placeholder": one.is_placeholder,
        "anchors": {str(anchor.value): read(anchor, "text") for anchor in one.anchors.all()},
    }


def _alternative(one: Alternative) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "figures": {
            figure.criterion.code: {"value": number(figure.value), "source": figure.source}
            for figure in one.figures.all()
        },
    }


def number(value: Decimal | float | None) -> str | None:
    """Shortest form without exponent for what people enter: 20, 0.5, 0.125."""
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    text = format(exact.normalize(), "f")
    return "0" if text == "-0" else text
