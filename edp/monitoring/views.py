"""What everybody sees: the board, one indicator with its history, the readings as a table."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat

from ..models import Round
from ..plan.checks import MANY_INDICATORS
from ..plan.models import Plan, PlanVersion
from ..plan.permissions import can_read_draft
from ..plan.queries import latest, plan_of
from ..views.finding import frame, round_of
from . import queries
from .board import board_of, row_of
from .chart import chart
from .export import readings_file
from .models import Indicator, Reading
from .permissions import can_read_in, can_set_indicators


def published(
    request: HttpRequest, akimat: Akimat, round_slug: str
) -> tuple[Round, Plan | None, PlanVersion | None]:
    round = round_of(request, akimat, round_slug)
    plan = plan_of(round)
    return round, plan, latest(plan) if plan else None


def framed(request: HttpRequest, round: Round, **more: Any) -> dict[str, Any]:
    return frame(
        request,
        round,
        may_read_in=can_read_in(request.user, round),
        may_set=can_set_indicators(request.user, round),
        may_read_draft=can_read_draft(request.user, round),
        **more,
    )


@require_safe
def board(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, plan, version = published(request, akimat, round_slug)
    if plan is None or version is None:
        context = framed(request, round, the_plan=plan)
        return render(request, "edp/monitoring/waiting.html", context)
    found = board_of(plan, version, timezone.localdate())
    reviews = [one for one in queries.reviews(round) if one.published_at]
    context = framed(
        request,
        round,
        the_plan=plan,
        version=version,
        board=found,
        many=found.count > MANY_INDICATORS,
        review=reviews[0] if reviews else None,
    )
    return render(request, "edp/monitoring/board.html", context)


def indicator_of(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Indicator:
    """For everybody once a version names it or it has been read; before that for staff."""
    round, plan, version = published(request, akimat, round_slug)
    if plan is None:
        raise Http404
    found = get_object_or_404(queries.indicators(plan), pk=pk)
    found.plan = plan
    named = version is not None and pk in {row["id"] for row in version.content["kk"]["indicators"]}
    readings: list[Reading] = found.current  # type: ignore[attr-defined]
    if not (named or readings or can_read_draft(request.user, round)):
        raise Http404
    return found


@require_safe
def indicator(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    found = indicator_of(request, akimat, round_slug, pk)
    readings: list[Reading] = found.current  # type: ignore[attr-defined]
    round = found.plan.round
    context = framed(
        request,
        round,
        indicator=found,
        row=row_of(found, readings, timezone.localdate()),
        chart=chart(found, readings),
        history=queries.history(found),
        changes=[_change(one) for one in found.changes.all()],
        home=found.action or found.objective or found.priority,
    )
    return render(request, "edp/monitoring/indicator.html", context)


def _change(change: Any) -> dict[str, Any]:
    names = {name: Indicator._meta.get_field(name).verbose_name for name in change.figures}  # type: ignore[union-attr]
    figures = [(names[name], old, new) for name, (old, new) in change.figures.items()]
    return {"change": change, "figures": figures}


@require_safe
def export(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, plan, version = published(request, akimat, round_slug)
    if plan is None or version is None:
        raise Http404
    rows = Reading.objects.filter(indicator__plan=plan).select_related("indicator")
    rows = rows.order_by("indicator__position", "indicator", "date", "pk")
    return readings_file(f"{round.slug}-readings.csv", rows)
