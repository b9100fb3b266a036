"""Reads of conversations."""

from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import MD5, Cast, Coalesce, Concat
from django.utils import timezone

from commons.territories.models import Akimat

from .enums import ConversationStatus, StatementStatus
from .models import Conversation, Opinion, Participant, Statement


def of_akimat(akimat: Akimat) -> QuerySet[Conversation]:
    return Conversation.objects.filter(akimat=akimat).select_related("akimat", "draft")


def public(akimat: Akimat) -> QuerySet[Conversation]:
    """Open ones first, then the latest."""
    found = of_akimat(akimat).exclude(status=ConversationStatus.DRAFT)
    return with_counts(found).order_by(F("closed_at").desc(nulls_first=True), "-opened_at", "-pk")


def open_now(akimat: Akimat, at: datetime) -> QuerySet[Conversation]:
    today = timezone.localdate(at)
    return public(akimat).filter(status=ConversationStatus.OPEN, closes_on__gte=today)


def with_counts(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Adds `people_count`, `vote_count`, `statement_count` by subquery."""
    people = Participant.objects.filter(conversation=OuterRef("pk"))
    votes = Opinion.objects.filter(statement__conversation=OuterRef("pk"))
    statements = Statement.objects.filter(
        conversation=OuterRef("pk"), status=StatementStatus.PUBLISHED
    )
    return rows.annotate(
        people_count=_count(people, "conversation"),
        vote_count=_count(votes, "statement__conversation"),
        statement_count=_count(statements, "conversation"),
    )


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def published(conversation: Conversation) -> QuerySet[Statement]:
    return conversation.statements.filter(status=StatementStatus.PUBLISHED)


def hidden(conversation: Conversation) -> QuerySet[Statement]:
    return conversation.statements.filter(status=StatementStatus.HIDDEN)


def waiting(akimat: Akimat) -> QuerySet[Statement]:
    """Statements for the moderator to read, the oldest first."""
    return Statement.objects.filter(
        conversation__akimat=akimat, status=StatementStatus.WAITING
    ).select_related("conversation", "author")


def answers_of(conversation: Conversation, person: Any) -> dict[int, int]:
    """The person's own answers by statement."""
    if not person.is_authenticated:
        return {}
    mine = Opinion.objects.filter(
        participant__conversation=conversation, participant__person=person
    )
    return dict(mine.values_list("statement", "answer"))


def next_statement(conversation: Conversation, person: Any) -> Statement | None:
    """What the person has not answered: those with the fewest votes first, and among equals in an
    order of the person's own, so that not everybody begins with the same."""
    rows = published(conversation)
    if person.is_authenticated:
        mine = Opinion.objects.filter(
            participant__conversation=conversation, participant__person=person
        )
        rows = rows.exclude(pk__in=mine.values("statement"))
    seed = str(person.pk or "")
    own = MD5(Concat(Value(seed), Cast("pk", CharField())))
    return rows.annotate(n=Count("opinions"), own=own).order_by("n", "own").first()


def participant_of(conversation: Conversation, person: Any) -> Participant | None:
    if not person.is_authenticated:
        return None
    return Participant.objects.filter(conversation=conversation, person=person).first()


def running() -> QuerySet[Conversation]:
    """Open conversations of active akimats."""
    return Conversation.objects.filter(
        status=ConversationStatus.OPEN, akimat__is_active=True
    ).select_related("akimat")
