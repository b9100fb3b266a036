"""Supporting, following, commenting and reporting. Buttons answer with a fragment or a redirect."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.interface.numbers import row_key
from commons.notifications import operations as notifications
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import languages, operations, queries
from ..enums import CommentStatus
from ..errors import ProposalError
from ..forms import CommentForm, ReportForm
from ..models import Comment, Proposal
from ..notices import topic
from ..permissions import is_discussed, is_public, may_report
from .finding import is_htmx, person_of, readable
from .reading import COMMENTS_PER_PAGE, detail_page, support_state
from .writing import detail_address


@require_POST
@login_required
def support(request: HttpRequest, akimat: Akimat, call: str, pk: int) -> HttpResponse:
    """Back a proposal, or take that back with `undo`."""
    proposal = readable(request, akimat, call, pk)
    try:
        if request.POST.get("undo"):
            operations.unsupport(proposal=proposal, person=person_of(request))
        else:
            operations.support(proposal=proposal, person=person_of(request), at=timezone.now())
            if request.POST.get("instead"):
                messages.success(
                    request,
                    _("You support this proposal. Your own draft is kept under “My proposals”."),
                )
    except ProposalError as error:
        messages.error(request, error.message)
        return _reloaded(request, proposal)
    return _support_panel(request, proposal)


@require_POST
@login_required
def follow(request: HttpRequest, akimat: Akimat, call: str, pk: int) -> HttpResponse:
    """Hear of what happens to a proposal, or stop that with `undo`."""
    proposal = readable(request, akimat, call, pk)
    if request.POST.get("undo"):
        notifications.unfollow(person=person_of(request), topic=topic(proposal))
    else:
        notifications.follow(person=person_of(request), topic=topic(proposal), at=timezone.now())
    return _support_panel(request, proposal)


def _support_panel(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    if not is_htmx(request):
        return redirect(detail_address(proposal) + "#support")
    context: dict[str, Any] = {
        "proposal": proposal,
        "call": proposal.call,
        "support": support_state(request, proposal),
        "is_public": is_public(proposal),
        "is_discussed": is_discussed(proposal),
        "page_path": detail_address(proposal),
    }
    return render(request, "proposals/detail.html#support", context)


def _reloaded(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The page anew, with its message; htmx is told to load it whole."""
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": detail_address(proposal)})
    return redirect(detail_address(proposal))


@require_http_methods(["POST"])
@login_required
def comment(request: HttpRequest, akimat: Akimat, call: str, pk: int) -> HttpResponse:
    """Add a comment or, with `parent`, a reply."""
    proposal = readable(request, akimat, call, pk)
    parent = _parent(proposal, request.POST.get("parent", ""))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return detail_page(request, proposal, form, reply_to=parent, status=422)
    text = form.cleaned_data["text"]
    try:
        said = operations.comment(
            proposal=proposal,
            author=person_of(request),
            text=text,
            parent=parent,
            language=languages.guess(text, get_language() or "kk"),
            at=timezone.now(),
        )
    except ProposalError as error:
        form.add_error(None, error.message)
        return detail_page(request, proposal, form, reply_to=parent, status=422)
    return redirect(comment_address(said))


def _parent(proposal: Proposal, key: str) -> Comment | None:
    if not key:
        return None
    comments = proposal.comments.select_related("parent", "author")
    return get_object_or_404(comments, pk=row_key(key))


def comment_address(comment: Comment) -> str:
    """The page of the thread on which the comment stands, and its place there."""
    top = comment.parent or comment
    before = queries.threads(comment.proposal).filter(created_at__lt=top.created_at).count()
    number = before // COMMENTS_PER_PAGE + 1
    page = f"?comments={number}" if number > 1 else ""
    return f"{detail_address(comment.proposal)}{page}#c{comment.pk}"


@require_http_methods(["GET", "HEAD"])
def reply(request: HttpRequest, akimat: Akimat, call: str, pk: int, comment: int) -> HttpResponse:
    """The form of a reply, on a page of its own beside the words it answers."""
    proposal = readable(request, akimat, call, pk)
    parent = get_object_or_404(
        proposal.comments.select_related("author").exclude(status=CommentStatus.HIDDEN), pk=comment
    )
    form = CommentForm()
    context = {
        "proposal": proposal,
        "call": proposal.call,
        "parent": parent,
        "form": form,
        "page_path": detail_address(proposal),
    }
    return render(request, "proposals/reply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, akimat: Akimat, call: str, pk: int, comment: int) -> HttpResponse:
    """Tell the moderators about a comment."""
    proposal = readable(request, akimat, call, pk)
    found = get_object_or_404(
        proposal.comments.select_related("author").exclude(status=CommentStatus.HIDDEN), pk=comment
    )
    require(may_report(request.user, found))
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.report_comment(
            comment=found,
            person=person_of(request),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("Thank you. The moderators will look at this comment."))
        return redirect(comment_address(found))
    context = {
        "proposal": proposal,
        "call": proposal.call,
        "comment": found,
        "form": form,
        "page_path": detail_address(proposal),
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/report.html", context, status=status)
