"""Comments, replies, reports of them, and what moderators do about those."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from commons.audit import operations as audit
from commons.people.models import Person
from commons.territories.permissions import is_staff_of

from ..enums import CommentStatus
from ..errors import ProposalError
from ..models import Comment, Proposal, Report
from ..notices import tell_commenter, tell_of_comment
from ..permissions import is_discussed
from .changing import give_reason, lock_author, require_other, set_reason

TEXT_LENGTH = 2000
# At most this many comments of one person in each of these spans.
RATE = ((timedelta(minutes=10), 6), (timedelta(days=1), 60))
SAME_WITHIN = timedelta(minutes=10)


@transaction.atomic
def comment(
    *,
    proposal: Proposal,
    author: Person,
    text: str,
    at: datetime,
    parent: Comment | None = None,
    language: str = "kk",
    official: bool | None = None,
) -> Comment:
    """Add a remark to a published proposal, or a reply to one.

    A reply to a reply joins the same thread. Staff of the akimat speak for it unless `official`
    says otherwise. The same text sent twice within minutes is one comment.
    """
    text = text.strip()
    if not text:
        raise ProposalError("comment_empty")
    if len(text) > TEXT_LENGTH:
        raise ProposalError("comment_too_long", limit=TEXT_LENGTH)
    lock_author(author)
    proposal = Proposal.objects.select_related("akimat", "author", "call").get(pk=proposal.pk)
    if not is_discussed(proposal):
        raise ProposalError("comments_closed")
    thread = _thread_of(proposal, parent)
    written = Comment.objects.filter(author=author, created_at__lte=at)
    twin = written.filter(
        proposal=proposal, parent=thread, text=text, created_at__gt=at - SAME_WITHIN
    ).first()
    if twin is not None:
        return twin
    for span, most in RATE:
        if written.filter(created_at__gt=at - span).count() >= most:
            raise ProposalError("comment_too_often")
    said = Comment.objects.create(
        proposal=proposal,
        parent=thread,
        author=author,
        text=text,
        language=language,
        official=is_staff_of(author, proposal.akimat) if official is None else official,
        created_at=at,
    )
    tell_of_comment(said, at=at)
    return said


def _thread_of(proposal: Proposal, parent: Comment | None) -> Comment | None:
    if parent is None:
        return None
    # As it is now: it may have been hidden since the page was loaded.
    parent = Comment.objects.select_related("parent__author", "author").get(pk=parent.pk)
    top = parent.parent or parent
    if top.proposal_id != proposal.pk:
        raise ValueError("a reply belongs to the proposal of its parent")
    if CommentStatus.HIDDEN in (parent.status, top.status):
        raise ProposalError("reply_to_hidden")
    return top


@transaction.atomic
def report_comment(*, comment: Comment, person: Person, reason: str, at: datetime) -> Report:
    """Tell the moderators that a comment breaks the rules; once per person. It stays visible."""
    comment = _locked(comment)
    if comment.author_id == person.pk:
        raise ProposalError("own_comment")
    report, _ = Report.objects.get_or_create(
        comment=comment, person=person, defaults={"reason": reason[:300], "reported_at": at}
    )
    if comment.status == CommentStatus.PUBLISHED:
        comment.status = CommentStatus.REPORTED
        comment.save(update_fields=["status"])
        _record(comment, "report_comment", actor=person, at=at)
    return report


@transaction.atomic
def hide_comment(
    *, comment: Comment, reason: Mapping[str, str], actor: Person | None, at: datetime
) -> Comment:
    """Take the text off the page. Its place stays, with the public reason."""
    comment = _locked(comment)
    given = give_reason(comment, reason)
    comment.status = CommentStatus.HIDDEN
    comment.save()
    _record(comment, "hide_comment", actor=actor, at=at, reason=given)
    tell_commenter(comment, "comment_hidden", at=at, reason=given)
    return comment


@transaction.atomic
def restore_comment(*, comment: Comment, actor: Person | None, at: datetime) -> Comment:
    """Show a hidden comment again."""
    return _settle(comment, "restore_comment", actor=actor, at=at)


@transaction.atomic
def dismiss_reports(*, comment: Comment, actor: Person | None, at: datetime) -> Comment:
    """Find that a reported comment keeps the rules; the reports stay on record."""
    return _settle(comment, "dismiss_reports", actor=actor, at=at)


def _settle(comment: Comment, verb: str, *, actor: Person | None, at: datetime) -> Comment:
    comment = _locked(comment)
    require_other(comment, actor)
    comment.status = CommentStatus.PUBLISHED
    set_reason(comment, {})
    comment.save()
    _record(comment, verb, actor=actor, at=at)
    return comment


def _locked(comment: Comment) -> Comment:
    rows = Comment.objects.select_related("proposal__akimat", "proposal__call", "author")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)


def _record(
    comment: Comment, verb: str, *, actor: Person | None, at: datetime, **detail: object
) -> None:
    audit.record(
        verb=verb,
        subject=comment,
        at=at,
        actor=actor,
        akimat=comment.proposal.akimat,
        proposal=comment.proposal_id,
        **detail,
    )
