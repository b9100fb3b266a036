"""Replies of the akimat to comments, and the templates they begin with."""

from datetime import datetime

from django.db import transaction

from commons.audit import operations as audit
from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.enums import CommentStatus
from commons.proposals.models import Comment

from ... import texts
from ...models import Round
from .. import queries
from ..errors import ConsultationError
from ..models import ReplyTemplate


@transaction.atomic
def answer_comment(
    *, round: Round, comment: Comment, text: str, language: str, actor: Person, at: datetime
) -> Comment:
    """An official reply under the comment; its author is told. Of two answers sent at once one is
    taken: whoever wanted to add to it writes under the card."""
    held = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
    if held.status == CommentStatus.HIDDEN:
        raise ConsultationError("hidden")
    found = queries.comments(round).filter(pk=held.pk).first()
    if found is None:
        raise ConsultationError("not_in_consultation")
    if found.is_answered:  # type: ignore[attr-defined]
        raise ConsultationError("answered")
    reply = proposals.comment(
        proposal=found.proposal,
        author=actor,
        text=text,
        parent=found,
        language=language,
        official=True,
        at=at,
    )
    audit.record(
        verb="answer_comment",
        subject=found,
        at=at,
        actor=actor,
        akimat=round.akimat,
        reply=reply.pk,
    )
    return reply


@transaction.atomic
def save_template(
    *,
    round: Round,
    title: Texts,
    text: Texts,
    actor: Person,
    at: datetime,
    template: ReplyTemplate | None = None,
) -> ReplyTemplate:
    """Add words that replies begin with, or change them."""
    for needed in (title, text):
        texts.require(needed)
    row = template or ReplyTemplate(round=round, position=round.reply_templates.count())
    official.write(row, "title", title)
    official.write(row, "text", text)
    row.save()
    audit.record(verb="save_reply_template", subject=row, at=at, actor=actor, akimat=round.akimat)
    return row


@transaction.atomic
def drop_template(*, template: ReplyTemplate, actor: Person, at: datetime) -> None:
    akimat = template.round.akimat
    audit.record(verb="drop_reply_template", subject=template, at=at, actor=actor, akimat=akimat)
    template.delete()
