"""One stage of a round: what happens, who takes part, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.interface.official import read
from commons.territories.models import Akimat

from .. import operations, sections
from ..course import span
from ..forms import StageForm
from ..models import Phase, Round
from ..permissions import can_run
from ..queries import stages
from ..stage_rail import TITLES
from ..stage_words import WORDS
from .finding import frame, person_of, round_of, round_to_run, staff_page


@require_safe
def stage(request: HttpRequest, akimat: Akimat, round_slug: str, kind: str) -> HttpResponse:
    at = timezone.now()
    round = round_of(request, akimat, round_slug)
    found = _stage_of(round, kind)
    order = list(stages.by_kind(round).values())
    place = order.index(found)
    state = "now" if found.is_open(at) else ("done" if found.is_over(at) else "ahead")
    context = frame(
        request,
        round,
        stage=found,
        state=state,
        number=place + 1,
        total=len(order),
        title=TITLES[kind],
        dates=span(found.opens_at, found.closes_at),
        words=WORDS[kind],
        sections=sections.of_stage(request, round, kind, at),
        before=_titled(order[place - 1]) if place else None,
        after=_titled(order[place + 1]) if place + 1 < len(order) else None,
        untranslated=bool(found.outcome) and not read(found, "outcome").get(get_language() or "kk"),
        may_write=can_run(request.user, round),
    )
    return render(request, "edp/stage.html", context)


def _stage_of(round: Round, kind: str) -> Phase:
    found = stages.stage(round, kind)
    if found is None:
        raise Http404
    return found


def _titled(phase: Phase) -> tuple[str, str]:
    return phase.kind, str(TITLES[phase.kind])


@staff_page
def write_stage(request: HttpRequest, akimat: Akimat, round_slug: str, kind: str) -> HttpResponse:
    """The akimat's own words about a stage, and what came of it."""
    at = timezone.now()
    round = round_to_run(request, akimat, round_slug)
    found = _stage_of(round, kind)
    form = StageForm(request.POST or None, phase=found, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_stage(
                round=round, kind=kind, actor=person_of(request), at=at, texts=form.texts()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved. It is on the page of the stage now."))
            return redirect("edp:stage", akimat.slug, round.slug, kind)
    context = frame(request, round, stage=found, title=TITLES[kind], form=form, words=WORDS[kind])
    status = 422 if request.method == "POST" else 200
    return render(request, "edp/stage_edit.html", context, status=status)
