"""Finds the draw that an address names, in its own akimat only."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...councils.permissions import can_see_formation
from ...permissions import can_run
from ..models import Draw


def draw_of(request: HttpRequest, akimat: Akimat, pk: int) -> Draw:
    """For who may see its formation: from the announcement on, everybody."""
    rows = Draw.objects.select_related("formation__council__akimat__territory")
    found: Draw = get_object_or_404(rows, pk=pk, formation__council__akimat=akimat)
    found.formation.council.akimat = akimat
    require(can_see_formation(request.user, found.formation))
    return found


def draw_to_run(request: HttpRequest, akimat: Akimat, pk: int) -> Draw:
    require(can_run(request.user, akimat))
    return draw_of(request, akimat, pk)
