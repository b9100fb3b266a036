"""The rules of a round as a page and as the file that was hashed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import rules as round_rules
from ..course import span
from ..queries import stages
from ..rules_page import amendments, shown
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
        amendments=amendments(round),
        dates=[
            (kind, TITLES[kind], span(phase.opens_at, phase.closes_at))
            for kind, phase in stages.by_kind(round).items()
        ],
        standing=standing(round, timezone.now()),
    )
    return render(request, "edp/rules.html", context)


@require_safe
def rules_file(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The rules exactly as they were hashed: SHA-256 of this file is the fingerprint."""
    round = round_of(request, akimat, round_slug)
    require(bool(round.frozen_at))
    return HttpResponse(
        round_rules.canonical(round_rules.snapshot(round)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{round.slug}-rules.json"'},
    )
