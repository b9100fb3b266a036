"""Where specialists work: the projects that wait for them, and the review of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import can_read_desk, is_specialist, require

from .. import operations
from ..enums import ReviewStage
from ..forms import ReviewForm, earlier_answers
from ..operations.reviewing import stage_of
from ..permissions import can_review
from ..queries import projects
from ..queries.ballots import standing_review
from .finding import person_of, project_of, round_of
from .projects import page_context, toned

PER_PAGE = 20


@require_safe
@login_required
def queue(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Projects that wait: one's own and unassigned ones, or all of them; the most urgent first."""
    require(can_read_desk(request.user, akimat))
    everything = projects.to_review(akimat)
    mine = everything.filter(specialist=person_of(request))
    free = everything.filter(specialist=None)
    views = {"mine": mine, "free": free, "all": everything}
    specialist = is_specialist(request.user, akimat)
    chosen = request.GET.get("show", "mine" if specialist else "all")
    chosen = chosen if chosen in views else "all"
    page = Paginator(views[chosen], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": [toned(project) for project in page.object_list],
        "chosen": chosen,
        "tabs": [
            ("mine", _("Mine"), mine.count()),
            ("free", _("Not assigned"), free.count()),
            ("all", _("All"), everything.count()),
        ],
        "today": timezone.localdate(),
        "is_specialist": specialist,
    }
    return render(request, "budgeting/review_queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Review one project: its proposal beside the checklist."""
    waiting = get_object_or_404(projects.to_review(akimat), pk=pk)
    require(can_review(request.user, waiting))
    round = round_of(request, akimat, waiting.round.slug)
    project = toned(project_of(round, pk))
    stage = stage_of(project)
    form = ReviewForm(
        request.POST or None,
        project=project,
        stage=stage,
        initial=earlier_answers(standing_review(project)) if stage == ReviewStage.RECHECK else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.review(
                project=project,
                specialist=person_of(request),
                stage=stage,
                answers=form.answers(),
                cost_tenge=form.cleaned_data["cost_tenge"],
                upkeep_tenge=form.cleaned_data["upkeep_tenge"],
                decision=form.cleaned_data["decision"],
                reason=form.reason(),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Your finding is published."))
            return redirect("budgeting:review_queue", akimat.slug)
    context = {
        **page_context(request, project),
        "form": form,
        "stage": stage,
        "stage_label": ReviewStage(stage).label,
        "today": timezone.localdate(),
    }
    return render(request, "budgeting/review.html", context, status=422 if form.errors else 200)
