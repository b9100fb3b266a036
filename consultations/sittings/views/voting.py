"""Votes and decisions, as who runs the meeting puts and records them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.interface.official import read
from commons.people.views.access import me, posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, permissions, queries, quorum
from ..enums import RollCallKind, RollCallStatus
from ..forms import DecisionForm, RollCallForm, VotesForm
from ..models import MeetingDecision, RollCall
from .finding import answer_form, form_page, led, page, url_of

ACTS: dict[str, Any] = {
    "open": operations.open_vote,
    "close": operations.close_vote,
    "drop": operations.drop,
}


@form_page
@shared_page
def new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Prepared before the meeting or during it; it is opened from the console."""
    meeting = led(request, akimat, pk)
    require(meeting.council_id is not None)
    sitting = permissions.sitting_of(meeting)
    initial = {"kind": RollCallKind.DECISION, "item": sitting.item_id}
    form = RollCallForm(posted(request), meeting=meeting, initial=initial)

    def act() -> None:
        chosen = {name: form.cleaned_data[name] for name in ("kind", "candidate", "rule", "item")}
        operations.prepare(
            meeting=meeting,
            texts=form.texts(),
            actor=me(request),
            at=timezone.now(),
            **chosen,
        )

    return answer_form(
        request,
        meeting,
        form,
        title=_("Prepare a vote"),
        press=_("Save"),
        act=act,
        done=_("The vote is prepared. Open it when the time comes."),
        to=f"{url_of(meeting, 'meeting_console')}#votes",
    )


@form_page
@shared_page
def roll_call(request: HttpRequest, akimat: Akimat, pk: int, roll_call_pk: int) -> HttpResponse:
    """One vote: how each member votes, and the buttons that open, close or drop it."""
    meeting = led(request, akimat, pk)
    rows = RollCall.objects.select_related("candidate", "item")
    found: RollCall = get_object_or_404(rows, meeting=meeting, pk=roll_call_pk)
    found.meeting = meeting
    require(found.status in (RollCallStatus.PREPARED, RollCallStatus.OPEN))
    here = quorum.here(meeting)
    form = VotesForm(
        posted(request) if found.status == RollCallStatus.OPEN else None,
        members=[row for row in quorum.members(meeting) if row.pk in here],
        held=dict(found.votes.values_list("mandate", "choice")),
    )
    problem = ""
    if request.method == "POST":
        try:
            if form.is_bound and form.is_valid():
                operations.enter(
                    roll_call=found, choices=form.marks(), actor=me(request), at=timezone.now()
                )
            name = next((name for name in ACTS if name in request.POST), None)
            if name is not None and not form.errors:
                found = ACTS[name](roll_call=found, actor=me(request), at=timezone.now())
        except DomainError as error:
            problem = error.message
        else:
            if not form.errors:
                return _after(request, found)
    context = page(
        meeting,
        roll_call=found,
        form=form,
        problem=problem,
        quorum=quorum.quorum_of(meeting),
    )
    status = 422 if problem or form.errors else 200
    return render(request, "consultations/sittings/roll_call.html", context, status=status)


def _after(request: HttpRequest, found: RollCall) -> HttpResponse:
    if found.status == RollCallStatus.OPEN:
        messages.success(request, _("The vote is open. %(said)s") % {"said": _said(found)})
        return redirect(url_of(found.meeting, "meeting_roll_call", found.pk))
    if found.status == RollCallStatus.CLOSED:
        messages.success(
            request, _("The vote is closed: %(result)s.") % {"result": found.get_outcome_display()}
        )
    return redirect(f"{url_of(found.meeting, 'meeting_console')}#votes")


def _said(found: RollCall) -> str:
    return _("%(cast)s of %(present)s have voted.") % {
        "cast": found.votes.count(),
        "present": len(quorum.here(found.meeting)),
    }


@form_page
@shared_page
def decision_new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Only where no council votes."""
    meeting = led(request, akimat, pk)
    require(meeting.council_id is None)
    form = DecisionForm(
        posted(request),
        meeting=meeting,
        initial={"item": permissions.sitting_of(meeting).item_id},
    )
    return answer_form(
        request,
        meeting,
        form,
        title=_("Write down a decision"),
        press=_("Save"),
        act=lambda: operations.decide(
            meeting=meeting,
            texts=form.texts(),
            item=form.cleaned_data["item"],
            actor=me(request),
            at=timezone.now(),
        ),
        done=_("The decision is public."),
        to=f"{url_of(meeting, 'meeting_console')}#votes",
    )


@form_page
@shared_page
def decision(request: HttpRequest, akimat: Akimat, pk: int, decision_pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    rows = queries.decisions(meeting).filter(roll_call=None)
    found: MeetingDecision = get_object_or_404(rows, pk=decision_pk)
    form = DecisionForm(posted(request), meeting=meeting, held=read(found, "text"))
    return answer_form(
        request,
        meeting,
        form,
        title=_("Correct a decision"),
        press=_("Save"),
        act=lambda: operations.reword(
            decision=found, texts=form.texts(), actor=me(request), at=timezone.now()
        ),
        done=_("The decision is corrected."),
        to=f"{url_of(meeting, 'meeting_console')}#votes",
    )
