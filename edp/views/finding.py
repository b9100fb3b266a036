"""Finds what an address names, in its own akimat only; what is not for you does not exist."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commons.people.views.access import person_of as person_of
from commons.people.views.access import staff_page as staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..models import Round
from ..permissions import can_run, can_see_round
from ..queries import rounds


def round_of(request: HttpRequest, akimat: Akimat, slug: str) -> Round:
    """The round, for who may see it. Its `akimat` is the one already at hand."""
    round = get_object_or_404(rounds.of_akimat(akimat), slug=slug)
    require(can_see_round(request.user, round))
    return round


def round_to_run(request: HttpRequest, akimat: Akimat, slug: str) -> Round:
    """The round, for its moderators; 404 for everybody else."""
    round = get_object_or_404(rounds.of_akimat(akimat), slug=slug)
    require(can_run(request.user, round))
    return round


def frame(request: HttpRequest, round: Round, **context: Any) -> dict[str, Any]:
    """What every page of a round shows: `templates/edp/base.html` reads it."""
    from ..stage_rail import rail_of

    return {
        "round": round,
        "rail": rail_of(round),
        "may_run": can_run(request.user, round),
        **context,
    }
