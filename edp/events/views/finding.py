"""Finds the event an address names, for who may see it, and gives its pages their frame."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Round
from ...views.finding import frame, round_of, round_to_run
from .. import queries
from ..models import Event
from ..permissions import can_see_event


def event_of(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Event:
    event = _found(round_of(request, akimat, round_slug), pk)
    require(can_see_event(request.user, event))
    return event


def event_to_run(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Event:
    """For moderators; 404 for everybody else."""
    return _found(round_to_run(request, akimat, round_slug), pk)


def _found(round: Round, pk: int) -> Event:
    event = get_object_or_404(queries.with_numbers(queries.of_round(round)), pk=pk)
    event.round = round
    return event


def url_of(event: Event, name: str = "event", *more: Any) -> str:
    round = event.round
    return reverse(f"edp:{name}", args=[round.akimat.slug, round.slug, event.pk, *more])


def page(request: HttpRequest, event: Event, **context: Any) -> dict[str, Any]:
    return frame(request, event.round, event=event, **context)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is an answer too, and not a first look."""
    return request.POST if request.method == "POST" else None
