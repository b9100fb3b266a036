"""What a voter's own share paid for: told once to whoever holds the receipt, and kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from commons.territories.models import Akimat
from commons.voting import queries as votes
from commons.voting import receipts
from commons.voting.errors import VotingError
from commons.voting.formats import Choices
from commons.voting.forms import ReceiptForm

from .finding import published
from .page import Result
from .share import share_of


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    """A form for the receipt; to a voter who is signed in, at once what their ballot paid for.

    The code comes in the body of a post, is answered, and goes into no address, session or log.
    """
    found = published(request, akimat, round_slug, kato)
    form = ReceiptForm(found.official.poll_id)
    if request.method != "POST":
        own = _own(request, found)
        context = {"share": share_of(found, own)} if own is not None else {}
        return _private(_page(request, found, form, {**context, "is_signed_in": own is not None}))
    form = ReceiptForm(found.official.poll_id, request.POST, request.FILES)
    if not form.is_valid():
        return _private(_page(request, found, form, {}, status=422))
    answer = _answer(found, form.leaf)
    if "share" in answer:
        form = ReceiptForm(found.official.poll_id)  # the code is not shown again
    return _private(_page(request, found, form, answer))


def _own(request: HttpRequest, found: Result) -> Choices | None:
    """The choices of who is signed in, as long as the key of the poll is there to find them."""
    elector = getattr(request.user, "elector", None)
    if elector is None:
        return None
    try:
        ballot = votes.own_ballot(found.official.poll, elector)
    except VotingError:
        return None
    return ballot.choices if ballot else None


def _answer(found: Result, leaf: bytes) -> dict[str, Any]:
    """By the published ballots, which everybody may read."""
    opened = receipts.opened(found.official.poll, leaf)
    if opened is None:
        return {"unknown": True}
    if not opened.is_final:
        return {"replaced": True}
    return {"share": share_of(found, opened.choices)}


def _page(
    request: HttpRequest,
    found: Result,
    form: ReceiptForm,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    context = {
        "round": found.round,
        "envelope": found.envelope,
        "result": found,
        "form": form,
        **context,
    }
    return render(request, "budgeting/result_share.html", context, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """Whoever uses the same telephone next finds nothing of it."""
    patch_cache_control(response, no_store=True, private=True)
    return response
