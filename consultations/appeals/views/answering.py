"""Pages of staff: the reply, and who prepares it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.people.views.access import posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_answer
from .. import operations, queries
from ..forms import HandOverForm, ReplyForm
from ..models import Question


def _question(request: HttpRequest, akimat: Akimat, pk: int) -> Question:
    require(can_answer(request.user, akimat))
    return get_object_or_404(queries.public(akimat), pk=pk)


@staff_page
def reply(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    question = _question(request, akimat, pk)
    last = question.replies.first()
    form = ReplyForm(posted(request), question=question, last=last)
    if request.method == "POST" and form.is_valid():
        try:
            operations.reply(
                question=question,
                office=form.texts("office"),
                text=form.texts("text"),
                reason=form.texts("reason"),
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The reply is public. Those who follow are told."))
            return redirect("consultations:question", akimat.slug, pk)
    return _page(request, question, form, "consultations/appeals/reply.html", last=last)


@staff_page
def hand_over(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    question = _question(request, akimat, pk)
    form = HandOverForm(posted(request), akimat=akimat, initial={"to": question.specialist_id})
    if request.method == "POST" and form.is_valid():
        try:
            operations.hand_over(
                question=question,
                to=form.cleaned_data["to"],
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("to", error.message)
        else:
            messages.success(request, _("Saved. The person is told."))
            return redirect("consultations:question", akimat.slug, pk)
    return _page(request, question, form, "consultations/appeals/hand_over.html")


def _page(
    request: HttpRequest, question: Question, form: Any, template: str, **more: Any
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"question": question, "proposal": question.proposal, "form": form, **more}
    return render(request, template, context, status=status)
