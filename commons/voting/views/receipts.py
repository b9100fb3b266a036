"""The check of a receipt. Its code comes in the body of a post, is answered, and kept nowhere."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from commons.territories.models import Akimat

from .. import receipts
from ..forms import ReceiptForm
from ..queries import inclusion, log_entries
from . import announced
from .finding import Shown, shown
from .log import to_json


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponse:
    """A form; after a post the answer, or with `as=json` the proof as a file."""
    found = shown(akimat, poll)
    if request.method != "POST":
        return _private(_page(request, found, ReceiptForm(found.poll.pk)))
    form = ReceiptForm(found.poll.pk, request.POST, request.FILES)
    if not form.is_valid():
        return _private(_page(request, found, form, status=422))
    standing = receipts.standing(found.poll, form.leaf, timezone.now())
    if request.POST.get("as") == "json" and standing.code == "logged":
        return _private(_proof(found, form.leaf, standing))
    return _private(_answer(request, found, form, standing))


def _page(request: HttpRequest, found: Shown, form: ReceiptForm, status: int = 200) -> HttpResponse:
    context = {"poll": found.poll, "subject": found.subject, "form": form}
    return render(request, "voting/receipt.html", context, status=status)


def _answer(
    request: HttpRequest, found: Shown, form: ReceiptForm, standing: receipts.Standing
) -> HttpResponse:
    context: dict[str, Any] = {
        "poll": found.poll,
        "subject": found.subject,
        "leaf": form.leaf,
        "signature": form.signature,
        "is_promised": bool(form.signature)
        and receipts.is_promised(found.poll, form.leaf, form.signature),
        "standing": standing,
        "publication": found.publication,
    }
    if standing.head is not None and standing.index is not None:
        head, index = standing.head, standing.index
        proof = inclusion(found.poll, index, head)
        context["steps"] = receipts.steps(form.leaf, index, head.size, proof)
    if found.publication and found.subject.is_result_public:
        context.update(_opened(found, form.leaf))
    return render(request, "voting/answer.html", context)


def _opened(found: Shown, leaf: bytes) -> dict[str, Any]:
    """What the published ballot says, with the titles of leaf 0."""
    opened = receipts.opened(found.poll, leaf)
    if opened is None:
        return {}
    first = log_entries(found.poll, 0, 1).get()
    named = announced.choices(first.content or {})
    chosen = [(one, opened.choices[one.code]) for one in named if one.code in opened.choices]
    return {"opened": opened, "chosen": sorted(chosen, key=lambda pair: -pair[1])}


def _proof(found: Shown, leaf: bytes, standing: receipts.Standing) -> HttpResponse:
    head, index = standing.head, standing.index
    assert head is not None
    assert index is not None
    content = {
        "format": "birge inclusion/1",
        "poll": str(found.poll.pk),
        "leaf": leaf.hex(),
        "index": index,
        "head": to_json(head),
        "proof": [node.hex() for node in inclusion(found.poll, index, head)],
    }
    return HttpResponse(
        json.dumps(content, indent=2) + "\n",
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="inclusion.json"'},
    )


def _private(response: HttpResponse) -> HttpResponse:
    """Whoever uses the same telephone next finds nothing of it."""
    patch_cache_control(response, no_store=True, private=True)
    return response
