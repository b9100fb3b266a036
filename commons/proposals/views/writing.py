"""The wizard: one thing per page, saved at every step, checked and handed in at the end."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.numbers import row_key
from commons.territories.models import Akimat

from .. import operations, pages, places, queries
from ..completeness import STEPS, missing_steps, next_step, previous_step
from ..enums import AttachmentKind, ProposalStatus
from ..errors import ProposalError
from ..forms import STEP_FORMS, StepForm
from ..models import Call, Proposal
from ..operations.submitting import problem_of_author
from ..periods import moderation_days
from ..permissions import is_call_open, is_editable, may_withdraw
from .files import files_step
from .finding import call_of, own, person_of

# The page of similar proposals belongs to the step of the title.
NUMBERED = tuple(step for step in STEPS if step != "similar")


def step_address(proposal: Proposal, step: str, *, from_check: bool = False) -> str:
    args = [proposal.akimat.slug, proposal.call.slug, proposal.pk, step]
    address = reverse("proposals:step", args=args)
    return f"{address}?from=check" if from_check else address


def detail_address(proposal: Proposal) -> str:
    return pages.path_of(proposal)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, akimat: Akimat, call: str) -> HttpResponse:
    """What will be asked, and who may propose. Going on makes a draft or opens the one there is."""
    found = call_of(akimat, call)
    if elsewhere := pages.own_links(found):
        return redirect(elsewhere.start)
    at = timezone.now()
    if request.method == "POST":
        return _begin(request, found)
    known = request.user.is_authenticated
    draft = queries.draft(found, request.user) if known else None
    context = {
        "call": found,
        "is_open": is_call_open(found, at),
        "is_yet_to_open": at < found.opens_at,
        "problem": problem_of_author(found, person_of(request), at) if known else None,
        "draft": draft,
        "categories": list(found.categories.all()),
        "max_images": operations.MAX_IMAGES,
        "max_documents": operations.MAX_DOCUMENTS,
    }
    return render(request, "proposals/start.html", context)


@login_required
def _begin(request: HttpRequest, call: Call) -> HttpResponse:
    try:
        draft = operations.start_draft(
            call=call,
            author=person_of(request),
            language=get_language() or "kk",
            at=timezone.now(),
        )
    except ProposalError as error:
        messages.error(request, error.message)
        return redirect("proposals:start", call.akimat.slug, call.slug)
    missing = missing_steps(draft)
    return redirect(step_address(draft, missing[0] if missing else "check"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, akimat: Akimat, call: str, pk: int, step: str) -> HttpResponse:
    """One page of the wizard."""
    if step not in STEPS:
        raise Http404
    proposal = own(request.user, akimat, call, pk)
    if pages.own_page_of(proposal):
        return redirect(pages.edit_path_of(proposal))
    if not is_editable(proposal, timezone.now()):
        messages.error(request, ProposalError("not_editable").message)
        return redirect(detail_address(proposal))
    if step == "check":
        return _check(request, proposal)
    if step == "similar":
        return _similar_step(request, proposal)
    if step == "files":
        around, leads = frame(request, proposal, step), after(request, proposal, step)
        return files_step(request, proposal, around, leads)
    return _form_step(request, proposal, step)


def frame(request: HttpRequest, proposal: Proposal, step: str) -> dict[str, Any]:
    """What every page of the wizard shows around its questions."""
    from_check = "check" in (request.GET.get("from"), request.POST.get("from"))
    before = "check" if from_check else previous_step(step)
    return {
        "proposal": proposal,
        "call": proposal.call,
        "step": step,
        "number": NUMBERED.index("title" if step == "similar" else step) + 1,
        "total": len(NUMBERED),
        "from_check": from_check,
        "back": step_address(proposal, before) if before else "",
        "is_draft": proposal.status == ProposalStatus.DRAFT,
    }


def after(request: HttpRequest, proposal: Proposal, step: str) -> str:
    """Where a finished page leads: on, or back to the answers it was opened from."""
    if "check" in (request.GET.get("from"), request.POST.get("from")):
        return step_address(proposal, "check")
    return step_address(proposal, next_step(step))


def _form_step(request: HttpRequest, proposal: Proposal, step: str) -> HttpResponse:
    kind: type[StepForm] = STEP_FORMS[step]
    if request.method != "POST":
        return _form_page(request, proposal, step, kind(instance=proposal))
    former = proposal.title
    # The form writes into its instance while it validates; the row itself waits for the operation.
    form = kind(request.POST, instance=_copy(proposal))
    if not form.is_valid():
        return _form_page(request, proposal, step, form, status=422)
    try:
        saved = operations.save_step(
            proposal=proposal, fields=form.answers(), actor=person_of(request), at=timezone.now()
        )
    except ProposalError as error:
        form.add_error(None, error.message)
        return _form_page(request, proposal, step, form, status=422)
    if step == "title" and saved.title != former and _has_unseen(request, saved):
        from_check = "check" in (request.GET.get("from"), request.POST.get("from"))
        return redirect(step_address(saved, "similar", from_check=from_check))
    leads = after(request, saved, step)
    return redirect(step_address(saved, "text") if leads.endswith("/similar/") else leads)


def _copy(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("call__territory", "akimat").get(pk=proposal.pk)


def _has_unseen(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether there are similar proposals that were not already shown beside the title."""
    seen = set(request.POST.getlist("seen"))
    found = queries.similar(proposal.call, proposal.title, leave_out=proposal)
    return any(str(one.pk) not in seen for one in found)


def _form_page(
    request: HttpRequest, proposal: Proposal, step: str, form: StepForm, status: int = 200
) -> HttpResponse:
    context = {**frame(request, proposal, step), "form": form}
    if step == "title":
        title = form["title"].value() or ""
        context["similar"] = queries.similar(proposal.call, title, leave_out=proposal)
        pages.attach(context["similar"])
    if step == "place":
        context["map"] = {
            "start": places.seat_of(proposal.akimat),
            "seat": proposal.akimat.name,
            "known": places.landmarks(proposal.call, leave_out=proposal),
            "tiles": settings.BIRGE_TILE_URL,
            "attribution": settings.BIRGE_TILE_ATTRIBUTION,
        }
    return render(request, f"proposals/steps/{step}.html", context, status=status)


@require_safe
def similar(request: HttpRequest, akimat: Akimat, call: str) -> HttpResponse:
    """A fragment: proposals like the title that is being typed."""
    own_key = row_key(request.GET.get("own", ""))
    leave_out = Proposal(pk=own_key) if own_key else None
    title = request.GET.get("title", "")[:120]
    found = queries.similar(call_of(akimat, call), title, leave_out=leave_out)
    pages.attach(found)
    context = {"similar": found}
    return render(request, "proposals/steps/title.html#similar", context)


def _similar_step(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    found = queries.similar(proposal.call, proposal.title, leave_out=proposal)
    pages.attach(found)
    context = {
        **frame(request, proposal, "similar"),
        "similar": found,
        "next": after(request, proposal, "similar"),
        "back": step_address(proposal, "title"),
    }
    return render(request, "proposals/steps/similar.html", context)


def _check(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    at = timezone.now()
    is_live = proposal.status == ProposalStatus.PUBLISHED
    problem: ProposalError | None = None
    if request.method == "POST" and not is_live:
        try:
            operations.submit(proposal=proposal, actor=person_of(request), at=at)
        except ProposalError as error:
            problem = error
        else:
            return redirect(
                "proposals:submitted", proposal.akimat.slug, proposal.call.slug, proposal.pk
            )
    elif proposal.status == ProposalStatus.DRAFT:
        problem = problem_of_author(proposal.call, person_of(request), at)
    attachments = list(proposal.attachments.all())
    context = {
        **frame(request, proposal, "check"),
        "missing": missing_steps(proposal),
        "images": [one for one in attachments if one.kind == AttachmentKind.IMAGE],
        "documents": [one for one in attachments if one.kind == AttachmentKind.DOCUMENT],
        "problem": problem,
        "was_refused": request.method == "POST" and problem is not None,
        "is_live": is_live,
        "detail": detail_address(proposal),
    }
    status = 422 if context["was_refused"] else 200
    return render(request, "proposals/steps/check.html", context, status=status)


@require_safe
@login_required
def submitted(request: HttpRequest, akimat: Akimat, call: str, pk: int) -> HttpResponse:
    """What happens next."""
    proposal = own(request.user, akimat, call, pk)
    if pages.own_page_of(proposal):
        return redirect(pages.path_of(proposal))
    if proposal.submitted_at is None:
        return redirect(step_address(proposal, "check"))
    context = {
        "proposal": proposal,
        "call": proposal.call,
        "days": moderation_days(proposal),
    }
    return render(request, "proposals/submitted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, akimat: Akimat, call: str, pk: int) -> HttpResponse:
    """Asks once, then takes the proposal back, or throws a draft away."""
    proposal = own(request.user, akimat, call, pk)
    is_draft = proposal.status == ProposalStatus.DRAFT
    if not is_draft and not may_withdraw(request.user, proposal, timezone.now()):
        raise Http404
    if request.method == "POST":
        if is_draft:
            operations.discard_draft(proposal=proposal, actor=person_of(request))
            messages.success(request, _("The draft is deleted."))
            return redirect("proposals:mine", akimat.slug)
        operations.withdraw(proposal=proposal, actor=person_of(request), at=timezone.now())
        messages.success(request, _("Your proposal is withdrawn."))
        return redirect(detail_address(proposal))
    context = {"proposal": proposal, "call": proposal.call, "is_draft": is_draft}
    return render(request, "proposals/withdraw.html", context)
