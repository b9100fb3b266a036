"""Conversations: prepared, opened, voted in, closed; statements: suggested and moderated."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.official import Texts, columns, write
from commons.people.models import Person
from commons.territories.models import Akimat

from ..drafts.models import Draft
from ..errors import HearingError
from ..texts import require
from . import notices, results
from .enums import Answer, ConversationStatus, StatementStatus
from .errors import ConversationError
from .models import Conversation, Opinion, Participant, Statement
from .permissions import is_open

# With fewer nobody could vote often enough to belong to a group.
LEAST_STATEMENTS = 7
MOST_WAITING = 5


@transaction.atomic
def create(
    *, akimat: Akimat, title: Texts, about: Texts, draft: Draft | None, actor: Any, at: datetime
) -> Conversation:
    require(title)
    require(about)
    made = Conversation.objects.create(
        akimat=akimat,
        draft=draft,
        created_at=at,
        **columns("title", title),
        **columns("about", about),
    )
    _record("hearings.conversation_created", made, actor, at)
    return made


@transaction.atomic
def change(
    *, conversation: Conversation, texts: Mapping[str, Texts], actor: Any, at: datetime
) -> Conversation:
    """Texts by the name of their field; the question itself is fixed once it is open."""
    conversation = _locked(conversation)
    if conversation.status != ConversationStatus.DRAFT and "title" in texts:
        raise HearingError("wrong_state", state=conversation.get_status_display())
    for name, words in texts.items():
        require(words)
        write(conversation, name, words)
    conversation.save()
    _record("hearings.conversation_changed", conversation, actor, at, fields=sorted(texts))
    return conversation


@transaction.atomic
def open_conversation(
    *, conversation: Conversation, closes_on: date, actor: Any, at: datetime
) -> Conversation:
    """Raises ConversationError: few_statements, closes_in_past; HearingError: wrong_state."""
    conversation = _locked(conversation)
    if conversation.status != ConversationStatus.DRAFT:
        raise HearingError("wrong_state", state=conversation.get_status_display())
    if closes_on <= timezone.localdate(at):
        raise ConversationError("closes_in_past")
    have = conversation.statements.filter(status=StatementStatus.PUBLISHED).count()
    if have < LEAST_STATEMENTS:
        raise ConversationError("few_statements", least=LEAST_STATEMENTS, have=have)
    conversation.status, conversation.opened_at = ConversationStatus.OPEN, at
    conversation.closes_on = closes_on
    conversation.save(update_fields=["status", "opened_at", "closes_on"])
    _record("hearings.conversation_opened", conversation, actor, at, until=closes_on.isoformat())
    notices.tell_opened(conversation, at)
    return conversation


@transaction.atomic
def close(*, conversation: Conversation, actor: Any, at: datetime) -> Conversation:
    """By its last day, or by a moderator; the result is computed a last time."""
    conversation = _locked(conversation)
    if conversation.status != ConversationStatus.OPEN:
        raise HearingError("wrong_state", state=conversation.get_status_display())
    conversation.status, conversation.closed_at = ConversationStatus.CLOSED, at
    conversation.save(update_fields=["status", "closed_at"])
    compute(conversation=conversation, at=at)
    _record("hearings.conversation_closed", conversation, actor, at)
    notices.tell_closed(conversation, at)
    return conversation


@transaction.atomic
def add_statement(
    *, conversation: Conversation, texts: Texts, language: str, actor: Any, at: datetime
) -> Statement:
    """A statement of the akimat, public at once. Raises ConversationError: said_already."""
    require(texts)
    return _said(conversation, None, texts, language, StatementStatus.PUBLISHED, actor=actor, at=at)


@transaction.atomic
def suggest(
    *, conversation: Conversation, text: str, language: str, actor: Person, at: datetime
) -> Statement:
    """A participant's statement, for the moderator to read. The person is locked while those that
    wait are counted. Raises ConversationError: not_open, empty, too_many_waiting, said_already."""
    if not is_open(conversation, at):
        raise ConversationError("not_open")
    if not text.strip():
        raise ConversationError("empty")
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    waiting = Statement.objects.filter(
        conversation=conversation, author=actor, status=StatementStatus.WAITING
    )
    if waiting.count() >= MOST_WAITING:
        raise ConversationError("too_many_waiting", most=MOST_WAITING)
    return _said(
        conversation, actor, {language: text}, language, StatementStatus.WAITING, actor=actor, at=at
    )


def _said(
    conversation: Conversation,
    author: Person | None,
    texts: Texts,
    language: str,
    status: StatementStatus,
    *,
    actor: Any,
    at: datetime,
) -> Statement:
    words = {code: " ".join(text.split()) for code, text in texts.items()}
    try:
        with transaction.atomic():
            made = Statement.objects.create(
                conversation=conversation,
                author=author,
                language=language,
                status=status,
                said_at=at,
                **columns("text", words),
            )
    except IntegrityError as error:
        raise ConversationError("said_already") from error
    _record("hearings.statement_said", conversation, actor, at, statement=made.pk)
    return made


@transaction.atomic
def publish(*, statement: Statement, texts: Texts, actor: Any, at: datetime) -> Statement:
    """Open a statement for votes, perhaps with translations; the author's wording stays."""
    statement = _locked_statement(statement)
    kept = {code: text for code, text in texts.items() if code != statement.language}
    for code, text in kept.items():
        setattr(statement, f"text_{code}", " ".join(text.split()))
    statement.status, statement.reason = StatementStatus.PUBLISHED, ""
    statement.save()
    _record("hearings.statement_published", statement.conversation, actor, at,
            statement=statement.pk)  # fmt: skip
    notices.tell_author(statement, "statement_published", at)
    return statement


@transaction.atomic
def hide(*, statement: Statement, reason: str, actor: Any, at: datetime) -> Statement:
    """Take a statement out, in public and with a reason. Raises ConversationError:
    reason_needed."""
    if not reason.strip():
        raise ConversationError("reason_needed")
    statement = _locked_statement(statement)
    statement.status, statement.reason = StatementStatus.HIDDEN, reason.strip()
    statement.save(update_fields=["status", "reason"])
    _record("hearings.statement_hidden", statement.conversation, actor, at,
            statement=statement.pk, reason=statement.reason)  # fmt: skip
    notices.tell_author(statement, "statement_hidden", at)
    return statement


@transaction.atomic
def give(*, statement: Statement, answer: int, actor: Person, at: datetime) -> Opinion:
    """Agree, disagree or pass; the last answer counts, and a press sent twice is one answer.

    Raises ConversationError: not_open, not_published, answer.
    """
    if answer not in Answer.values:
        raise ConversationError("answer")
    statement = Statement.objects.select_related("conversation").get(pk=statement.pk)
    if not is_open(statement.conversation, at):
        raise ConversationError("not_open")
    if statement.status != StatementStatus.PUBLISHED:
        raise ConversationError("not_published")
    participant, _new = Participant.objects.get_or_create(
        conversation=statement.conversation, person=actor
    )
    opinion, _new = Opinion.objects.update_or_create(
        participant=participant,
        statement=statement,
        defaults={"answer": answer, "given_at": at},
    )
    return opinion


@transaction.atomic
def compute(*, conversation: Conversation, at: datetime) -> Conversation:
    """Keep the groups of the votes as they are now; doing it twice changes nothing. While votes
    are taken, results move on by several people at once: two looks shall not tell one answer."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    through = results.last_vote(conversation)
    if conversation.result is not None and not results.is_due(conversation, through):
        return conversation
    found = results.compute(conversation)
    results.mark_groups(conversation, found)
    conversation.result = found.stored
    conversation.result_at, conversation.result_through = at, through
    conversation.save(update_fields=["result", "result_at", "result_through"])
    return conversation


def _locked(conversation: Conversation) -> Conversation:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("akimat")
    return rows.get(pk=conversation.pk)


def _locked_statement(statement: Statement) -> Statement:
    rows = Statement.objects.select_for_update(of=("self",))
    return rows.select_related("conversation__akimat", "author").get(pk=statement.pk)


def _record(verb: str, conversation: Conversation, actor: Any, at: datetime, **detail: Any) -> None:
    record(
        verb=verb, subject=conversation, at=at, actor=actor, akimat=conversation.akimat, **detail
    )
