"""The projects of a round, one project, and what its author may do."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import checklist, links, operations
from ..enums import ProjectStatus
from ..forms import AppealForm, ProjectFilterForm
from ..models import Project, Review
from ..permissions import (
    can_assign,
    is_author,
    may_appeal,
    may_review_now,
    may_submit_correction,
)
from ..queries import projects
from ..queries.ballots import appeal_open_until, standing_review
from ..standing import standing
from ..tones import TONES
from .finding import person_of, project_of, round_of

PER_PAGE = 20


def toned(project: Project) -> Project:
    """Gives a project the tone of its tag and the finding that stands, for templates."""
    project.tone = TONES[ProjectStatus(project.status)]  # type: ignore[attr-defined]
    project.finding = standing_review(project)  # type: ignore[attr-defined]
    return project


@require_safe
def index(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """All projects, infeasible ones with their reasons; narrowed by state, envelope, category."""
    round = round_of(request, akimat, round_slug)
    counts = projects.counted_by_status(round)
    categories = round.call.categories.order_by("position", "pk") if round.call else []
    form = ProjectFilterForm(
        request.GET,
        envelopes=[(str(e.pk), str(e.territory)) for e in round.envelopes.all()],
        categories=[(str(category.pk), category.name) for category in categories],
        counts=counts,
    )
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    columns = {"status": "status", "envelope": "envelope", "category": "proposal__category"}
    found = projects.of_round(round).filter(**{columns[n]: v for n, v in chosen.items()})
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "standing": standing(round, timezone.now()),
        "form_filter": form,
        "is_filtered": bool(chosen),
        "counts": counts,
        "page": page,
        "shown": [toned(project) for project in page.object_list],
        "total": page.paginator.count,
    }
    return render(request, "budgeting/projects.html", context)


@require_safe
def detail(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    project = toned(project_of(round, pk))
    return render(request, "budgeting/project.html", page_context(request, project))


def page_context(request: HttpRequest, project: Project) -> dict[str, Any]:
    at = timezone.now()
    proposal = project.proposal
    call = project.round.call
    slug = project.round.akimat.slug
    return {
        "round": project.round,
        "project": project,
        "proposal": proposal,
        "proposal_url": call and links.link("proposals:detail", slug, call.slug, proposal.pk),
        "edit_url": call and links.link("proposals:step", slug, call.slug, proposal.pk, "check"),
        "reviews": [(review, answered(review)) for review in project.reviews.all()],
        "appeal": getattr(project, "appeal", None),
        "appeal_until": appeal_open_until(project, at),
        "is_author": is_author(request.user, project),
        "may_correct": may_submit_correction(request.user, project, at),
        "may_appeal": may_appeal(request.user, project, at),
        "may_review": may_review_now(request.user, project),
        "may_assign": can_assign(request.user, project.round),
        "rivals": projects.of_round(project.round)
        .filter(exclusive_group=project.exclusive_group_id)
        .exclude(pk=project.pk)
        if project.exclusive_group_id
        else [],
        "result_url": links.of_round(project.round, "result"),
        "delivery_url": links.link("budgeting:delivery", slug, project.round.slug, project.pk)
        if project.status == ProjectStatus.WON
        else "",
    }


def answered(review: Review) -> list[tuple[checklist.Question, str]]:
    """The questions with the answers of a review, in the order of the checklist."""
    return [
        (question, review.answers[question.code])
        for question in checklist.QUESTIONS
        if question.code in review.answers
    ]


@require_POST
@login_required
def correct(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The author says that the corrections are made."""
    round = round_of(request, akimat, round_slug)
    project = project_of(round, pk)
    require(is_author(request.user, project))
    try:
        operations.submit_correction(project=project, actor=person_of(request), at=timezone.now())
        messages.success(request, _("Thank you. The specialist checks your corrections now."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("budgeting:project", akimat.slug, round.slug, project.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appeal(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The author appeals to the expert council."""
    round = round_of(request, akimat, round_slug)
    project = toned(project_of(round, pk))
    require(is_author(request.user, project))
    if not may_appeal(request.user, project, timezone.now()):
        return redirect("budgeting:project", akimat.slug, round.slug, project.pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.file_appeal(
                project=project,
                actor=person_of(request),
                text=form.cleaned_data["text"],
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Your appeal has been filed. It is public from now on."))
            return redirect("budgeting:project", akimat.slug, round.slug, project.pk)
    context = {**page_context(request, project), "form": form}
    return render(request, "budgeting/appeal.html", context, status=422 if form.errors else 200)
