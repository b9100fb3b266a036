"""The result of a round, the count step by step, and the ballots as a file."""

import gzip
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..enums import PhaseKind, RoundStatus, Rule
from ..models import Envelope, ResultSummary, Round
from ..permissions import can_see_round
from ..queries import phases
from ..standing import standing
from . import queries
from .page import Result, result_of
from .permissions import is_result_public
from .trace import told

OTHERS_PER_PAGE = 15


def _round_of(request: HttpRequest, akimat: Akimat, slug: str) -> Round:
    round = get_object_or_404(queries.of_akimat(akimat), slug=slug)
    require(can_see_round(request.user, round))
    return round


def _envelope_of(round: Round, kato: str | None) -> Envelope:
    """The envelope of a territory, or the widest one."""
    voted = queries.voted(round)
    found = [e for e in voted if e.territory.kato == kato] if kato else voted
    if not found:
        raise Http404
    return found[0]


def _published(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str | None) -> Result:
    """The result, or 404 for everyone until it is published."""
    round = _round_of(request, akimat, round_slug)
    require(is_result_public(round))
    found = result_of(round, _envelope_of(round, kato))
    if found is None:
        raise Http404
    return found


@require_safe
def result(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Winners, the cut, money, turnout; before publication, how far the count is."""
    round = _round_of(request, akimat, round_slug)
    if not is_result_public(round):
        return _waiting(request, round)
    if request.htmx:  # type: ignore[attr-defined]
        # The page that watched the count is to become the page of the result.
        return HttpResponse(headers={"HX-Refresh": "true"})
    envelope = _envelope_of(round, request.GET.get("envelope"))
    found = result_of(round, envelope)
    if found is None:
        raise Http404
    page = Paginator(found.others, OTHERS_PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "round": round,
        "envelope": envelope,
        "envelopes": queries.voted(round),
        "result": found,
        "page": page,
        "spent_of": {
            "budget": found.unit.short(found.outcome.budget),
            "left": found.unit.show(found.left),
            "share": found.spent / found.outcome.budget if found.outcome.budget else 0,
        },
        "by_territory": found.by_territory(),
        "by_category": found.by_category(),
        "areas": found.by_area(),
        "empty_ballots": found.empty_ballots,
        "statistics": found.statistics(),
        "compared": [row for row in found.compared() if row.ours != row.theirs],
        "ties": found.ties(),
    }
    return render(request, "budgeting/result.html", context)


def _waiting(request: HttpRequest, round: Round) -> HttpResponse:
    """Says when the result comes; while votes are counted, how far the count is."""
    counting = round.status in (RoundStatus.VOTING_CLOSED, RoundStatus.COUNTED)
    phase = phases.phase(round, PhaseKind.RESULT)
    percent = int(100 * queries.progress(round)) if counting else 0
    context = {
        "round": round,
        "standing": standing(round, timezone.now()),
        "is_counting": counting,
        "is_counted": round.status == RoundStatus.COUNTED,
        "percent": percent,
        "label": _("Counting the votes"),
        "expected_at": phase.opens_at if phase else None,
    }
    template = "budgeting/result_waiting.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#progress"
    answer = render(request, template, context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def trace(
    request: HttpRequest, akimat: Akimat, round_slug: str, kato: str, rule: str
) -> HttpResponse:
    """One count from its first step to its last."""
    found = _published(request, akimat, round_slug, kato)
    is_official = found.official.rule == rule
    outcome = found.outcome if is_official else found.other_outcome
    if outcome is None or (not is_official and found.other and found.other.rule != rule):
        raise Http404
    context = {
        "round": found.round,
        "envelope": found.envelope,
        "result": found,
        "outcome": outcome,
        "told": told(rule, outcome, found.projects, found.words),
        "rule": rule,
        "rule_label": Rule(rule).label,
        "is_official": is_official,
        "spent": found.unit.show(outcome.cost),
        "left": found.unit.show(outcome.budget - outcome.cost),
        "budget": found.unit.show(outcome.budget),
    }
    return render(request, "budgeting/result_trace.html", context)


@require_safe
def ballots(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    """The ballots of an envelope in the Pabulib format, as they were fixed when counted."""
    found = _published(request, akimat, round_slug, kato)
    round, envelope = found.round, found.envelope
    summary = get_object_or_404(ResultSummary, envelope=envelope)
    text = gzip.decompress(bytes(summary.ballots_file)).decode()
    name = f"{akimat.slug}-{round.slug}-{kato}.pb"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
