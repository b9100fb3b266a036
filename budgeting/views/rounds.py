"""The rounds of an akimat, one round, and its rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commons.interface.dates import long_date
from commons.interface.numbers import tenge
from commons.notifications.queries import is_following
from commons.rounds.rules import canonical
from commons.rounds.rules_page import shown, with_language
from commons.territories.models import Akimat
from commons.territories.permissions import is_moderator, is_specialist, require
from commons.voting import queries as votes

from .. import actions, links, rule_words, worked_example
from .. import rules as round_rules
from ..enums import PhaseKind
from ..models import Round
from ..notices import topic
from ..permissions import sits_on_council
from ..queries import phases, rounds
from ..standing import Standing, standing
from .finding import round_of

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A round in a list."""

    round: Round
    standing: Standing
    action: actions.Action
    money_tenge: int


def row(round: Round, at: datetime) -> Row:
    stands = standing(round, at)
    money = sum(envelope.budget_tenge for envelope in round.envelopes.all())
    return Row(round, stands, actions.primary(round, stands), money)


def by_urgency(rows: list[Row]) -> list[Row]:
    """Where residents can do something comes first, the first to end first."""
    return sorted(
        rows,
        key=lambda one: (not one.standing.takes_part, one.standing.until or FAR, -one.round.pk),
    )


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """What runs now comes first; then what is over, newest first."""
    at = timezone.now()
    found = rounds.with_counts(rounds.public(akimat))
    rows = by_urgency([row(round, at) for round in found])
    context = {
        "running": [one for one in rows if one.standing.code not in ("finished", "result")],
        "past": [one for one in rows if one.standing.code in ("finished", "result")],
        "reviews_url": _reviews_url(request, akimat),
    }
    return render(request, "budgeting/index.html", context)


def _reviews_url(request: HttpRequest, akimat: Akimat) -> str:
    shown = is_specialist(request.user, akimat)
    return links.link("budgeting:review_queue", akimat.slug) if shown else ""


@require_safe
def round_page(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    at = timezone.now()
    round = round_of(request, akimat, round_slug)
    stands = standing(round, at)
    numbers = rounds.numbers(round)
    context: dict[str, Any] = {
        "round": round,
        "standing": stands,
        "action": actions.primary(round, stands),
        "numbers": numbers,
        "timeline": timeline(round, stands, numbers, at),
        "money_tenge": sum(envelope.budget_tenge for envelope in round.envelopes.all()),
        "turnout": _turnout(round),
        "is_following": request.user.is_authenticated and is_following(request.user, topic(round)),
        "on_council": sits_on_council(request.user, round),
        "is_specialist": is_specialist(request.user, akimat),
        "is_moderator": is_moderator(request.user, akimat),
        "result_url": links.of_round(round, "result"),
        "proposals_url": round.call and links.link("proposals:call", akimat.slug, round.call.slug),
        "envelopes": [
            (str(envelope.territory), envelope.budget_tenge, tenge(envelope.budget_tenge))
            for envelope in round.envelopes.all()
        ],
    }
    return render(request, "budgeting/round.html", context)


def _turnout(round: Round) -> votes.Turnout | None:
    """Ballots cast and voters on the rolls of all envelopes together, once voting has opened."""
    polls = [e.poll_id for e in round.envelopes.all() if e.poll_id]
    if not polls or round.status in ("draft", "announced", "ballot_fixed"):
        return None
    found = votes.turnouts(polls).values()
    return votes.Turnout(sum(t.voters for t in found), sum(t.roll for t in found))


def timeline(
    round: Round, stands: Standing, numbers: dict[str, int], at: datetime
) -> list[dict[str, Any]]:
    """The announcement and the phases, for `{% timeline %}`."""
    texts = _texts(numbers)
    items: list[dict[str, Any]] = []
    if round.announced_at:
        items.append(
            {
                "title": _("Rules announced"),
                "state": "done",
                "at": round.announced_at,
                "url": links.of_round(round, "rules"),
            }
        )
    for kind, phase in phases.by_kind(round).items():
        now = phase.is_open(at)
        text = texts.get(kind, "") if phase.opens_at <= at else ""
        items.append(
            {
                "title": PHASE_TITLES[kind](),
                "state": "done" if phase.is_over(at) else ("now" if now else ""),
                **_span(phase.opens_at, last_day(phase.closes_at), text),
            }
        )
    return items


def _span(opens_at: datetime, until: datetime, text: str) -> dict[str, Any]:
    """Days alone within a year; where the years differ they are named."""
    if timezone.localtime(opens_at).year == timezone.localtime(until).year:
        return {"at": opens_at, "until": until, "text": text}
    dates = f"{long_date(opens_at)} – {long_date(until)}"
    return {"text": f"{dates}, {text}" if text else dates}


def last_day(closes_at: datetime) -> datetime:
    """The last moment that still counts; midnight belongs to the day that ends with it."""
    return closes_at - timedelta(microseconds=1)


PHASE_TITLES: dict[str, Callable[[], str]] = {
    PhaseKind.INTAKE: lambda: _("Proposals"),
    PhaseKind.REVIEW: lambda: _("Review by specialists"),
    PhaseKind.CORRECTION: lambda: _("Corrections and appeals"),
    PhaseKind.VOTING: lambda: _("Voting"),
    PhaseKind.RESULT: lambda: _("Result"),
    PhaseKind.DELIVERY: lambda: _("Building"),
}


def _texts(numbers: dict[str, int]) -> dict[str, str]:
    proposals, total, won = numbers["proposals"], numbers["total"], numbers["won"]
    on_ballot = numbers["on_ballot"] + won + numbers["lost"]
    return {
        PhaseKind.INTAKE: ngettext("%(count)s proposal", "%(count)s proposals", proposals)
        % {"count": proposals}
        if proposals
        else "",
        PhaseKind.REVIEW: ngettext("%(count)s project", "%(count)s projects", total)
        % {"count": total}
        if total
        else "",
        PhaseKind.VOTING: ngettext(
            "%(count)s project on the ballot", "%(count)s projects on the ballot", on_ballot
        )
        % {"count": on_ballot}
        if on_ballot
        else "",
        PhaseKind.RESULT: ngettext("%(count)s winner", "%(count)s winners", won) % {"count": won}
        if won
        else "",
    }


@require_safe
def rules(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    context = {
        "round": round,
        "shown": shown(round),
        "amendments": with_language(round.amendments.all()),
        "categories": round.call.categories.order_by("position", "pk") if round.call else [],
        "phases": [
            (PHASE_TITLES[kind](), phase.opens_at, last_day(phase.closes_at))
            for kind, phase in phases.by_kind(round).items()
        ],
        "standing": standing(round, timezone.now()),
        "example": worked_example,
        "sentences": rule_words.sentences(round),
    }
    return render(request, "budgeting/rules.html", context)


@require_safe
def rules_file(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The rules exactly as they were hashed: SHA-256 of this file is the fingerprint."""
    round = round_of(request, akimat, round_slug)
    require(bool(round.frozen_at))
    return HttpResponse(
        canonical(round_rules.snapshot(round)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{round.slug}-rules.json"'},
    )
