"""Cards of rounds to show on other sites: plain pages that any site may frame."""

from datetime import datetime
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from budgeting import links
from budgeting.queries import rounds as budget_queries
from budgeting.standing import standing as budget_standing
from commons.notifications.paths import absolute
from edp.standing import standing as discovery_standing

from ..answering import kept
from ..datasets import budget, discovery

AGE = 300
POLICY = {
    "frame-ancestors": ["*"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "img-src": [NONE],
    "style-src": [SELF],
}


@xframe_options_exempt
@csp_replace(POLICY)  # type: ignore[untyped-decorator]
@require_safe
def card(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """No script, no cookie: the template knows nothing of who asks."""
    if kind not in CARDS:
        raise Http404
    told = CARDS[kind](pk, timezone.now())
    language = get_language() or "kk"
    context = {**told, "language": language, "url": absolute(told["path"], language)}
    page = render_to_string("opendata/embed.html", context)
    return kept(request, HttpResponse(page), AGE)


def _budget(pk: int, at: datetime) -> dict[str, Any]:
    found = budget_queries.with_frame(budget.rounds(None)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return {
        "round": found,
        "standing": budget_standing(found, at),
        "money_tenge": sum(envelope.budget_tenge for envelope in found.envelopes.all()),
        "path": links.of_round(found),
    }


def _discovery(pk: int, at: datetime) -> dict[str, Any]:
    found = discovery.rounds(None).prefetch_related("phases").filter(pk=pk).first()
    if found is None:
        raise Http404
    return {
        "round": found,
        "standing": discovery_standing(found, at),
        "path": links.link("edp:round", found.akimat.slug, found.slug),
    }


CARDS = {"budget": _budget, "discovery": _discovery}
