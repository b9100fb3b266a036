"""The result of a round, the count step by step, and what can be downloaded."""

import gzip
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat
from commons.voting.links import of_poll
from commons.voting.published import urn_counts

from ..enums import PhaseKind, RoundStatus, Rule
from ..models import ResultSummary, Round
from ..queries import phases
from ..standing import standing
from . import queries
from .comparison import lines, sides
from .course import course_of
from .finding import envelope_of, published, round_of
from .page import Result, result_of
from .permissions import is_result_public
from .proportions import by_category, by_district, reached, satisfaction
from .trace import told
from .urns import urns

OTHERS_PER_PAGE = 15
# What is shown without being asked for: lines of the comparison, districts.
LINES_AT_ONCE, DISTRICTS_AT_ONCE = 12, 8


@require_safe
def result(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Winners, the cut, money, turnout; before publication, how far the count is."""
    round = round_of(request, akimat, round_slug)
    if not is_result_public(round):
        return _waiting(request, round)
    if request.htmx:  # type: ignore[attr-defined]
        # The page that watched the count is to become the page of the result.
        return HttpResponse(headers={"HX-Refresh": "true"})
    envelope = envelope_of(round, request.GET.get("envelope"))
    found = result_of(round, envelope)
    if found is None:
        raise Http404
    page = Paginator(found.others, OTHERS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"round": round, "envelope": envelope, "envelopes": queries.voted(round)}
    context |= {"result": found, "page": page, **_told(found)}
    if page.number == 1:
        context |= _measured(found)
    return render(request, "budgeting/result.html", context)


def _told(found: Result) -> dict[str, Any]:
    """What stands on every page of the list."""
    budget = found.outcome.budget
    return {
        "spent_of": {
            "budget": found.unit.short(budget),
            "left": found.unit.show(found.left),
            "share": found.spent / budget if budget else 0,
        },
        "added": _added(found),
        "poll_url": of_poll(found.round.akimat, found.official.poll_id),
        "archive_url": of_poll(found.round.akimat, found.official.poll_id, "archive"),
    }


def _added(found: Result) -> dict[str, str] | None:
    """The money that other envelopes left over for this one, if any."""
    if not found.added:
        return None
    own = found.outcome.budget - found.added
    return {"own": found.unit.show(own), "added": found.unit.show(found.added)}


def _measured(found: Result) -> dict[str, Any]:
    """How the result treats voters, districts and categories, and what other rules would do."""
    compared, districts = sides(found), by_district(found)
    matrix = lines(found)
    return {
        "by_district": districts[:DISTRICTS_AT_ONCE],
        "by_district_rest": districts[DISTRICTS_AT_ONCE:],
        "by_category": by_category(found),
        "reached": reached(found),
        "satisfaction": satisfaction(found),
        "sides": compared if len(compared) > 1 else [],
        "matrix": matrix[:LINES_AT_ONCE],
        "matrix_rest": matrix[LINES_AT_ONCE:],
        "ties": found.ties(),
        "urns": urns(found),
        "has_rounds": bool(found.numbers.get("rounds")),
    }


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
    found = published(request, akimat, round_slug, kato)
    count = found.by(rule)
    if count is None:
        raise Http404
    outcome = count.outcome
    context = {
        "round": found.round,
        "envelope": found.envelope,
        "result": found,
        "outcome": outcome,
        "told": told(rule, outcome, found.projects, found.words_of(count)),
        "course": course_of(found) if rule == Rule.EQUAL_SHARES else None,
        "by_cost": outcome.rule.get("utility") == "cost",
        "added": _added(found),
        "rule": rule,
        "rule_label": count.label,
        "is_official": count.tally.official,
        "spent": found.unit.show(outcome.cost),
        "left": found.unit.show(outcome.budget - outcome.cost),
        "budget": found.unit.show(outcome.budget),
    }
    return render(request, "budgeting/result_trace.html", context)


@require_safe
def ballots(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    """The ballots of an envelope in the Pabulib format, as they were fixed when counted."""
    found = published(request, akimat, round_slug, kato)
    round, envelope = found.round, found.envelope
    summary = get_object_or_404(ResultSummary, envelope=envelope)
    text = gzip.decompress(bytes(summary.ballots_file)).decode()
    name = f"{akimat.slug}-{round.slug}-{kato}.pb"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def protocol(
    request: HttpRequest, akimat: Akimat, round_slug: str, kato: str, pk: int
) -> FileResponse:
    """The scanned protocol of an urn, as the officers brought it."""
    found = published(request, akimat, round_slug, kato)
    urn = get_object_or_404(urn_counts(found.official.poll), pk=pk)
    return FileResponse(urn.protocol.open("rb"), as_attachment=True)
