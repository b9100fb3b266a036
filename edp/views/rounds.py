"""The rounds of an akimat, one round, its stages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..queries import rounds, stages
from .finding import frame, round_of


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    return render(request, "edp/index.html", {"rounds": rounds.public(akimat)})


@require_safe
def round_page(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    return render(request, "edp/round.html", frame(request, round))


@require_safe
def stage(request: HttpRequest, akimat: Akimat, round_slug: str, kind: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    found = stages.stage(round, kind)
    require(found is not None)
    return render(request, "edp/stage.html", frame(request, round, stage=found))
