"""Writing a petition: one thing per page, saved at every press, handed in at the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.people.views.access import person_of
from commons.proposals.enums import AttachmentKind, ProposalStatus
from commons.proposals.operations.submitting import problem_of_author
from commons.proposals.permissions import is_editable
from commons.proposals.views.files import files_step
from commons.territories.models import Akimat

from ...periods import periods_of
from .. import operations, queries
from ..completeness import NUMBERED, STEPS, missing_steps, next_step, previous_step
from ..enums import Addressee
from ..forms import STEP_FORMS, StepForm
from ..models import Petition
from ..thresholds import threshold_of
from .finding import own_petition, to_petition


def step_address(petition: Petition, step: str, *, from_check: bool = False) -> str:
    address = reverse("consultations:petition_edit", args=[petition.akimat.slug, petition.pk, step])
    return f"{address}?from=check" if from_check else address


def comes_from_check(request: HttpRequest) -> bool:
    return "check" in (request.GET.get("from"), request.POST.get("from"))


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """How it goes and what it needs. Going on makes a draft or opens the one there is."""
    if request.method == "POST":
        return _begin(request, akimat)
    call = queries.call_of(akimat)
    known = request.user.is_authenticated
    context = {
        "periods": periods_of(akimat),
        "thresholds": [(one.label, threshold_of(akimat, one)) for one in Addressee],
        "draft": queries.draft_of(akimat, request.user),
        "problem": problem_of_author(call, person_of(request), timezone.now())
        if known and call
        else None,
    }
    return render(request, "consultations/petitions/start.html", context)


@login_required
def _begin(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    petition = operations.start_petition(
        akimat=akimat,
        author=person_of(request),
        language=get_language() or "kk",
        at=timezone.now(),
    )
    missing = missing_steps(petition.proposal)
    return redirect(step_address(petition, missing[0] if missing else "check"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, akimat: Akimat, pk: int, step: str) -> HttpResponse:
    """One page of a petition."""
    if step not in STEPS:
        raise Http404
    petition = own_petition(request, akimat, pk)
    if not is_editable(petition.proposal, timezone.now()):
        messages.error(request, _("This petition can no longer be changed."))
        return to_petition(petition)
    if step == "check":
        return _check(request, petition)
    if step == "similar":
        return _similar(request, petition)
    if step == "files":
        return files_step(
            request,
            petition.proposal,
            frame(request, petition, step),
            after(request, petition, step),
        )
    return _form_step(request, petition, step)


def frame(request: HttpRequest, petition: Petition, step: str) -> dict[str, Any]:
    """What every page of writing shows around its questions."""
    from_check = comes_from_check(request)
    before = "check" if from_check else previous_step(step)
    start = reverse("consultations:petition_new", args=[petition.akimat.slug])
    return {
        "petition": petition,
        "proposal": petition.proposal,
        "call": petition.proposal.call,
        "step": step,
        "number": NUMBERED.index("demand" if step == "similar" else step) + 1,
        "total": len(NUMBERED),
        "from_check": from_check,
        "back": step_address(petition, before) if before else start,
        "is_draft": petition.proposal.status == ProposalStatus.DRAFT,
    }


def after(request: HttpRequest, petition: Petition, step: str) -> str:
    """Where a finished page leads: on, or back to the answers it was opened from."""
    if comes_from_check(request):
        return step_address(petition, "check")
    return step_address(petition, next_step(step))


def _form_step(request: HttpRequest, petition: Petition, step: str) -> HttpResponse:
    kind: type[StepForm] = STEP_FORMS[step]
    if request.method != "POST":
        return _form_page(request, petition, step, kind(petition=petition))
    former = petition.proposal.title
    form = kind(request.POST, petition=petition)
    if not form.is_valid():
        return _form_page(request, petition, step, form, status=422)
    try:
        saved = operations.save_petition(
            petition=petition,
            fields=form.cleaned_data,
            actor=person_of(request),
            at=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _form_page(request, petition, step, form, status=422)
    if step == "demand" and (saved.proposal.title == former or not queries.similar(saved)):
        return redirect(step_address(saved, "check" if comes_from_check(request) else "why"))
    if step == "demand":
        return redirect(step_address(saved, "similar", from_check=comes_from_check(request)))
    return redirect(after(request, saved, step))


def _form_page(
    request: HttpRequest, petition: Petition, step: str, form: StepForm, status: int = 200
) -> HttpResponse:
    context = {**frame(request, petition, step), "form": form}
    if step == "to":
        akimat = petition.akimat
        context["thresholds"] = [(one.label, threshold_of(akimat, one)) for one in Addressee]
    return render(request, f"consultations/petitions/steps/{step}.html", context, status=status)


def _similar(request: HttpRequest, petition: Petition) -> HttpResponse:
    context = {
        **frame(request, petition, "similar"),
        "similar": queries.similar(petition),
        "next": step_address(petition, "check" if comes_from_check(request) else "why"),
        "back": step_address(petition, "demand"),
    }
    return render(request, "consultations/petitions/steps/similar.html", context)


def _check(request: HttpRequest, petition: Petition) -> HttpResponse:
    """The petition as others will see it, and the button that hands it in."""
    at = timezone.now()
    proposal = petition.proposal
    problem: DomainError | None = None
    was_refused = False
    if request.method == "POST":
        try:
            operations.submit_petition(petition=petition, actor=person_of(request), at=at)
        except DomainError as error:
            problem, was_refused = error, True
        else:
            messages.success(
                request,
                _("Your petition is with the moderators. You will hear what they decide and why."),
            )
            return to_petition(petition)
    elif proposal.status == ProposalStatus.DRAFT:
        problem = problem_of_author(proposal.call, person_of(request), at)
    attached = list(proposal.attachments.all())
    context = {
        **frame(request, petition, "check"),
        "missing": missing_steps(proposal),
        "similar": queries.similar(petition),
        "images": [one for one in attached if one.kind == AttachmentKind.IMAGE],
        "documents": [one for one in attached if one.kind == AttachmentKind.DOCUMENT],
        "days": periods_of(petition.akimat).petition_moderation_days,
        "threshold": threshold_of(petition.akimat, petition.addressee),
        "problem": problem,
        "was_refused": was_refused,
    }
    status = 422 if was_refused else 200
    return render(request, "consultations/petitions/steps/check.html", context, status=status)
