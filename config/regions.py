"""The state of every region of the country, for the map of the first page."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from budgeting.models import Round
from budgeting.queries import rounds
from budgeting.standing import most_pressing, standing
from commons.territories import queries as territories
from commons.territories.models import Akimat
from edp.models import Round as DiscoveryRound
from edp.queries import rounds as discoveries
from edp.standing import standing as discovery_standing


@dataclass(frozen=True)
class Region:
    """A tile of the map; `count` is how many rounds run there now."""

    iso: str
    label: str
    state: str
    url: str
    count: int | None


def regions(
    akimats: Iterable[Akimat],
    running: Iterable[Round],
    searching: Iterable[DiscoveryRound],
    at: datetime,
) -> list[Region]:
    """All regions, by their budget rounds and their discovery rounds. A region with several
    akimats shows the most pressing of their states and leads to the first of them, which is the
    region's own where there is one."""
    states: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for round in running:
        prefix = region_code(round.akimat)
        states[prefix].add(standing(round, at).on_map)
        counts[prefix] += 1
    for found_round in searching:
        prefix = region_code(found_round.akimat)
        states[prefix].add(discovery_standing(found_round, at).on_map)
        counts[prefix] += 1
    for kato in [*rounds.places_with_results(), *discoveries.places_with_plans()]:
        states[kato[:2]].add("result")
    first: dict[str, Akimat] = {}
    for akimat in akimats:
        first.setdefault(region_code(akimat), akimat)
    found = []
    for place in territories.regions():
        akimat_here = first.get(place.kato[:2])
        found.append(
            Region(
                iso=place.iso,
                label=place.name,
                state=most_pressing(states[place.kato[:2]]) if akimat_here else "none",
                url=reverse("akimat", args=[akimat_here.slug]) if akimat_here else "",
                count=counts.get(place.kato[:2]),
            )
        )
    return found


def region_code(akimat: Akimat) -> str:
    """The first two digits of KATO: the region the akimat lies in."""
    return akimat.territory.kato[:2]
