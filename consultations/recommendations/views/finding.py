"""Finds what an address names in its own akimat, and lets in those who may work on it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import queries
from ..models import Commitment, FinalDocument, Recommendation
from ..permissions import may_read, may_reply, may_write

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])
WRITE = require_http_methods(["POST"])


def document_of(request: HttpRequest, akimat: Akimat, pk: int) -> FinalDocument:
    """Sent, or one that the reader may write."""
    rows = queries.with_recommendations(FinalDocument.objects.filter(akimat=akimat))
    document: FinalDocument = get_object_or_404(rows, pk=pk)
    document.akimat = akimat
    require(may_read(request.user, document))
    return document


def document_to_write(request: HttpRequest, akimat: Akimat, pk: int) -> FinalDocument:
    """Not sent yet, for who may write it."""
    document = document_of(request, akimat, pk)
    require(not document.is_sent and may_write(request.user, document))
    return document


def recommendation_of(akimat: Akimat, pk: int) -> Recommendation:
    """One that was sent, with everything its page shows."""
    found: Recommendation = get_object_or_404(queries.in_full(akimat), pk=pk)
    found.akimat = found.document.akimat = akimat
    for one in found.commitments.all():
        one.akimat = akimat
    return found


def recommendation_to_answer(request: HttpRequest, akimat: Akimat, pk: int) -> Recommendation:
    found = recommendation_of(akimat, pk)
    require(may_reply(request.user, found))
    return found


def commitment_of(akimat: Akimat, pk: int) -> Commitment:
    rows = queries.commitments(akimat).select_related(
        "recommendation__document__council", "recommendation__specialist"
    )
    found: Commitment = get_object_or_404(rows, pk=pk)
    found.akimat = found.recommendation.akimat = found.recommendation.document.akimat = akimat
    return found


def saved(request: HttpRequest, form: Any, save: Callable[[], Any]) -> Any:
    """What was made; None while nothing was sent and where it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return save()
    except DomainError as error:
        form.add_error(None, error.message)
        return None


def form_page(request: HttpRequest, **context: Any) -> HttpResponse:
    """One form on a page: `title`, `form`, `back` (address), `back_words`, `button`, `lead`."""
    status = 422 if context["form"].errors else 200
    return render(request, "consultations/recommendations/form.html", context, status=status)
