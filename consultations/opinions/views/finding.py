"""Finds the conversation that an address names, in its own akimat only."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_run
from .. import queries
from ..models import Conversation
from ..permissions import can_see


def conversation_of(request: HttpRequest, akimat: Akimat, pk: int) -> Conversation:
    found = get_object_or_404(queries.with_counts(queries.of_akimat(akimat)), pk=pk)
    found.akimat = akimat
    require(can_see(request.user, found))
    return found


def conversation_to_run(request: HttpRequest, akimat: Akimat, pk: int) -> Conversation:
    require(can_run(request.user, akimat))
    return conversation_of(request, akimat, pk)


def frame(request: HttpRequest, conversation: Conversation, **more: Any) -> dict[str, Any]:
    """What every page of a conversation shows."""
    may_run = can_run(request.user, conversation.akimat)
    return {"conversation": conversation, "may_run": may_run, **more}
