"""Reads of a public consultation."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from commons.proposals.enums import CommentStatus
from commons.proposals.models import Comment

from ..enums import StageKind
from ..models import Round
from ..opportunities import queries as opportunities
from ..opportunities.enums import OpportunityStatus
from ..opportunities.models import Opportunity
from ..queries import stages
from .enums import Group
from .models import Rating, Response

# Fewer people of a group than these are not shown: one could tell who said what.
LEAST = 5
S = OpportunityStatus


def candidates(round: Round) -> QuerySet[Opportunity]:
    """What the public is, or was, asked about: the shortlist, also after the decision on it."""
    decided = Q(status__in=(S.CHOSEN, S.RESERVE, S.NOT_CHOSEN), shortlisted_at__isnull=False)
    cards = opportunities.standing(round).filter(Q(status=S.SHORTLISTED) | decided)
    return cards.order_by("proposal__title", "pk")


def own_ratings(round: Round, person: Any) -> dict[int, int]:
    """The person's ratings by the key of the card."""
    if not person.is_authenticated:
        return {}
    mine = Rating.objects.filter(person=person, opportunity__round=round)
    return dict(mine.values_list("opportunity", "value"))


def people_who_rated(round: Round) -> int:
    rated = Rating.objects.filter(opportunity__round=round)
    return rated.values("person").distinct().count()


def counts(cards: Iterable[Opportunity]) -> dict[int, dict[str, list[int]]]:
    """How often each group gave 1 to 5 to each card: {card: {group: [n1, n2, n3, n4, n5]}}.

    Unsuppressed: show it through `results.results` only.
    """
    keys = [card.pk for card in cards]
    found = {key: {group: [0] * 5 for group in Group.values} for key in keys}
    rows = Rating.objects.filter(opportunity__in=keys).order_by()
    rows_of = rows.values_list("opportunity", "group", "value").annotate(n=Count("pk"))
    for key, group, value, n in rows_of:
        found[key][group][value - 1] = n
    return found


def comments(round: Round, *, answered: bool | None = None) -> QuerySet[Comment]:
    """Comments of the consultation that ask for a reply: written on its cards while it ran, by
    people who did not speak for the akimat; each with `is_answered`. Oldest first.

    Replies within a thread are answered with it and are not counted by themselves. With `answered`
    only those that were answered, or were not.
    """
    stage = stages.stage(round, StageKind.CONSULTATION)
    if stage is None:
        return Comment.objects.none()
    answers = Comment.objects.filter(parent=OuterRef("pk"), official=True).exclude(
        status=CommentStatus.HIDDEN
    )
    found = (
        Comment.objects.filter(
            proposal__opportunity__in=candidates(round).order_by().values("pk"),
            parent__isnull=True,
            official=False,
            created_at__gte=stage.opens_at,
            created_at__lt=stage.closes_at,
        )
        .exclude(status=CommentStatus.HIDDEN)
        .annotate(is_answered=Exists(answers))
        .select_related("author", "proposal__opportunity", "proposal__call", "proposal__akimat")
        .order_by("created_at", "pk")
    )
    return found if answered is None else found.filter(is_answered=answered)


def with_answers(found: QuerySet[Comment]) -> QuerySet[Comment]:
    """Each with `answers`: the official replies."""
    official = Comment.objects.filter(official=True).exclude(status=CommentStatus.HIDDEN)
    return found.prefetch_related(
        Prefetch(
            "replies",
            queryset=official.select_related("author").order_by("created_at", "pk"),
            to_attr="answers",
        )
    )


def answered_share(round: Round) -> tuple[int, int]:
    """How many comments of the consultation were answered, and how many there are."""
    counted = (
        comments(round)
        .order_by()
        .aggregate(total=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)))
    )
    return counted["answered"], counted["total"]


def responses(round: Round) -> QuerySet[Response]:
    """All rows of “you said, we did”, in their order, with the comments they answer."""
    said = Comment.objects.exclude(status=CommentStatus.HIDDEN).select_related(
        "author", "proposal__opportunity"
    )
    return (
        Response.objects.filter(round=round)
        .prefetch_related(Prefetch("comments", queryset=said.order_by("created_at", "pk")))
        .order_by("position", "pk")
    )


def published_responses(round: Round) -> QuerySet[Response]:
    return responses(round).filter(published_at__isnull=False)
