"""Pages of moderators: the question, its first statements, what waits, opening and closing."""

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

from ...permissions import can_run
from .. import operations, queries
from ..enums import ConversationStatus, StatementStatus
from ..forms import ConversationForm, HideForm, OpenForm, OutcomeForm, PublishForm, SeedForm
from ..models import Conversation, Statement
from .finding import conversation_to_run, frame


@staff_page
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    require(can_run(request.user, akimat))
    form = ConversationForm(
        posted(request), akimat=akimat, initial={"draft": request.GET.get("draft")}
    )
    if request.method == "POST" and form.is_valid():
        made = operations.create(
            akimat=akimat,
            title=form.texts("title"),
            about=form.texts("about"),
            draft=form.cleaned_data["draft"],
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("consultations:conversation_run", akimat.slug, made.pk)
    return _form(request, form, title=_("Ask an open question"))


def _form(request: HttpRequest, form: Any, **more: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"form": form, **more}
    return render(request, "consultations/opinions/form.html", context, status=status)


@staff_page
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    conversation = conversation_to_run(request, akimat, pk)
    form = ConversationForm(posted(request), akimat=akimat, conversation=conversation)
    is_draft = conversation.status == ConversationStatus.DRAFT
    if not is_draft:
        for name in [name for name in form.fields if name.startswith("title")]:
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        names = ("title", "about") if is_draft else ("about",)
        operations.change(
            conversation=conversation,
            texts={name: form.texts(name) for name in names},
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("consultations:conversation_run", akimat.slug, pk)
    return _form(request, form, title=_("Change the question"), conversation=conversation)


@staff_page
def run(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Statements that wait and those there are; adding one; opening and closing."""
    conversation = conversation_to_run(request, akimat, pk)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    seed = SeedForm(posted(request) if act == "add" else None)
    opening = OpenForm(posted(request) if act == "open" else None)
    outcome = OutcomeForm(posted(request) if act == "outcome" else None, conversation=conversation)
    form = {"add": seed, "open": opening, "outcome": outcome}.get(act)
    if act == "close" or (form is not None and form.is_valid()):
        try:
            messages.success(request, _do(request, conversation, act, form))
        except DomainError as error:
            if form is None:
                messages.error(request, error.message)
                return redirect("consultations:conversation_run", akimat.slug, pk)
            form.add_error(None, error.message)
        else:
            return redirect("consultations:conversation_run", akimat.slug, pk)
    context = frame(
        request,
        conversation,
        seed=seed,
        opening=opening,
        outcome=outcome,
        form=form,
        least=operations.LEAST_STATEMENTS,
        waiting=list(conversation.statements.filter(status=StatementStatus.WAITING)),
        statements=list(queries.published(conversation)),
        hidden=list(queries.hidden(conversation)),
    )
    status = 422 if act else 200
    return render(request, "consultations/opinions/run.html", context, status=status)


def _do(request: HttpRequest, conversation: Conversation, act: str, form: Any) -> str:
    """Carry out what was pressed; returns the words for it."""
    who: dict[str, Any] = {"actor": request.user, "at": timezone.now()}
    if act == "add":
        operations.add_statement(
            conversation=conversation, texts=form.texts(), language="kk", **who
        )
        return _("The statement is added.")
    if act == "open":
        operations.open_conversation(conversation=conversation, **form.cleaned_data, **who)
        return _("The conversation is open. Those who follow are told.")
    if act == "outcome":
        operations.change(conversation=conversation, texts={"outcome": form.texts()}, **who)
        return _("Saved. It is on the page now.")
    operations.close(conversation=conversation, **who)
    return _("The conversation is closed, and its groups are computed.")


@staff_page
def moderate(request: HttpRequest, akimat: Akimat, pk: int, statement: int) -> HttpResponse:
    """Publish a statement with its translations, or say in public why not."""
    conversation = conversation_to_run(request, akimat, pk)
    found: Statement = get_object_or_404(conversation.statements, pk=statement)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    publish = PublishForm(posted(request) if act == "publish" else None, statement=found)
    hide = HideForm(posted(request) if act == "hide" else None)
    who: dict[str, Any] = {"actor": request.user, "at": timezone.now()}
    if act == "publish" and publish.is_valid():
        operations.publish(statement=found, texts=publish.texts(), **who)
        messages.success(request, _("The statement is open for votes."))
        return redirect("consultations:conversation_run", akimat.slug, pk)
    if act == "hide" and hide.is_valid():
        operations.hide(statement=found, reason=hide.cleaned_data["reason"], **who)
        messages.success(request, _("The statement is not shown. The reason is public."))
        return redirect("consultations:conversation_run", akimat.slug, pk)
    context = frame(
        request,
        conversation,
        statement=found,
        publish=publish,
        hide=hide,
        form=hide if act == "hide" else publish,
    )
    status = 422 if act else 200
    return render(request, "consultations/opinions/moderate.html", context, status=status)
