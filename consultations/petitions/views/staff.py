"""What staff do with petitions: paper, who answers, the answer, appeals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.people.views.access import person_of, posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require
from commons.territories.queries import districts

from ...permissions import can_answer
from ...recommendations.queries import staff
from .. import operations, permissions, queries
from ..enums import PetitionDecision
from ..forms import AnswerForm, DecideForm, HandlerForm, PaperForm, RefuseForm
from .finding import form_page, petition_of, to_petition


@staff_page
@login_required
def paper(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What was entered, with the buttons of the second officer, and a form for more."""
    petition = petition_of(request, akimat, pk)
    require(can_answer(request.user, akimat))
    may_enter = permissions.may_enter_paper(request.user, petition, timezone.now())
    places = list(districts(akimat)) or [akimat.territory]
    form = PaperForm(posted(request), places=places) if may_enter else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            operations.enter_batch(
                petition=petition,
                protocol=form.cleaned_data["protocol"],
                received_on=form.cleaned_data["received_on"],
                shares=form.shares(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Entered. Another officer must confirm it."))
            return redirect("consultations:petition_paper", akimat.slug, pk)
    rows = [(one, permissions.may_confirm(request.user, one)) for one in queries.batches(petition)]
    return form_page(request, petition, "paper", form=form, rows=rows, refuse=RefuseForm())


@require_POST
@staff_page
@login_required
def settle_paper(request: HttpRequest, akimat: Akimat, pk: int, batch: int) -> HttpResponse:
    """The second officer's word; the first may take back what they entered wrongly."""
    petition = petition_of(request, akimat, pk)
    require(can_answer(request.user, akimat))
    held = get_object_or_404(queries.batches(petition), pk=batch)
    person, at = person_of(request), timezone.now()
    form = RefuseForm(request.POST)
    confirms = "confirm" in request.POST
    try:
        if confirms:
            operations.confirm_batch(batch=held, actor=person, at=at)
        else:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            operations.refuse_batch(batch=held, reason=reason, actor=person, at=at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        done = _("Confirmed: these signatures count now.") if confirms else _("They do not count.")
        messages.success(request, done)
    return redirect("consultations:petition_paper", akimat.slug, pk)


@staff_page
@login_required
def handler(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    require(permissions.may_name_handler(request.user, petition))
    people = staff(akimat).exclude(pk=petition.proposal.author_id)
    form = HandlerForm(posted(request), staff=people, initial={"person": petition.handler_id})
    if request.method == "POST" and form.is_valid():
        try:
            operations.name_handler(
                petition=petition,
                person=form.cleaned_data["person"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Named. The name and the due date are public."))
            return to_petition(petition)
    return form_page(
        request,
        petition,
        "form",
        form=form,
        title=_("Who answers the petition"),
        text=_("The name is public. The person is told, and reminded before the due date."),
        press=_("Save"),
    )


@staff_page
@login_required
def answer(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    require(permissions.may_answer(request.user, petition))
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer(
                petition=petition,
                decision=PetitionDecision(form.cleaned_data["decision"]),
                text=read_texts(form.cleaned_data, "answer"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The answer is public. The author and signers are told."))
            return to_petition(petition)
    return form_page(
        request,
        petition,
        "form",
        form=form,
        title=_("Answer the petition"),
        text=_("It cannot be changed once it is published."),
        press=_("Publish the answer"),
    )


@staff_page
@login_required
def decide(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    require(permissions.may_decide(request.user, petition))
    form = DecideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            operations.decide_appeal(
                petition=petition,
                is_upheld=form.cleaned_data["outcome"] == "upheld",
                reason=read_texts(form.cleaned_data, "reason"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The decision is public. The author is told."))
            return to_petition(petition)
    return form_page(
        request,
        petition,
        "form",
        form=form,
        title=_("Decide the appeal"),
        quote=permissions.appeal_of(petition),
        press=_("Publish the decision"),
    )
