"""Scorecards to begin with, kept as TOML in three languages beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from commons.interface.official import Texts

from ..errors import ScoringError

FOLDER = Path(__file__).parent
NAMES = ("smart_specialisation", "cluster", "blank")


@dataclass(frozen=True)
class ReadyArea:
    code: str
    title: Texts


@dataclass(frozen=True)
class ReadyCriterion:
    code: str
    title: Texts
    question: Texts
    area: str
    kind: str
    direction: str
    weight: Decimal
    low: float | None
    high: float | None
    unit: Texts
    source: Texts
    is_placeholder: bool
    anchors: Mapping[int, Texts]


@dataclass(frozen=True)
class Template:
    name: str
    title: Texts
    intro: Texts
    areas: tuple[ReadyArea, ...] = ()
    criteria: tuple[ReadyCriterion, ...] = field(default_factory=tuple)


@cache
def load(name: str) -> Template:
    """Raises ScoringError("unknown_template")."""
    if name not in NAMES:
        raise ScoringError("unknown_template")
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    shared: dict[str, Any] = told.get("anchors", {})
    return Template(
        name,
        told["title"],
        told["intro"],
        tuple(ReadyArea(one["code"], one["title"]) for one in told.get("areas", [])),
        tuple(_criterion(one, shared) for one in told.get("criteria", [])),
    )


def _criterion(told: dict[str, Any], shared: dict[str, Any]) -> ReadyCriterion:
    judged = told.get("kind", "scale") == "scale"
    anchors = told.get("anchors", shared) if judged else {}
    return ReadyCriterion(
        code=told["code"],
        title=told["title"],
        question=told["question"],
        area=told.get("area", ""),
        kind=told.get("kind", "scale"),
        direction=told.get("direction", "more"),
        weight=Decimal(str(told["weight"])),
        low=told.get("low", 1.0 if judged else None),
        high=told.get("high", 5.0 if judged else None),
        unit=told.get("unit", {}),
        source=told.get("source", {}),
        is_placeholder=told.get("is_placeholder", False),
        anchors={int(value): text for value, text in anchors.items()},
    )
