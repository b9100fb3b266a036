"""Pages of statistics, with figures and employment of three regions."""

from commons.territories.models import Territory
from tests.browser.pages import Visit
from tests.factories import edp_evidence as made
from tests.factories.territories import TerritoryFactory
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    here: Territory = discovery.akimat.territory
    others = [TerritoryFactory(kato=f"{n}0000000", name=f"Region {n}") for n in (10, 11)]
    held = made.dataset("visits", is_invented=True)
    one = made.statistic(held)
    made.figures(one, {p: {2020: 100 + n, 2024: 130 - n} for n, p in enumerate([here, *others])})
    rows = {"A": {2020: 10, 2024: 12}, "C": {2020: 30, 2024: 20}}
    less = {"A": {2020: 30, 2024: 40}, "C": {2020: 10, 2024: 12}}
    made.employment(held, {here: rows, others[0]: less, others[1]: less})
    base = f"/{discovery.akimat.slug}/discovery/statistics"
    return [
        *[Visit(f"{base}/{page}") for page in ("", "map/", "activities/", f"{one.pk}/")],
        Visit(f"{base}/data/{held.pk}/"),
        Visit(f"{base}/", "moderator"),
        Visit(f"{base}/import/", "moderator"),
        Visit(f"{base}/import/", "moderator", press=["main form .btn >> nth=0"], status=422),
    ]
