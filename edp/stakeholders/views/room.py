"""The room as everybody sees it: its balance and who sits in it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.people.enums import Sector
from commons.people.models import Person
from commons.territories.models import Akimat

from ...models import Round
from ...views.finding import frame, round_of
from .. import queries
from ..balance import balance_of
from ..permissions import can_nominate, signup_is_open
from ..wording import sector_name

PER_PAGE = 40


@require_safe
def people(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    at = timezone.now()
    here = [akimat.slug, round.slug]
    nominate = reverse("edp:people_nominate", args=here)
    context = {
        "balance": balance_of(round, at),
        "mine": queries.of_person(request.user, round)
        if isinstance(request.user, Person)
        else None,
        "may_join": signup_is_open(round, at),
        "nominate_url": nominate if can_nominate(request.user, round) else "",
        "at": at,
        **_listed(request, round),
    }
    return render(request, "edp/stakeholders/people.html", frame(request, round, **context))


def _listed(request: HttpRequest, round: Round) -> dict[str, Any]:
    """One page of seats, all or of one sector."""
    chosen = request.GET.get("sector", "")
    rows = queries.accepted(round)
    counts = _counts(round)
    if chosen in Sector.values:
        rows = rows.filter(sector=chosen)
    else:
        chosen = ""
    tabs = [("", _("All"), sum(counts.values()))]
    tabs += [(code, sector_name(code), counts.get(code, 0)) for code in Sector.values]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "tabs": tabs, "chosen": chosen}


def _counts(round: Round) -> dict[str, int]:
    rows: Any = queries.accepted(round).order_by().values_list("sector").annotate(n=Count("pk"))
    return dict(rows)
