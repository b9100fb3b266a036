"""The public draw: chances, the seed, who was drawn, and how to repeat it."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from algorithms.sortition import repeat_draw
from commons.audit.queries import history
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...councils import formation_queries
from ...permissions import can_run
from ..enums import DrawStatus
from ..shown import own_chance, shown
from ..words import failure_words, step_words
from .finding import draw_of

SCRIPT = Path(repeat_draw.__file__)


@require_safe
def draw(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = draw_of(request, akimat, pk)
    mine = (
        formation_queries.application_of(request.user, found.formation)
        if request.user.is_authenticated
        else None
    )
    context = {
        "draw": found,
        "formation": found.formation,
        "council": found.formation.council,
        "shown": shown(found),
        "own": own_chance(found, mine),
        "mine": mine,
        "parties": list(found.parties.all()),
        "seed_is_due": found.seed_at is not None and found.seed_at <= timezone.now(),
        "taken_back": history(found).filter(verb="hearings.draw_taken_back"),
        "failure": failure_words(found.failure["code"]) if found.failure else "",
        "step_words": step_words(found.step_code),
        "may_run": can_run(request.user, akimat),
    }
    return render(request, "consultations/draws/draw.html", context)


@require_safe
def progress(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """How far the background is; when it is done the answer sends the page on."""
    found = draw_of(request, akimat, pk)
    context = {"draw": found, "step_words": step_words(found.step_code)}
    answer = render(request, "consultations/draws/progress.html", context)
    if found.status != DrawStatus.COMPUTING:
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def archive(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The file that is hashed, byte for byte."""
    found = draw_of(request, akimat, pk)
    require(bool(found.archive))
    return HttpResponse(
        found.archive.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="draw-{found.pk}.json"'},
    )


@require_safe
def script(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """The very file that the site draws with."""
    return HttpResponse(
        SCRIPT.read_bytes(),
        content_type="text/x-python; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="repeat_draw.py"'},
    )
