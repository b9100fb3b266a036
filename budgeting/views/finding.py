"""Finds what an address names, in its own akimat only; what is not for you does not exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commons.people.views.access import person_of as person_of
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..models import Project, Round
from ..permissions import can_see_round
from ..queries import projects, rounds


def round_of(request: HttpRequest, akimat: Akimat, slug: str) -> Round:
    round = get_object_or_404(rounds.of_akimat(akimat), slug=slug)
    require(can_see_round(request.user, round))
    return round


def project_of(round: Round, pk: int) -> Project:
    """The project with what its page shows; its round is the one already at hand."""
    project = get_object_or_404(projects.for_page(round), pk=pk)
    project.round = round
    return project
