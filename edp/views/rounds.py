"""The rounds of an akimat, and one round."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.notifications.queries import is_following
from commons.territories.models import Akimat
from commons.territories.permissions import is_moderator

from .. import actions, links, sections
from ..course import course
from ..models import Phase, Round
from ..notices import topic
from ..queries import numbers, rounds, stages, threads
from ..rows import by_urgency, row
from ..stage_words import WORDS
from ..stakeholders.balance import balance_of
from ..standing import standing
from .finding import frame, round_of


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """What entrepreneurial discovery is; what runs now; then what is over, newest first."""
    at = timezone.now()
    found = numbers.with_numbers(rounds.public(akimat))
    rows = by_urgency([row(round, at) for round in found])
    context = {
        "running": [one for one in rows if not one.standing.is_past],
        "past": [one for one in rows if one.standing.is_past],
        "stage_words": [(kind, words) for kind, words in WORDS.items()],
        "desk_url": _desk_url(request, akimat),
    }
    return render(request, "edp/index.html", context)


def _desk_url(request: HttpRequest, akimat: Akimat) -> str:
    return links.link("admin:edp_round_changelist") if is_moderator(request.user, akimat) else ""


@require_safe
def round_page(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    at = timezone.now()
    round = round_of(request, akimat, round_slug)
    stands = standing(round, at)
    counted = numbers.with_numbers(Round.objects.filter(pk=round.pk)).get()
    context = frame(
        request,
        round,
        standing=stands,
        action=actions.primary(round, stands),
        now=_now(request, round, at),
        coming=coming(round, at),
        counted=counted,
        course=course(round, at),
        threads=threads.shown(round),
        next_rounds=[one for one in round.next_rounds.all() if one.announced_at],
        topic=topic(round),
        following=request.user.is_authenticated and is_following(request.user, topic(round)),
        balance=_balance(round, at),
    )
    return render(request, "edp/round.html", context)


def _now(request: HttpRequest, round: Round, at: datetime) -> dict[str, Any] | None:
    """The stage that is open, with what it consists of."""
    phase = stages.current(round, at)
    if phase is None:
        return None
    held = sections.of_stage(request, round, phase.kind, at)
    return {"phase": phase, "words": WORDS[phase.kind], "sections": held}


def coming(round: Round, at: datetime) -> Phase | None:
    """The first stage that is still ahead."""
    return next((p for p in stages.by_kind(round).values() if p.opens_at > at), None)


def _balance(round: Round, at: datetime) -> Any:
    """Who is in the room, once somebody is."""
    found = balance_of(round, at)
    return found if found.total else None
