"""What is decided near me: for the place where the reader lives, or one from the list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.interface.numbers import row_key
from commons.people.models import Person
from commons.people.queries import residence
from commons.territories.models import Akimat, Territory

from .. import near as rows_of
from .. import queries


@require_safe
def near(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Nobody has to sign in. `?place=` is the key of a place, empty for the whole akimat."""
    at = timezone.now()
    places = list(queries.places(akimat))
    home = _home(request, akimat)
    given = request.GET.get("place")
    chosen = home if given is None else _chosen(places, home, given)
    found = rows_of.rows(akimat, _chain(akimat, chosen), at)
    context = {
        "places": [*([home] if home and home not in places else []), *places],
        "chosen": chosen,
        "home": home,
        "rows": found,
    }
    return render(request, "consultations/meetings/near.html", context)


def _home(request: HttpRequest, akimat: Akimat) -> Territory | None:
    """Where the reader lives, if that is inside this akimat and smaller than it."""
    if not isinstance(request.user, Person):
        return None
    held = residence(request.user, timezone.now())
    if held is None or held.akimat_id != akimat.pk or held.territory_id == akimat.territory_id:
        return None
    return held.territory


def _chosen(places: list[Territory], home: Territory | None, given: str) -> Territory | None:
    key = row_key(given)
    return next((one for one in [*places, home] if one is not None and one.pk == key), None)


def _chain(akimat: Akimat, place: Territory | None) -> list[Territory]:
    """The place and what it lies in, up to the akimat's own territory, the smallest first."""
    if place is None:
        return []
    codes = [code for code in place.ancestor_codes if code.startswith(akimat.territory.prefix)]
    above = Territory.objects.filter(kato__in=codes).order_by("-level", "kato")
    return [place, *above]
