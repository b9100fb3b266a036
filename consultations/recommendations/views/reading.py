"""What everybody can read: recommendations, the documents they were sent in, the chain."""

from itertools import pairwise
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.interface.differences import words
from commons.notifications.queries import is_following
from commons.territories.models import Akimat

from ...files import download
from ...periods import due_on, periods_of
from ...permissions import can_run
from .. import queries
from ..chain import chain as chain_of
from ..chain import parts
from ..content import canonical
from ..enums import Decision, Source, Standing
from ..models import Recommendation, ReplyFile, StepFile
from ..notices import topic
from ..permissions import may_reply, may_write, speaks_for
from ..sources import of_document
from .finding import document_of, recommendation_of

PER_PAGE = 25


@require_safe
def recommendations(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """All that was sent, narrowed by how it stands, what was decided, its source and its year."""
    today = timezone.localdate()
    chosen = {name: request.GET.get(name, "") for name in ("standing", "decision", "source")}
    asked = request.GET.get("q", "").strip()[:100]
    rows = queries.recommendations(akimat)
    if chosen["standing"] in Standing.values:
        rows = rows.filter(queries.standing_is(chosen["standing"], today))
    if chosen["decision"] in Decision.values:
        rows = rows.filter(decision=chosen["decision"])
    if chosen["source"] in Source.values:
        rows = rows.annotate(source=queries.source_kind()).filter(source=chosen["source"])
    if asked:
        texts = [f"{name}_{code}" for name in ("text", "reply") for code in ("kk", "ru", "en")]
        found = Q()
        for name in texts:
            found |= Q(**{f"{name}__icontains": asked})
        rows = rows.filter(found)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "chosen": chosen,
        "words": asked,
        "is_narrowed": bool(asked or any(chosen.values())),
        "standings": Standing.choices,
        "decisions": Decision.choices,
        "sources": Source.choices,
        "today": today,
    }
    return render(request, "consultations/recommendations/recommendations.html", context)


@require_safe
def recommendation(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    today = timezone.localdate()
    found = recommendation_of(akimat, pk)
    document = found.document
    requests = list(found.heard_requests.all())
    mine = speaks_for(request.user, document)
    answers = may_reply(request.user, found)
    context = {
        "one": found,
        "document": document,
        "origin": of_document(document),
        "versions": _versions(found),
        "requests": requests,
        "may_ask": mine and not any(one.is_open for one in requests),
        "is_author": mine,
        "may_reply": answers,
        "topic": topic(found),
        "following": is_following(request.user, topic(found)),
        "today": today,
    }
    return render(request, "consultations/recommendations/recommendation.html", context)


def _versions(found: Recommendation) -> list[Any]:
    """Corrections, the newest first: the words before, those after, and what changed."""
    held = list(found.versions.all())
    return [(old, new, words(old.reply, new.reply)) for old, new in pairwise(held)][::-1]


@require_safe
def chain(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Hearing → recommendation → reply → decision → commitments → result."""
    found = recommendation_of(akimat, pk)
    today = timezone.localdate()
    siblings = queries.recommendations(akimat).filter(document=found.document).exclude(pk=found.pk)
    context = {
        "one": found,
        "document": found.document,
        "groups": chain_of(found, today),
        "parts": parts(found),
        "siblings": siblings,
        "today": today,
    }
    return render(request, "consultations/recommendations/chain.html", context)


@require_safe
def documents(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """What was sent, newest first; above it what the reader is writing."""
    page = Paginator(queries.sent(akimat), PER_PAGE).get_page(request.GET.get("page"))
    runs, at = can_run(request.user, akimat), timezone.now()
    unwritten = queries.without_document(akimat, request.user, at, runs=runs)
    days = periods_of(akimat).document_days
    context = {
        "page": page,
        "unwritten": [(one, due_on(one.starts_at, days)) for one in unwritten],
        "unsent": queries.unsent(akimat, request.user, runs=runs),
        "today": timezone.localdate(),
    }
    return render(request, "consultations/recommendations/documents.html", context)


@require_safe
def document(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = document_of(request, akimat, pk)
    today = timezone.localdate()
    context = {
        "document": found,
        "origin": of_document(found),
        "rows": found.recommendations.all(),
        "may_write": not found.is_sent and may_write(request.user, found),
        "today": today,
    }
    return render(request, "consultations/recommendations/document.html", context)


@require_safe
def document_json(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The bytes that were sent: their SHA-256 is the fingerprint."""
    found = document_of(request, akimat, pk)
    if found.content is None:
        raise Http404
    return HttpResponse(
        canonical(found.content),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="document-{found.pk}.json"'},
    )


@require_safe
def reply_file(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponseBase:
    """Public with the reply; before it for who writes the reply."""
    rows = ReplyFile.objects.filter(recommendation__akimat=akimat)
    found = get_object_or_404(rows.select_related("recommendation__akimat"), pk=pk)
    held = found.recommendation
    if held.replied_at is None and not may_reply(request.user, held):
        raise Http404
    return download(found)


@require_safe
def step_file(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponseBase:
    return download(get_object_or_404(StepFile, step__commitment__akimat=akimat, pk=pk))
