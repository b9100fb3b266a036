"""The list of questions, one question, and the rejected ones with their reasons."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commons.interface.official import read
from commons.notifications.queries import is_following
from commons.proposals.models import Support
from commons.proposals.permissions import is_author, is_public, may_read, may_support
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_answer
from .. import queries
from ..forms import FilterForm
from ..models import Question
from ..standing import dress

PAGE = 25


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    today = timezone.localdate()
    form = FilterForm(request.GET or None)
    rows = queries.listed(
        akimat,
        text=form.chosen("q"),
        standing=form.chosen("status"),
        sort=form.chosen("sort"),
        today=today,
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [dress(one, today) for one in page],
        "form": form,
        "figures": queries.figures(akimat, today),
        "is_filtered": bool(form.chosen("q") or form.chosen("status")),
    }
    return render(request, "consultations/appeals/index.html", context)


@require_safe
def rejected(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    page = Paginator(queries.rejected(akimat), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "figures": queries.figures(akimat, timezone.localdate())}
    return render(request, "consultations/appeals/rejected.html", context)


@require_safe
def one(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    question = get_object_or_404(queries.of_akimat(akimat), pk=pk)
    return question_page(request, question)


def question_page(request: HttpRequest, question: Question, status: int = 200) -> HttpResponse:
    proposal = question.proposal
    require(may_read(request.user, proposal))
    replies = list(question.replies.all())
    last = replies[0] if replies else None
    topic = f"proposal/{proposal.pk}"
    supports = Support.objects.filter(proposal=proposal)
    context = {
        "akimat": question.akimat,
        "question": dress(question, timezone.localdate()),
        "proposal": proposal,
        "is_public": is_public(proposal),
        "last": last,
        "former": replies[1:],
        "untranslated": last is not None and not read(last, "text").get(get_language() or "kk"),
        "supports": supports.count(),
        "is_supported": request.user.is_authenticated
        and supports.filter(person=request.user).exists(),
        "may_support": may_support(request.user, proposal),
        "is_author": is_author(request.user, proposal),
        "may_answer": can_answer(request.user, question.akimat),
        "topic": topic,
        "following": is_following(request.user, topic),
    }
    return render(request, "consultations/appeals/one.html", context, status=status)
