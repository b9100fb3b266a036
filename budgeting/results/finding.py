"""Finds what an address of a result page names, and refuses what is not public yet."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..models import Envelope, Round
from ..permissions import can_see_round
from . import queries
from .page import Result, result_of
from .permissions import is_result_public


def round_of(request: HttpRequest, akimat: Akimat, slug: str) -> Round:
    round = get_object_or_404(queries.of_akimat(akimat), slug=slug)
    require(can_see_round(request.user, round))
    return round


def envelope_of(round: Round, kato: str | None) -> Envelope:
    """The envelope of a territory, or the widest one."""
    voted = queries.voted(round)
    found = [e for e in voted if e.territory.kato == kato] if kato else voted
    if not found:
        raise Http404
    return found[0]


def published(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str | None) -> Result:
    """The result, or 404 for everyone until it is published."""
    round = round_of(request, akimat, round_slug)
    require(is_result_public(round))
    found = result_of(round, envelope_of(round, kato))
    if found is None:
        raise Http404
    return found
