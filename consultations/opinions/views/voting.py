"""Voting on statements one by one, looking back, suggesting one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.notifications.queries import is_following
from commons.people.views.access import person_of, posted
from commons.territories.models import Akimat

from .. import operations, queries
from ..enums import Answer
from ..forms import SuggestForm
from ..models import Conversation
from ..notices import topic
from ..permissions import is_open
from .finding import conversation_of, frame

ANSWERS = (Answer.AGREE, Answer.DISAGREE, Answer.PASS)


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    at = timezone.now()
    rows = list(queries.public(akimat)[:50])
    context = {
        "running": [one for one in rows if is_open(one, at)],
        "past": [one for one in rows if not is_open(one, at)],
    }
    return render(request, "consultations/opinions/index.html", context)


@require_safe
def one(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The question, the next statement, and how far one is."""
    conversation = conversation_of(request, akimat, pk)
    context = frame(
        request,
        conversation,
        **_card(request, conversation),
        form=SuggestForm(initial={"language": get_language()}),
        topic=topic(conversation),
        following=is_following(request.user, topic(conversation)),
        hidden=list(queries.hidden(conversation)[:50]),
    )
    return render(request, "consultations/opinions/one.html", context)


def _card(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    """The statement to answer now; `asked` names one that the person goes back to."""
    takes = is_open(conversation, timezone.now())
    mine = queries.answers_of(conversation, request.user)
    asked = row_key(request.GET.get("statement", ""))
    back = queries.published(conversation).filter(pk=asked).first() if asked else None
    total = queries.published(conversation).count()
    return {
        "takes_votes": takes,
        "statement": (back or queries.next_statement(conversation, request.user))
        if takes
        else None,
        "answers": [(answer.value, answer.label) for answer in ANSWERS],
        "given": mine.get(back.pk) if back else None,
        "done": len(mine),
        "total": total,
    }


@login_required
@require_POST
def give(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """One answer; with htmx the next statement comes back alone."""
    conversation = conversation_of(request, akimat, pk)
    key = row_key(request.POST.get("statement", ""))
    statement = get_object_or_404(conversation.statements, pk=key or 0)
    answer = {str(one.value): one.value for one in ANSWERS}.get(request.POST.get("answer", ""), 9)
    try:
        operations.give(
            statement=statement, answer=answer, actor=person_of(request), at=timezone.now()
        )
    except DomainError as error:
        messages.error(request, error.message)
    if getattr(request, "htmx", False):
        context = frame(request, conversation, **_card(request, conversation), is_fragment=True)
        return render(request, "consultations/opinions/card.html", context)
    return redirect(reverse("consultations:conversation", args=[akimat.slug, pk]) + "#statement")


@login_required
@require_safe
def own(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """One's own answers, for nobody else; each can be changed while votes are taken."""
    conversation = conversation_of(request, akimat, pk)
    mine = queries.answers_of(conversation, request.user)
    labels = dict(Answer.choices)
    rows = [
        (statement, labels[mine[statement.pk]])
        for statement in queries.published(conversation)
        if statement.pk in mine
    ]
    context = frame(
        request, conversation, rows=rows, takes_votes=is_open(conversation, timezone.now())
    )
    return render(request, "consultations/opinions/own.html", context)


@login_required
def suggest(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    conversation = conversation_of(request, akimat, pk)
    form = SuggestForm(posted(request), initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            operations.suggest(
                conversation=conversation,
                text=form.cleaned_data["text"],
                language=form.cleaned_data["language"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("text", error.message)
        else:
            messages.success(request, _("Thank you. A moderator reads it, then others vote on it."))
            return redirect("consultations:conversation", akimat.slug, pk)
    status = 422 if request.method == "POST" else 200
    context = frame(request, conversation, form=form)
    return render(request, "consultations/opinions/suggest.html", context, status=status)
