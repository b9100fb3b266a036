"""Where people agree and differ: the groups, what unites and what divides them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.interface.spreadsheets import csv_response
from commons.territories.models import Akimat

from .. import queries
from ..permissions import is_open
from ..shown import LETTERS, SIDE, shown
from .finding import conversation_of, frame


@require_safe
def groups(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    conversation = conversation_of(request, akimat, pk)
    found = shown(conversation, list(queries.published(conversation)))
    mine = queries.participant_of(conversation, request.user)
    context = frame(
        request,
        conversation,
        shown=found,
        side=SIDE,
        own=LETTERS[mine.group] if mine and mine.group is not None and found else "",
        takes_votes=is_open(conversation, timezone.now()),
    )
    return render(request, "consultations/opinions/groups.html", context)


@require_safe
def table(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Every statement with the answers of each group; empty where too few of a group voted."""
    conversation = conversation_of(request, akimat, pk)
    found = shown(conversation, list(queries.published(conversation)))
    letters = [group.letter for group in found.groups] if found else []
    header = ["statement", "language", "text"]
    header += [f"{letter}_{part}" for letter in letters for part in ("agree", "disagree", "pass")]
    rows = [
        [row.statement.pk, row.statement.language, row.statement.text]
        + [n if bar.parts else "" for bar in row.bars for n in (bar.parts or (0, 0, 0))]
        for row in (found.table if found else [])
    ]
    return csv_response(f"conversation-{conversation.pk}.csv", header, rows)
