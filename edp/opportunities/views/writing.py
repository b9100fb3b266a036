"""Writing a card: one thing per page, saved at every press, checked and handed in at the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.proposals import pages as proposal_pages
from commons.proposals.enums import AttachmentKind, ProposalStatus
from commons.proposals.operations.submitting import problem_of_author
from commons.proposals.permissions import is_editable
from commons.proposals.views.files import files_step
from commons.territories.models import Akimat

from ...events.models import Event
from ...models import Round
from ...views.finding import frame as round_frame
from ...views.finding import person_of, round_of
from .. import operations, queries, readiness, words
from ..completeness import STEPS, missing_steps, next_step, previous_step
from ..forms import STEP_FORMS, StepForm
from ..models import Opportunity
from ..permissions import is_call_open, may_write_for
from .finding import own_card
from .reading import partners_by_sector, to_card

# The page of similar cards belongs to the step of the idea.
NUMBERED = tuple(step for step in STEPS if step != "similar")


def step_address(card: Opportunity, step: str, *, from_check: bool = False) -> str:
    args = [card.round.akimat.slug, card.round.slug, card.pk, step]
    address = reverse("edp:opportunity_edit", args=args)
    return f"{address}?from=check" if from_check else address


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """What will be asked, and until when. Going on makes a draft or opens the one there is."""
    round = round_of(request, akimat, round_slug)
    event = _event(round, request)
    if request.method == "POST":
        return _begin(request, round, event)
    at = timezone.now()
    known = request.user.is_authenticated
    context = round_frame(
        request,
        round,
        words=words.of_round(round),
        event=event,
        may_write_for=event is None or may_write_for(request.user, event),
        is_open=is_call_open(round, at),
        is_yet_to_open=round.call is not None and at < round.call.opens_at,
        draft=queries.draft_of(round, request.user) if known else None,
        problem=problem_of_author(round.call, person_of(request), at)
        if known and round.call
        else None,
    )
    return render(request, "edp/opportunities/start.html", context)


def _event(round: Round, request: HttpRequest) -> Event | None:
    """The group the card is written in, if one is named."""
    key = request.POST.get("event") or request.GET.get("event")
    if not key:
        return None
    groups = round.events.filter(published_at__isnull=False, cancelled_at__isnull=True)
    event: Event = get_object_or_404(
        groups.select_related("round__akimat", "facilitator", "rapporteur"), pk=row_key(key)
    )
    return event


@login_required
def _begin(request: HttpRequest, round: Round, event: Event | None) -> HttpResponse:
    try:
        card = operations.start_card(
            round=round,
            author=person_of(request),
            language=get_language() or "kk",
            at=timezone.now(),
            event=event,
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("edp:opportunity_new", round.akimat.slug, round.slug)
    missing = missing_steps(card)
    return redirect(step_address(card, missing[0] if missing else "check"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, step: str) -> HttpResponse:
    """One page of a card."""
    if step not in STEPS:
        raise Http404
    card = own_card(request, round_of(request, akimat, round_slug), pk)
    if not is_editable(card.proposal, timezone.now()):
        messages.error(request, _("This card can no longer be changed."))
        return to_card(card)
    if step == "check":
        return _check(request, card)
    if step == "similar":
        return _similar(request, card)
    if step == "files":
        return files_step(
            request, card.proposal, frame(request, card, step), after(request, card, step)
        )
    return _form_step(request, card, step)


def frame(request: HttpRequest, card: Opportunity, step: str) -> dict[str, Any]:
    """What every page of writing shows around its questions."""
    from_check = "check" in (request.GET.get("from"), request.POST.get("from"))
    before = "check" if from_check else previous_step(step)
    start = reverse("edp:opportunity_new", args=[card.round.akimat.slug, card.round.slug])
    return {
        "round": card.round,
        "card": card,
        "words": words.of_round(card.round),
        "proposal": card.proposal,
        "call": card.proposal.call,
        "step": step,
        "number": NUMBERED.index("idea" if step == "similar" else step) + 1,
        "total": len(NUMBERED),
        "from_check": from_check,
        "back": step_address(card, before) if before else start,
        "is_draft": card.proposal.status == ProposalStatus.DRAFT,
    }


def after(request: HttpRequest, card: Opportunity, step: str) -> str:
    """Where a finished page leads: on, or back to the answers it was opened from."""
    if "check" in (request.GET.get("from"), request.POST.get("from")):
        return step_address(card, "check")
    leads = next_step(step)
    return step_address(card, "text" if leads == "similar" else leads)


def _form_step(request: HttpRequest, card: Opportunity, step: str) -> HttpResponse:
    kind: type[StepForm] = STEP_FORMS[step]
    if request.method != "POST":
        return _form_page(request, card, step, kind(card=card))
    former = card.proposal.title
    form = kind(request.POST, card=card)
    if not form.is_valid():
        return _form_page(request, card, step, form, status=422)
    try:
        saved = operations.save_card(
            opportunity=card, fields=form.answers(), actor=person_of(request), at=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _form_page(request, card, step, form, status=422)
    if step == "idea" and saved.proposal.title != former and _has_unseen(request, saved):
        from_check = "check" in (request.GET.get("from"), request.POST.get("from"))
        return redirect(step_address(saved, "similar", from_check=from_check))
    return redirect(after(request, saved, step))


def _has_unseen(request: HttpRequest, card: Opportunity) -> bool:
    """Whether there are similar cards that were not already shown beside the title."""
    seen = set(request.POST.getlist("seen"))
    return any(str(one.pk) not in seen for one in queries.similar(card))


def _form_page(
    request: HttpRequest, card: Opportunity, step: str, form: StepForm, status: int = 200
) -> HttpResponse:
    context = {**frame(request, card, step), "form": form}
    if step == "idea":
        context["similar"] = queries.similar(card)
        proposal_pages.attach(context["similar"])
    return render(request, f"edp/opportunities/steps/{step}.html", context, status=status)


def _similar(request: HttpRequest, card: Opportunity) -> HttpResponse:
    found = queries.similar(card)
    proposal_pages.attach(found)
    from_check = request.GET.get("from") == "check"
    context = {
        **frame(request, card, "similar"),
        "similar": found,
        "next": step_address(card, "check" if from_check else "text"),
        "back": step_address(card, "idea"),
    }
    return render(request, "edp/opportunities/steps/similar.html", context)


def _check(request: HttpRequest, card: Opportunity) -> HttpResponse:
    """All answers on one page, and the button that hands them in."""
    at = timezone.now()
    proposal = card.proposal
    is_live = proposal.status == ProposalStatus.PUBLISHED
    problem: DomainError | None = None
    was_refused = False
    if request.method == "POST" and not is_live:
        try:
            operations.submit_card(opportunity=card, actor=person_of(request), at=at)
        except DomainError as error:
            problem, was_refused = error, True
        else:
            messages.success(
                request, _("Your card is with the moderators. You will hear when it is public.")
            )
            return to_card(card)
    elif proposal.status == ProposalStatus.DRAFT:
        problem = problem_of_author(proposal.call, person_of(request), at)
    attached = list(proposal.attachments.all())
    context = {
        **frame(request, card, "check"),
        "missing": missing_steps(card),
        "partners": partners_by_sector(card),
        "assets": list(card.assets.order_by("title", "pk")),
        "trl_words": readiness.words(card.trl),
        "images": [one for one in attached if one.kind == AttachmentKind.IMAGE],
        "documents": [one for one in attached if one.kind == AttachmentKind.DOCUMENT],
        "problem": problem,
        "was_refused": was_refused,
        "is_live": is_live,
    }
    status = 422 if was_refused else 200
    return render(request, "edp/opportunities/steps/check.html", context, status=status)
