"""The front page of hearings, and the list of work for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.people.views.access import staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import can_read_desk, require

from .. import sections


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """What one can take part in now, and who answers in time."""
    at = timezone.now()
    context = {
        "sections": sections.shown(request, akimat, at),
        "may_work": can_read_desk(request.user, akimat),
    }
    return render(request, "consultations/index.html", context)


@staff_page
@require_safe
def work(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """What waits for staff, the latest first, and what they can set up."""
    require(can_read_desk(request.user, akimat))
    found = sections.work(request, akimat, timezone.now())
    waiting = [one for one in found if one.count is not None]
    context = {
        "waiting": sorted(waiting, key=lambda one: (-one.late, -(one.count or 0))),
        "tasks": [one for one in found if one.count is None],
    }
    return render(request, "consultations/work.html", context)
