"""Finds a survey of a round, for who may see it or work on it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Round, Survey
from ...views.finding import round_of, round_to_run
from .. import queries
from ..permissions import can_see


def survey_of(request: HttpRequest, akimat: Akimat, slug: str, pk: int) -> Survey:
    survey = _found(round_of(request, akimat, slug), pk)
    require(can_see(request.user, survey))
    return survey


def survey_to_run(request: HttpRequest, akimat: Akimat, slug: str, pk: int) -> Survey:
    return _found(round_to_run(request, akimat, slug), pk)


def _found(round: Round, pk: int) -> Survey:
    survey: Survey = get_object_or_404(queries.of_round(round), pk=pk)
    survey.round = round
    return survey
