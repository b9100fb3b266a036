"""The pages that show all processes at once: the country's and an akimat's."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgeting import links
from budgeting.models import Project, Round
from budgeting.queries import built, rounds
from budgeting.standing import most_pressing, standing
from budgeting.views.rounds import Row, by_urgency, row
from commons.interface.numbers import millions
from commons.proposals.queries import public_in
from commons.territories import queries as territories
from commons.territories.models import Akimat, Territory
from consultations import sections as hearings
from edp import rows as discovery
from edp.models import Round as DiscoveryRound
from edp.queries import numbers
from edp.queries import rounds as discoveries

from .districts import Honeycomb, Outlines, district_map
from .regions import regions

OPEN_SHOWN = 8
DISCOVERIES_SHOWN = 4
STORIES_SHOWN = 3
# What of hearings an akimat's own page shows; the rest is on theirs.
HEARINGS_SHOWN = ("meetings", "drafts")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The country: the state of every region, what is open now, one's akimat."""
    at = timezone.now()
    akimats = list(territories.active_akimats())
    running = list(rounds.with_counts(rounds.running(at)))
    rows = open_rows(running, at)
    searching = list(numbers.with_numbers(discoveries.running(at)))
    discovery_rows = open_discoveries(searching, at)
    going_on = Counter(round.akimat_id for round in [*running, *searching])
    for akimat in akimats:
        akimat.going_on = going_on[akimat.pk]  # type: ignore[attr-defined]
    context = {
        "tiles": regions(akimats, running, searching, at),
        "rows": rows[:OPEN_SHOWN],
        "discovery_rows": discovery_rows[:DISCOVERIES_SHOWN],
        "more": max(0, len(rows) - OPEN_SHOWN) + max(0, len(discovery_rows) - DISCOVERIES_SHOWN),
        "akimats": akimats,
        "stories": stories(None),
        "show_akimat": True,
    }
    return render(request, "front/home.html", context)


def open_rows(running: list[Round], at: datetime) -> list[Row]:
    """Rounds in which residents can do something now, the first to end first."""
    rows = by_urgency([row(round, at) for round in running])
    return [one for one in rows if one.standing.takes_part]


def open_discoveries(running: list[DiscoveryRound], at: datetime) -> list[discovery.Row]:
    """Discovery rounds in which everybody can bring something in now."""
    rows = discovery.by_urgency([discovery.row(round, at) for round in running])
    return [one for one in rows if one.standing.takes_part]


def stories(akimat: Akimat | None) -> list[dict[str, Any]]:
    """What was asked for and what was built: the latest delivered projects."""
    found = built.delivered()
    if akimat is not None:
        found = found.filter(round__akimat=akimat)
    return [_story(project) for project in built.with_spent(list(found[:STORIES_SHOWN]))]


def _story(project: Project) -> dict[str, Any]:
    round = project.round
    delivery = links.link("budgeting:delivery", round.akimat.slug, round.slug, project.pk)
    return {
        "project": project,
        "said": project.proposal.problem or project.proposal.description,
        "url": delivery
        or links.link("budgeting:project", round.akimat.slug, round.slug, project.pk),
    }


@require_safe
def akimat_home(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """An akimat: what one can do now, what was built, where the money went, one's district."""
    at = timezone.now()
    public = list(rounds.with_counts(rounds.public(akimat)))
    rows = by_urgency([row(round, at) for round in public])
    going_on = [one for one in rows if one.standing.code not in ("finished", "result")]
    found = numbers.with_numbers(discoveries.public(akimat))
    all_discoveries = discovery.by_urgency([discovery.row(round, at) for round in found])
    searching = [one for one in all_discoveries if not one.standing.is_past]
    districts = list(territories.districts(akimat))
    spending = built.spending(akimat)
    context = {
        "lead": next(iter([*going_on, *searching]), None),
        "rows": going_on,
        "has_past": len(rows) > len(going_on),
        "discovery_rows": searching,
        "has_discovery": bool(all_discoveries),
        "map": _map(akimat, districts, public, at),
        "districts": districts,
        "stories": stories(akimat),
        "hearings": hearings.shown(request, akimat, at, only=HEARINGS_SHOWN),
        "spending": spending,
        "spending_rows": [(name, sum_, millions(sum_)) for name, sum_ in spending.rows],
        "proposals_url": links.link("proposals:index", akimat.slug),
        "board_url": links.link("budgeting:board", akimat.slug),
    }
    return render(request, "front/akimat.html", context)


def _map(
    akimat: Akimat, districts: list[Territory], public: list[Round], at: datetime
) -> Outlines | Honeycomb | None:
    """A district is in the most pressing state of the envelopes that reach it."""
    states: dict[str, set[str]] = {place.kato: set() for place in districts}
    for round in public:
        on_map = standing(round, at).on_map
        for envelope in round.envelopes.all():
            for place in districts:
                if envelope.territory.contains(place):
                    states[place.kato].add(on_map)
    counts: Counter[str] = Counter(
        kato
        for kato in public_in(akimat).order_by().values_list("territory__kato", flat=True)
        if kato
    )
    pressing = {kato: most_pressing(found) for kato, found in states.items()}
    return district_map(akimat, districts, pressing, counts)
