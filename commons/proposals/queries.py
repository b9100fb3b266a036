"""Reads of calls, proposals and comments."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import MD5, Cast, Coalesce, Concat, Greatest, Left

from commons.territories.models import Akimat, Territory

from .enums import PUBLIC, AttachmentKind, ProposalStatus
from .models import Attachment, Call, Comment, Proposal, Support
from .plain_words import stem, words

# How alike two titles must be to be shown as similar, and a word to count as found; less will do
# when nothing else is found.
SIMILAR = 0.3
FOUND = 0.5
FORGIVEN = 0.4
# More words than these would only make the search slower; slips in a text are forgiven in so many
# of its first characters.
WORDS_SEARCHED = 6
OPENING = 300

SORTS = ("newest", "supported", "random")


def calls(akimat: Akimat) -> QuerySet[Call]:
    """All calls of an akimat, the latest first."""
    return Call.objects.filter(akimat=akimat).select_related("territory", "akimat")


def listed_calls(akimat: Akimat) -> QuerySet[Call]:
    """Calls whose proposals are read on the pages of this app."""
    return calls(akimat).filter(has_own_pages=False)


def open_calls(akimat: Akimat, at: datetime) -> QuerySet[Call]:
    return listed_calls(akimat).filter(opens_at__lte=at, closes_at__gt=at)


def districts_of(call: Call) -> QuerySet[Territory]:
    """Places a proposal of the call can be about: its territory and the units one level below."""
    place = call.territory
    return Territory.objects.filter(
        kato__startswith=place.prefix, level__in=(place.level, place.level + 1)
    ).order_by("level", "name", "kato")


def is_public() -> Q:
    """Seen by everyone: published, rejected, merged; withdrawn only if it had been published."""
    seen = Q(status__in=PUBLIC - {ProposalStatus.WITHDRAWN})
    return seen | Q(status=ProposalStatus.WITHDRAWN, published_at__isnull=False)


def public(call: Call) -> QuerySet[Proposal]:
    """What everyone may read in a call, newest first."""
    return _public_of(call.akimat).filter(call=call)


def public_in(akimat: Akimat) -> QuerySet[Proposal]:
    """What everyone may read in an akimat, newest first, but for what has pages elsewhere."""
    return _public_of(akimat).filter(call__has_own_pages=False)


def _public_of(akimat: Akimat) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(is_public(), akimat=akimat)
    return found.order_by(F("published_at").desc(nulls_last=True), "-pk")


def published(call: Call) -> QuerySet[Proposal]:
    """Those still in the running."""
    return public(call).filter(status=ProposalStatus.PUBLISHED)


def with_counts(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Adds `support_count` and `comment_count` by subquery, so that the two cannot multiply."""
    return proposals.annotate(
        support_count=_count(Support.objects.all()), comment_count=_count(Comment.objects.all())
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = (
        rows.filter(proposal=OuterRef("pk"))
        .order_by()
        .values("proposal")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_support_of(proposals: QuerySet[Proposal], person: Any) -> QuerySet[Proposal]:
    """Adds `is_supported`: whether this person backs it."""
    if not person.is_authenticated:
        return proposals.annotate(is_supported=Value(False))
    mine = Support.objects.filter(proposal=OuterRef("pk"), person=person)
    return proposals.annotate(is_supported=Exists(mine))


def for_list(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """All that a list shows, in a constant number of queries."""
    images = Attachment.objects.filter(kind=AttachmentKind.IMAGE).order_by("pk")
    return (
        with_counts(proposals)
        .select_related("call", "akimat", "category", "territory", "author", "merged_into__call")
        .prefetch_related(Prefetch("attachments", queryset=images, to_attr="images"))
        .defer("plain_text", "plain_title")
    )


def search(proposals: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    """Proposals in which every word is found, in whatever form; best titles first.

    A title forgives slips in a word by its trigrams; a long text is searched for beginnings of
    words, which is much quicker, and forgives slips in its first lines when nothing else is found.
    """
    asked = words(text)[:WORDS_SEARCHED]
    if not asked:
        return proposals.none() if text.strip() else proposals
    ranks = {
        f"rank_{n}": TrigramWordSimilarity(word, "plain_title") for n, word in enumerate(asked)
    }
    ranked = proposals.annotate(**ranks)
    total = sum((F(name) for name in ranks), Value(0.0, output_field=FloatField()))
    ranked = ranked.annotate(rank=total).order_by("-rank", "-published_at", "-pk")
    exact = forgiving = ranked
    for name, word in zip(ranks, asked, strict=True):
        in_title = Q(**{f"{name}__gte": FOUND})
        exact = exact.filter(in_title | Q(plain_text__contains=stem(word)))
        opening = {f"opening_{name}": TrigramWordSimilarity(word, Left("plain_text", OPENING))}
        near = Q(**{f"{name}__gte": FORGIVEN}) | Q(**{f"opening_{name}__gte": FORGIVEN})
        forgiving = forgiving.annotate(**opening).filter(near)
    return exact if exact.exists() else forgiving


def in_order(proposals: QuerySet[Proposal], sort: str, seed: str = "") -> QuerySet[Proposal]:
    """Sorted by one of SORTS. `random` is the same for the same seed, so that pages do not mix."""
    if sort == "supported":
        return proposals.order_by(F("support_count").desc(), "-published_at", "-pk")
    if sort == "random":
        drawn = MD5(Concat(Value(seed), Cast("pk", CharField())))
        return proposals.annotate(drawn=drawn).order_by("drawn", "pk")
    return proposals.order_by(F("published_at").desc(nulls_last=True), "-pk")


def similar(
    call: Call, title: str, limit: int = 5, leave_out: Proposal | None = None
) -> list[Proposal]:
    """Published proposals of the call about the same thing, the most alike first, with
    `likeness` from 0 to 1.

    Trigrams of titles do not mind the endings of Kazakh and Russian words: titles are compared as
    wholes, and the new one with the best part of each. After those come proposals whose text has
    all the longer words of the new title.
    """
    asked = words(title)
    sought = " ".join(asked)
    if len(sought) < 4:
        return []
    others = published(call).filter(closed_at__isnull=True)
    others = others.exclude(pk=leave_out.pk) if leave_out else others
    found = others.annotate(
        likeness=Greatest(
            TrigramSimilarity("plain_title", sought),
            TrigramWordSimilarity(sought, "plain_title") * Value(0.8, output_field=FloatField()),
        )
    )
    alike = Q(likeness__gte=SIMILAR)
    long_words = [word for word in asked if len(word) >= 5]
    if len(long_words) > 1:
        alike |= Q(*(Q(plain_text__contains=stem(word)) for word in long_words))
    near = found.filter(alike).order_by("-likeness", "-pk")
    return list(with_counts(near).select_related("call", "akimat", "territory")[:limit])


def of_author(person: Any, akimat: Akimat) -> QuerySet[Proposal]:
    """A person's own proposals in an akimat, drafts first, then the latest."""
    mine = with_counts(Proposal.objects.filter(author=person, akimat=akimat))
    return mine.select_related("call", "akimat", "category").order_by(
        F("submitted_at").desc(nulls_first=True), "-pk"
    )


def draft(call: Call, person: Any) -> Proposal | None:
    """The person's draft in this call; there is at most one."""
    found = Proposal.objects.filter(call=call, author=person, status=ProposalStatus.DRAFT)
    return found.select_related("call", "akimat").first()


def latest_of(person: Any) -> QuerySet[Proposal]:
    """A person's own proposals in all akimats, the last touched first."""
    mine = Proposal.objects.filter(author=person).select_related("call", "akimat")
    return mine.order_by("-updated_at", "-pk")


def threads(proposal: Proposal) -> QuerySet[Comment]:
    """Top comments in order, each with its `thread` of replies, in two queries."""
    rows = Comment.objects.filter(proposal=proposal).select_related("author")
    rows = rows.order_by("created_at", "pk")
    replies = Prefetch("replies", queryset=rows, to_attr="thread")
    return rows.filter(parent__isnull=True).prefetch_related(replies)


def merged_into(heir: Proposal) -> QuerySet[Proposal]:
    """Proposals that were merged into this one."""
    merged = Proposal.objects.filter(merged_into=heir, status=ProposalStatus.MERGED)
    return merged.select_related("author", "call", "akimat").order_by("pk")


def backing(proposal: Proposal) -> QuerySet[Support]:
    return Support.objects.filter(proposal=proposal)
