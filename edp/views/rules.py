"""The rules of a round as a page and as the file that was hashed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.rounds.rules import canonical
from commons.rounds.rules_page import shown, with_language
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import rules as round_rules
from ..course import span
from ..models import Round
from ..queries import stages
from ..stage_rail import TITLES
from ..standing import standing
from .finding import frame, round_of


@require_safe
def rules(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    context = frame(
        request,
        round,
        shown=shown(round),
        amendments=with_language(round.amendments.all()),
        thresholds=_thresholds(round),
        dates=[
            (kind, TITLES[kind], span(phase.opens_at, phase.closes_at))
            for kind, phase in stages.by_kind(round).items()
        ],
        standing=standing(round, timezone.now()),
    )
    return render(request, "edp/rules.html", context)


def _thresholds(round: Round) -> list[tuple[str, float]]:
    """What the round asks of the balance in the room, as shares of 1."""
    asked = [
        (_("Each of the four sectors"), round.min_sector_percent),
        (_("People who never took part before"), round.min_newcomers_percent),
        (_("Small firms among the firms"), round.min_small_firms_percent),
        (_("Women"), round.min_women_percent),
        (_("Districts with a voice"), round.min_districts_percent),
    ]
    return [(label, percent / 100) for label, percent in asked]


@require_safe
def rules_file(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The rules exactly as they were hashed: SHA-256 of this file is the fingerprint."""
    round = round_of(request, akimat, round_slug)
    require(bool(round.frozen_at))
    return HttpResponse(
        canonical(round_rules.snapshot(round)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{round.slug}-rules.json"'},
    )
