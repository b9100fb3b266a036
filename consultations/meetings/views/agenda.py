"""The agenda: its items, what others propose for it, and the decisions on that."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.people.views.access import person_of, posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_run
from .. import operations, permissions, queries
from ..enums import AgendaProposalStatus, MeetingStatus
from ..forms.agenda import AgendaFormSet, DecideForm, ProposeForm, agenda_initial, agenda_of
from ..models import AgendaProposal, Meeting
from .finding import answer, form_page, meeting_of, meeting_to_prepare, press, url_of

PER_PAGE = 25


@shared_page
@form_page
def agenda(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Rows of the agenda; each saving gives two more empty ones."""
    meeting = meeting_to_prepare(request, akimat, pk)
    require(meeting.status != MeetingStatus.CANCELLED)
    formset = AgendaFormSet(posted(request), prefix="item", initial=agenda_initial(meeting))
    if request.method == "POST" and formset.is_valid():
        try:
            operations.set_agenda(
                meeting=meeting,
                items=agenda_of(formset),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            messages.error(request, error.message)
            formset = AgendaFormSet(prefix="item", initial=agenda_initial(meeting))
            return _agenda_page(request, meeting, formset, 422)
        messages.success(request, _("The agenda is saved."))
        more = "more" in request.POST
        return redirect(url_of(meeting, "meeting_agenda" if more else "meeting"))
    failed = request.method == "POST"
    return _agenda_page(request, meeting, formset, 422 if failed else 200)


def _agenda_page(
    request: HttpRequest, meeting: Meeting, formset: object, status: int
) -> HttpResponse:
    context = {"meeting": meeting, "formset": formset}
    return render(request, "consultations/meetings/agenda.html", context, status=status)


@login_required
@form_page
def propose(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_of(request, akimat, pk)
    if not permissions.takes_proposals(meeting, timezone.now()):
        return redirect(url_of(meeting))
    form = ProposeForm(posted(request), initial={"language": get_language()})

    def act(person: Person, at: datetime) -> str:
        operations.propose_item(meeting=meeting, author=person, at=at, **form.cleaned_data)
        return _("Your item is public. We tell you what is decided and why.")

    context = {"meeting": meeting}
    template = "consultations/meetings/propose.html"
    return answer(request, form, act, template, context, f"{url_of(meeting)}#proposals")


def _proposal(meeting: Meeting, proposal_pk: int) -> AgendaProposal:
    rows = meeting.proposals.exclude(status=AgendaProposalStatus.WITHDRAWN)
    found = get_object_or_404(rows.select_related("author"), pk=proposal_pk)
    found.meeting = meeting
    return found


@login_required
@form_page
def support(request: HttpRequest, akimat: Akimat, pk: int, proposal_pk: int) -> HttpResponse:
    """The button beside a proposal; `back` takes the support away."""
    meeting = meeting_of(request, akimat, pk)
    proposal = _proposal(meeting, proposal_pk)

    def act(person: Person, at: datetime) -> str:
        if "back" in request.POST:
            operations.take_support_back(proposal=proposal, person=person, at=at)
            return _("Your support is taken back.")
        operations.support_item(proposal=proposal, person=person, at=at)
        return _("You support this item.")

    return press(request, act, f"{url_of(meeting)}#proposal-{proposal.pk}")


@login_required
@form_page
def withdraw(request: HttpRequest, akimat: Akimat, pk: int, proposal_pk: int) -> HttpResponse:
    meeting = meeting_of(request, akimat, pk)
    proposal = _proposal(meeting, proposal_pk)
    require(proposal.author_id == request.user.pk)

    def act(person: Person, at: datetime) -> str:
        operations.withdraw_proposal(proposal=proposal, at=at)
        return _("Your item is withdrawn.")

    return press(request, act, f"{url_of(meeting)}#proposals")


@shared_page
@form_page
def decide(request: HttpRequest, akimat: Akimat, pk: int, proposal_pk: int) -> HttpResponse:
    meeting = meeting_to_prepare(request, akimat, pk)
    proposal = _proposal(meeting, proposal_pk)
    if proposal.status != AgendaProposalStatus.PROPOSED:
        return redirect(f"{url_of(meeting)}#proposal-{proposal.pk}")
    form = DecideForm(posted(request), proposal=proposal)

    def act(actor: Person, at: datetime) -> str:
        data = form.cleaned_data
        if data["decision"] == "accept":
            operations.accept_item(
                proposal=proposal,
                title=form.title(),
                starts_at=data["starts_at"],
                reason=data["reason"],
                actor=actor,
                at=at,
            )
            return _("The item is on the agenda. Its author is told.")
        operations.decline_item(proposal=proposal, reason=data["reason"], actor=actor, at=at)
        return _("The item is declined. Its author is told why.")

    context = {"meeting": meeting, "proposal": proposal, "supports": proposal.supports.count()}
    template = "consultations/meetings/decide.html"
    return answer(request, form, act, template, context, f"{url_of(meeting)}#proposals")


@shared_page
@require_safe
def waiting(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Proposals that nobody decided yet, of all coming meetings, the most urgent first."""
    require(permissions.may_prepare_in(request.user, akimat))
    at, person = timezone.now(), request.user
    councils = None if can_run(person, akimat) else permissions.led_councils(person, akimat)
    rows = queries.proposals_waiting(akimat, at, councils)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": timezone.localdate(at)}
    return render(request, "consultations/meetings/agenda_waiting.html", context)
