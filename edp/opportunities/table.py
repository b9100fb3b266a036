"""All public cards of a round as one table, for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from commons.people.enums import Sector

from ..models import Round
from . import queries, readiness
from .models import Opportunity

COLUMNS = (
    "number", "title", "language", "state", "published", "origin", "group", "author", "activity",
    "problem", "what_is_new", "market", "strengths", "strengths_in_register", "partners_gov",
    "partners_biz", "partners_sci", "partners_civ", "readiness_level", "readiness",
    "cost_from_tenge", "cost_to_tenge", "risks", "comments", "supports", "supports_gov",
    "supports_biz", "supports_sci", "supports_civ", "supports_without_seat", "became",
)  # fmt: skip


def rows(round: Round) -> Iterator[list[Any]]:
    cards = list(queries.for_export(round))
    supports = queries.support_by_sector(cards)
    for card in cards:
        yield _row(card, supports[card.pk])


def _row(card: Any, supports: dict[str, int]) -> list[Any]:
    proposal = card.proposal
    shown = proposal.published_at
    return [
        card.pk,
        proposal.title,
        proposal.language,
        card.status,
        timezone.localtime(shown).date().isoformat() if shown else "",
        card.origin,
        str(card.event or ""),
        proposal.author.public_name,
        card.activity,
        proposal.problem,
        proposal.description,
        card.market,
        card.assets_text,
        "; ".join(str(asset) for asset in card.assets.all()),
        *(_partners(card, sector) for sector in Sector),
        card.trl,
        readiness.words(card.trl),
        card.cost_low_tenge,
        card.cost_high_tenge,
        card.risks,
        card.comment_count,
        card.support_count,
        *(supports[sector] for sector in Sector.values),
        supports[queries.RESIDENT],
        " ".join(str(one.target_id) for one in card.descendants.all()),
    ]


def _partners(card: Opportunity, sector: str) -> str:
    named = [one for one in card.partners.all() if one.sector == sector]
    return "; ".join(f"{one.name}: {one.role}" if one.role else one.name for one in named)
