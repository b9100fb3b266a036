"""Asking: the question, similar ones that were asked before, details, and a last look."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.people.views.access import person_of, posted
from commons.proposals import pages
from commons.proposals.models import Proposal
from commons.proposals.permissions import is_author, is_editable
from commons.proposals.queries import similar
from commons.territories.models import Akimat

from .. import operations, queries
from ..forms import DetailsForm, TitleForm
from ..models import Question

STEPS = ("title", "similar", "details", "check")


@login_required
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """One's draft, or a new one once something is written."""
    person, at = person_of(request), timezone.now()
    form = TitleForm(posted(request), initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        question = operations.start(
            akimat=akimat, author=person, language=form.cleaned_data["language"], at=at
        )
        return _save(request, question, form, "similar")
    held = queries.of_akimat(akimat).filter(proposal__author=person, proposal__status="draft")
    context = {"form": form, "step": "title", "draft": held.first()}
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/appeals/ask.html", context, status=status)


def _save(request: HttpRequest, question: Question, form: Any, leads: str) -> HttpResponse:
    at = timezone.now()
    operations.save(question=question, fields=form.cleaned_data, actor=person_of(request), at=at)
    if leads == "similar" and not _similar(question.proposal):
        leads = "details"
    return redirect("consultations:question_edit", question.akimat.slug, question.pk, leads)


def _similar(proposal: Proposal) -> list[Proposal]:
    return similar(proposal.call, proposal.title, leave_out=proposal)


@login_required
def edit(request: HttpRequest, akimat: Akimat, pk: int, step: str) -> HttpResponse:
    """One page of asking; what was written is saved at every press."""
    question = get_object_or_404(queries.of_akimat(akimat), pk=pk)
    proposal = question.proposal
    if step not in STEPS or not is_author(request.user, proposal):
        raise Http404
    if not is_editable(proposal, timezone.now()):
        messages.error(request, _("This question can no longer be changed."))
        return redirect("consultations:question", akimat.slug, pk)
    if step == "similar":
        found = _similar(proposal)
        pages.attach(found)
        context = {"question": question, "step": step, "similar": found}
        return render(request, "consultations/appeals/ask.html", context)
    if step == "check":
        return _check(request, question)
    form = _form(request, question, step)
    if request.method == "POST" and form.is_valid():
        return _save(request, question, form, "similar" if step == "title" else "check")
    context = {"question": question, "step": step, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/appeals/ask.html", context, status=status)


def _form(request: HttpRequest, question: Question, step: str) -> TitleForm | DetailsForm:
    proposal = question.proposal
    if step == "title":
        held = {"title": proposal.title, "language": proposal.language}
        return TitleForm(posted(request), initial=held)
    about = {"description": proposal.description, "territory": proposal.territory_id}
    return DetailsForm(posted(request), akimat=question.akimat, initial=about)


def _check(request: HttpRequest, question: Question) -> HttpResponse:
    problem: DomainError | None = None
    if request.method == "POST":
        try:
            operations.ask(question=question, actor=person_of(request), at=timezone.now())
        except DomainError as error:
            problem = error
        else:
            messages.success(
                request, _("Your question is with the moderators. You will hear when it is public.")
            )
            return redirect("consultations:question", question.akimat.slug, question.pk)
    context = {"question": question, "step": "check", "problem": problem}
    status = 422 if problem else 200
    return render(request, "consultations/appeals/ask.html", context, status=status)
