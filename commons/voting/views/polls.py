"""The votes of an akimat, and the log of one of them in plain words."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat

from ..enums import LeafKind
from ..models import Poll
from ..operations.sealing import SEAL_AT_LEAST
from ..queries import is_verifiable, latest_head, log_entries, log_size
from . import announced, words
from .finding import Shown, all_shown, shown

PER_PAGE = 20
# After the ballots come the close, perhaps audits, the result, the destruction of the key: no
# ballot stands behind the close, so that these few entries hold all but the ballots and leaf 0.
LAST_ENTRIES = 20


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Every vote that is public, with its state."""
    page = Paginator(all_shown(akimat), PER_PAGE).get_page(request.GET.get("page"))
    listed = [(one, words.state(one)) for one in page.object_list]
    return render(request, "voting/index.html", {"page": page, "listed": listed})


@require_safe
def poll(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponse:
    """What is in the log, who signed it, what can be downloaded, what is proven and what not."""
    found = shown(akimat, poll)
    context: dict[str, Any] = {
        "poll": found.poll,
        "subject": found.subject,
        "state": words.state(found),
        "publication": found.publication,
        "is_verifiable": is_verifiable(found.poll),
        "seal_at_least": SEAL_AT_LEAST,
        "key_goes_at": _key_goes_at(found),
        **_log(found.poll),
    }
    return render(request, "voting/poll.html", context)


def _log(poll: Poll) -> dict[str, Any]:
    """Its first entry, its last ones, its last head; never all of them."""
    size = log_size(poll)
    if not size:
        return {"size": 0}
    first = log_entries(poll, 0, 1).get()
    last = list(log_entries(poll, max(1, size - LAST_ENTRIES), size))
    later = [leaf for leaf in last if leaf.kind != LeafKind.BALLOT]
    return {
        "size": size,
        "ballots": size - 1 - len(later),
        "setup": announced.setup(first),
        "later": [words.entry(leaf) for leaf in later],
        "head": latest_head(poll),
        "is_signed": poll.heads.filter(size=size).exists(),
    }


def _key_goes_at(found: Shown) -> datetime | None:
    """When the time for complaints ends; None before the publication."""
    publication = found.publication
    if publication is None or publication.published_at is None:
        return None
    return publication.published_at + timedelta(days=found.poll.key_days)
