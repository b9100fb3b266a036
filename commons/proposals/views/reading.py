"""The list, the map, one proposal, its documents, and one's own."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commons.notifications.queries import follower_count, is_following
from commons.territories.models import Akimat

from .. import pages, panels, places, queries
from ..documents import SHORT_NAMES
from ..enums import AttachmentKind, ProposalStatus
from ..filters import FilterForm
from ..forms import CommentForm
from ..histories import public_history
from ..models import Call, Comment, Proposal
from ..notices import topic
from ..permissions import (
    is_author,
    is_call_open,
    is_discussed,
    is_public,
    may_comment,
    may_edit,
    may_moderate,
    may_support,
    may_withdraw,
)
from .finding import call_of, readable

PER_PAGE = 20
COMMENTS_PER_PAGE = 50
ORDER_COOKIE = "birge_order"


@require_safe
def index(request: HttpRequest, akimat: Akimat, call: str = "") -> HttpResponse:
    """Proposals of an akimat, or of one call, as a list or on a map."""
    slug = call or request.GET.get("call", "")
    chosen = call_of(akimat, slug) if slug else None
    if chosen and (elsewhere := pages.own_links(chosen)):
        return redirect(elsewhere.index)
    found_calls = list(queries.listed_calls(akimat))
    at = timezone.now()
    base = queries.public(chosen) if chosen else queries.public_in(akimat)
    form = FilterForm(request.GET, akimat=akimat, call=chosen, calls=found_calls)
    seed = _seed(request)
    # While a call runs the newest come first; afterwards the draw keeps all equal.
    usual = "newest" if chosen is None or is_call_open(chosen, at) else "random"
    found = form.applied(queries.for_list(base), seed=seed, usual=usual)
    as_map = request.GET.get("view") == "map"
    context: dict[str, Any] = {
        "call": chosen,
        "calls": found_calls,
        "open_calls": [one for one in found_calls if is_call_open(one, at)],
        "is_open": chosen is not None and is_call_open(chosen, at),
        "filter_form": form,
        "is_filtered": form.is_narrowed,
        "sort": form.order or usual,
        "as_map": as_map,
        "closed_count": base.exclude(status=ProposalStatus.PUBLISHED).count(),
    }
    if as_map:
        placed = list(found.filter(latitude__isnull=False)[: places.MOST_POINTS])
        context |= {"grid": places.drawn(placed), "total": found.count(), "shown": placed}
    else:
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        panels.attach(request, shown)
        context |= {"page": page, "shown": shown, "total": page.paginator.count}
    response = render(request, "proposals/index.html", context)
    if context["sort"] == "random" and ORDER_COOKIE not in request.COOKIES:
        response.set_cookie(
            ORDER_COOKIE, seed, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def _seed(request: HttpRequest) -> str:
    """The visitor's own order, the same on every page until the browser is closed."""
    return request.COOKIES.get(ORDER_COOKIE, "")[:40] or secrets.token_urlsafe(9)


@require_safe
def detail(request: HttpRequest, akimat: Akimat, call: str, pk: int) -> HttpResponse:
    proposal = readable(request, akimat, call, pk)
    if elsewhere := pages.own_page_of(proposal):
        return redirect(elsewhere)
    return detail_page(request, proposal, CommentForm())


def detail_page(
    request: HttpRequest,
    proposal: Proposal,
    comment_form: CommentForm,
    reply_to: Comment | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a proposal, also with a comment that could not be taken."""
    if show := pages.shower_of(proposal):
        return show(request, proposal, comment_form, reply_to, status)
    at = timezone.now()
    person = request.user
    panels.attach(request, [proposal])
    attached = list(proposal.attachments.all())
    own_panels: list[panels.Panel] = proposal.panels  # type: ignore[attr-defined]
    more_steps = [step for panel in own_panels for step in panel.steps]
    merged = list(queries.merged_into(proposal))
    pages.attach([proposal, *merged, *([proposal.merged_into] if proposal.merged_into else [])])
    context = {
        **conversation(request, proposal, comment_form, reply_to),
        "panels": own_panels,
        "images": [one for one in attached if one.kind == AttachmentKind.IMAGE],
        "documents": [
            (one, SHORT_NAMES.get(one.content_type, ""))
            for one in attached
            if one.kind == AttachmentKind.DOCUMENT
        ],
        "steps": [*public_history(proposal), *more_steps],
        "merged": merged,
        "is_author": is_author(person, proposal),
        "may_edit": may_edit(person, proposal, at),
        "may_withdraw": may_withdraw(person, proposal, at),
        "may_moderate": may_moderate(person, proposal),
    }
    return render(request, "proposals/detail.html", context, status=status)


def conversation(
    request: HttpRequest, proposal: Proposal, form: CommentForm, reply_to: Comment | None = None
) -> dict[str, Any]:
    """What the parts `support`, `share` and `talk` of `proposals/detail.html` show."""
    threads = Paginator(queries.threads(proposal), COMMENTS_PER_PAGE)
    return {
        "proposal": proposal,
        "call": proposal.call,
        "support": support_state(request, proposal),
        "comments": threads.get_page(request.GET.get("comments")),
        "comment_form": form,
        "form": form,
        "reply_to": reply_to,
        "page_address": request.build_absolute_uri(pages.path_of(proposal)),
        "page_path": pages.path_of(proposal),
        "is_public": is_public(proposal),
        "is_discussed": is_discussed(proposal),
        "may_comment": may_comment(request.user, proposal),
    }


@dataclass(frozen=True)
class SupportState:
    """What the support and follow buttons show to this person."""

    count: int
    is_supported: bool
    may_support: bool
    is_following: bool
    followers: int


def support_state(request: HttpRequest, proposal: Proposal) -> SupportState:
    backing = queries.backing(proposal)
    return SupportState(
        count=backing.count(),
        is_supported=request.user.is_authenticated and backing.filter(person=request.user).exists(),
        may_support=may_support(request.user, proposal),
        is_following=is_following(request.user, topic(proposal)),
        followers=follower_count(topic(proposal)),
    )


@require_safe
def document(request: HttpRequest, akimat: Akimat, call: str, pk: int, file: int) -> FileResponse:
    """A document under the name its author gave it, to be saved and never opened in the site."""
    proposal = readable(request, akimat, call, pk)
    attachment = get_object_or_404(
        proposal.attachments.filter(kind=AttachmentKind.DOCUMENT), pk=file
    )
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
@login_required
def mine(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """A person's own proposals here, with the drafts they can go on with."""
    at = timezone.now()
    found: QuerySet[Proposal] = queries.of_author(request.user, akimat)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    pages.attach(list(page.object_list))
    rows = [(one, may_edit(request.user, one, at)) for one in page.object_list]
    calls: list[Call] = list(queries.open_calls(akimat, at))
    return render(request, "proposals/mine.html", {"page": page, "rows": rows, "calls": calls})
