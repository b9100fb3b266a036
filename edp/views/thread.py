"""The thread of one idea, from where it was first said to what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.proposals.permissions import may_read
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import links
from ..models import Opportunity
from ..thread import thread_of
from .finding import frame, round_of


@require_safe
def thread(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    opportunity = get_object_or_404(
        Opportunity.objects.select_related("proposal__author", "proposal__akimat", "event__inside"),
        round=round,
        pk=pk,
    )
    require(may_read(request.user, opportunity.proposal))
    steps = thread_of(round, opportunity, timezone.now())
    url = links.of_round(round, "opportunity", opportunity.pk)
    context = frame(request, round, opportunity=opportunity, opportunity_url=url, steps=steps)
    return render(request, "edp/thread.html", context)
