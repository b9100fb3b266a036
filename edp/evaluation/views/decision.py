"""What the commission decided, beside what was recommended: public once it is published."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat

from ...models import Resolution, Round, Verdict
from ...views.finding import round_of
from .. import queries
from ..checks import departures_of
from ..enums import Difference, Outcome, Sitting
from ..words import heading_of, title_of
from .finding import go, page, resolution_of

Row = tuple[Verdict, Difference | None]


@require_safe
def decision(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """All published decisions of the round; the final one is what the round came to."""
    round = round_of(request, akimat, round_slug)
    published = list(queries.published(round))
    final = next((one for one in published if one.sitting == Sitting.FINAL), None)
    if final is not None:
        return _shown(request, round, final, [one for one in published if one != final])
    return page(request, "decision_pending", round, published=_named(round, published))


@require_safe
def shortlist(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """A short address that leads to the latest shortlist."""
    round = round_of(request, akimat, round_slug)
    found = queries.published(round).filter(sitting=Sitting.SHORTLIST).first()
    return go("decision_detail", round, found.pk) if found else go("decision", round)


@require_safe
def decision_detail(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """One decision; a draft leads its preparers to the place where it is prepared."""
    round, found = resolution_of(request, akimat, round_slug, pk)
    if found.published_at is None:
        return go("resolution", round, found.pk)
    others = [one for one in queries.published(round) if one.pk != found.pk]
    return _shown(request, round, found, others)


def _shown(
    request: HttpRequest, round: Round, found: Resolution, others: Sequence[Resolution]
) -> HttpResponse:
    verdicts = queries.verdicts_of(found)
    departures = departures_of(verdicts)
    rows = [(verdict, departures.get(verdict.opportunity_id)) for verdict in verdicts]
    context: dict[str, Any] = {
        "resolution": found,
        "title": title_of(round, found.sitting),
        "groups": _groups(round, found, rows),
        "departures": len(departures),
        "total": len(rows),
        "chosen": sum(verdict.outcome == Outcome.CHOSEN for verdict in verdicts),
        "has_votes": any(verdict.votes_for is not None for verdict in verdicts),
        "others": _named(round, others),
        "present": list(found.present.all()),
    }
    return page(request, "decision", round, **context)


def _groups(
    round: Round, found: Resolution, rows: Sequence[Row]
) -> list[tuple[str, str, list[Row]]]:
    """(outcome, heading, rows) of those outcomes that occur."""
    groups = []
    for outcome in Outcome:
        held = [row for row in rows if row[0].outcome == outcome]
        if held:
            groups.append((str(outcome), heading_of(round, found.sitting, outcome), held))
    return groups


def _named(round: Round, found: Sequence[Resolution]) -> list[tuple[str, Resolution]]:
    return [(title_of(round, one.sitting), one) for one in found]
