"""Finds the card an address names, in its own round only, for who may read it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from commons.proposals.permissions import is_author
from commons.territories.permissions import require

from ...models import Round
from .. import queries
from ..models import Opportunity
from ..permissions import may_read


def card_of(request: HttpRequest, round: Round, pk: int) -> Opportunity:
    card = get_object_or_404(queries.with_counts(queries.of_round(round)), pk=pk)
    card.round = round
    require(may_read(request.user, card))
    return card


def own_card(request: HttpRequest, round: Round, pk: int) -> Opportunity:
    card = get_object_or_404(queries.of_round(round), pk=pk)
    card.round = round
    if not is_author(request.user, card.proposal):
        raise Http404
    return card
