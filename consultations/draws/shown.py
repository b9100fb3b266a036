"""A published draw as its page shows it: chances, quotas and what the panel has of each."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..councils import formation_queries
from ..councils.models import Application
from . import pool
from .models import Draw
from .words import feature_label, value_labels


@dataclass(frozen=True)
class QuotaRow:
    """`drawn` is None before the draw."""

    label: str
    least: int
    most: int
    applied: int
    drawn: int | None


@dataclass(frozen=True)
class Member:
    """Somebody drawn. The name is public once the seats are given."""

    number: int
    name: str
    about: str
    chance: int


@dataclass(frozen=True)
class Shown:
    quotas: list[tuple[str, list[QuotaRow]]]
    members: list[Member]
    panels: int
    least_chance: int
    most_chance: int
    spread: list[tuple[str, int, str]]


def shown(draw: Draw) -> Shown | None:
    """None until chances are published."""
    if not draw.archive:
        return None
    archive: dict[str, Any] = json.loads(draw.archive)
    features: list[str] = archive["pool"]["features"]
    people = {row[0]: row[1:] for row in archive["pool"]["people"]}
    chances: dict[str, int] = archive["chances"]
    fitting = [n for n in chances.values() if n]
    return Shown(
        quotas=_quotas(draw, archive, features, people),
        members=_members(draw, features, people, chances),
        panels=len(archive["panels"]),
        least_chance=min(fitting, default=0),
        most_chance=max(fitting, default=0),
        spread=_spread(chances),
    )


def _labels(features: list[str], people: dict[str, list[str]]) -> dict[tuple[str, str], str]:
    values = {
        feature: sorted({row[place] for row in people.values()})
        for place, feature in enumerate(features)
    }
    return value_labels(values)


def _quotas(
    draw: Draw, archive: dict[str, Any], features: list[str], people: dict[str, list[str]]
) -> list[tuple[str, list[QuotaRow]]]:
    labels = _labels(features, people)
    applied = Counter(pair for row in people.values() for pair in zip(features, row, strict=True))
    drawn = Counter(pair for key in draw.panel for pair in zip(features, people[key], strict=True))
    by_feature: dict[str, list[QuotaRow]] = {}
    for feature, value, least, most in archive["quotas"]["rows"]:
        row = QuotaRow(
            labels.get((feature, value), value),
            least,
            most,
            applied[feature, value],
            drawn[feature, value] if draw.panel else None,
        )
        by_feature.setdefault(feature, []).append(row)
    return [(feature_label(feature), rows) for feature, rows in by_feature.items()]


def _members(
    draw: Draw, features: list[str], people: dict[str, list[str]], chances: dict[str, int]
) -> list[Member]:
    if not draw.panel:
        return []
    labels = _labels(features, people)
    rows = {pool.identity(one.number): one for one in formation_queries.admitted(draw.formation)}
    named = draw.formation.seated_at is not None
    return [
        Member(
            rows[key].number,
            rows[key].name if named else "",
            ", ".join(
                labels[feature, value] for feature, value in zip(features, people[key], strict=True)
            ),
            chances[key],
        )
        for key in draw.panel
    ]


def _spread(chances: dict[str, int]) -> list[tuple[str, int, str]]:
    """How many people have which chance, in bands of two percent: (label, people, text)."""
    bands = Counter(n // 20 for n in chances.values())
    return [
        (f"{2 * band}–{2 * band + 2} %", bands[band], str(bands[band]))
        for band in range(min(bands, default=0), max(bands, default=-1) + 1)
    ]


def own_chance(draw: Draw, application: Application | None) -> int | None:
    """On how many of the panels the applicant is; None for who is not in the pool."""
    if application is None or not draw.archive:
        return None
    found: int | None = json.loads(draw.archive)["chances"].get(pool.identity(application.number))
    return found
