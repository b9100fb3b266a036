"""The entries of a log and its signed heads, page by page, and the proofs between heads."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat

from .. import queries
from ..models import LogHead, LogLeaf, Poll
from ..receipts import log_key
from . import words
from .finding import shown

ENTRIES_PER_PAGE = 100
HEADS_PER_PAGE = 25


class Leaves(Paginator):  # type: ignore[type-arg]
    """Pages of a log by index: neither counts the leaves nor skips over those before."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        super().__init__(queries.log_entries(poll), ENTRIES_PER_PAGE)

    @property
    def count(self) -> int:
        return queries.log_size(self.poll)

    def page(self, number: int | str) -> Page[LogLeaf]:
        number = self.validate_number(number)
        start = (number - 1) * ENTRIES_PER_PAGE
        listed = queries.log_entries(self.poll, start, start + ENTRIES_PER_PAGE)
        return Page(list(listed), number, self)


@require_safe
def entries(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponse:
    """Every entry in its order; ballots as their fingerprint, all else readable."""
    found = shown(akimat, poll)
    page = Leaves(found.poll).get_page(request.GET.get("page"))
    context = {
        "poll": found.poll,
        "subject": found.subject,
        "page": page,
        "size": page.paginator.count,
        "entries": [words.entry(leaf) for leaf in page],
        "head": queries.latest_head(found.poll),
    }
    return render(request, "voting/log.html", context)


@require_safe
def heads(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponse:
    """The signed heads, the last one first, each with the proof that it only continues."""
    found = shown(akimat, poll)
    page = Paginator(_newest_first(found.poll), HEADS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "poll": found.poll,
        "subject": found.subject,
        "page": page,
        "rows": _with_older(found.poll, list(page)),
        "public": log_key(found.poll),
    }
    return render(request, "voting/heads.html", context)


@require_safe
def heads_file(request: HttpRequest, akimat: Akimat, poll: UUID) -> JsonResponse:
    """All heads in order of size, and the public key for their signatures."""
    found = shown(akimat, poll)
    public = log_key(found.poll)
    content = {
        "format": "birge heads/1",
        "poll": str(found.poll.pk),
        "log_key": public.hex() if public else "",
        "heads": [to_json(head) for head in queries.heads(found.poll)],
    }
    return JsonResponse(content)


@require_safe
def consistency(
    request: HttpRequest, akimat: Akimat, poll: UUID, old: int, new: int
) -> JsonResponse:
    """The proof (RFC 9162, 2.1.4) that one signed head continues an earlier one."""
    found = shown(akimat, poll)
    if old > new:
        raise Http404
    signed = {head.size: head for head in queries.heads(found.poll).filter(size__in=[old, new])}
    if signed.keys() != {old, new}:
        raise Http404
    proof = queries.consistency(found.poll, old, new)
    content = {
        "format": "birge consistency/1",
        "poll": str(found.poll.pk),
        "old": to_json(signed[old]),
        "new": to_json(signed[new]),
        "proof": [node.hex() for node in proof],
    }
    return JsonResponse(content)


def to_json(head: LogHead) -> dict[str, Any]:
    """As a line of heads.jsonl in the publication."""
    return {
        "key_id": head.key_id,
        "milliseconds": round(head.signed_at.timestamp() * 1000),
        "root": bytes(head.root).hex(),
        "signature": bytes(head.signature).hex(),
        "size": head.size,
    }


def _newest_first(poll: Poll) -> QuerySet[LogHead]:
    return queries.heads(poll).reverse()


def _with_older(poll: Poll, listed: list[LogHead]) -> list[tuple[LogHead, int | None]]:
    """Each head with the size of the one before it; one query for the last of the page."""
    if not listed:
        return []
    before = queries.heads(poll).filter(size__lt=listed[-1].size).reverse()
    oldest = before.values_list("size", flat=True).first()
    return list(zip(listed, [*[head.size for head in listed[1:]], oldest], strict=True))
