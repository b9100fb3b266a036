"""Reads of the evidence of a round, and of the library."""

from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from commons.people.models import Person

from ..models import (
    Asset,
    AssetRemark,
    LibraryEntry,
    LibraryLink,
    Opportunity,
    Round,
    SwotItem,
    SwotSupport,
    TrendNote,
)
from ..opportunities.queries import public
from .enums import Dimension, Mobility, RemarkKind

_FIRST = Case(
    When(mobility=Mobility.IMMOBILE, then=Value(0)), default=Value(1), output_field=IntegerField()
)
_DIMENSION = Case(
    *[When(dimension=one, then=Value(place)) for place, one in enumerate(Dimension.values)],
    output_field=IntegerField(),
)


def assets(round: Round) -> QuerySet[Any]:
    """Standing strengths by dimension, what cannot leave the region first; with the counts
    `supports` and `disputes` and the public cards that build on each."""
    stands = Q(remarks__withdrawn_at=None)
    cards = public(round)
    return (
        Asset.objects.filter(round=round, withdrawn_at=None)
        .select_related("territory")
        .prefetch_related(Prefetch("opportunities", queryset=cards, to_attr="built_on"))
        .annotate(
            supports=_count(stands & Q(remarks__kind=RemarkKind.SUPPORT)),
            disputes=_count(stands & Q(remarks__kind=RemarkKind.DISPUTE)),
        )
        .order_by(_DIMENSION, _FIRST, "pk")
    )


def _count(condition: Q) -> Count:
    return Count("remarks", filter=condition, distinct=True)


def disputed(round: Round) -> int:
    """How many standing strengths somebody disputes."""
    doubts = AssetRemark.objects.filter(
        asset__round=round,
        asset__withdrawn_at=None,
        withdrawn_at=None,
        kind=RemarkKind.DISPUTE,
    )
    return doubts.values("asset").distinct().count()


def remarks(asset: Asset) -> QuerySet[AssetRemark]:
    """Standing ones, disputes first, then the earliest."""
    return AssetRemark.objects.filter(asset=asset, withdrawn_at=None).order_by(
        "kind", "made_at", "pk"
    )


def swot(round: Round, person: Person | None = None) -> QuerySet[Any]:
    """Standing entries, agreed ones first, then the most supported; with `support_count`, whether
    the person supports each (`is_mine`), and what was merged into it."""
    rows = (
        SwotItem.objects.filter(round=round, withdrawn_at=None, merged_into=None)
        .annotate(support_count=Count("supports", distinct=True))
        .prefetch_related(Prefetch("merged", SwotItem.objects.order_by("pk")), "supports")
    )
    mine = SwotSupport.objects.filter(item=OuterRef("pk"), person=person)
    rows = rows.annotate(is_mine=Exists(mine))
    return rows.order_by("quadrant", "-support_count", "pk")


def trends(round: Round) -> QuerySet[TrendNote]:
    """The nearest first."""
    return TrendNote.objects.filter(round=round, withdrawn_at=None).order_by("horizon_years", "pk")


def library() -> QuerySet[LibraryEntry]:
    """Entries of all akimats, the best founded first."""
    return (
        LibraryEntry.objects.filter(withdrawn_at=None)
        .select_related("akimat")
        .order_by("-strength", "-added_at", "-pk")
    )


def matching(rows: QuerySet[LibraryEntry], words: str) -> QuerySet[LibraryEntry]:
    """Entries that hold every one of the words, in any language."""
    for word in words.split()[:8]:
        condition = Q(source__icontains=word)
        for name in ("title", "place", "tried", "result"):
            for code in ("kk", "ru", "en"):
                condition |= Q(**{f"{name}_{code}__icontains": word})
        rows = rows.filter(condition)
    return rows


def links_of_round(round: Round) -> QuerySet[LibraryLink]:
    rows = LibraryLink.objects.filter(round=round, entry__withdrawn_at=None)
    return rows.select_related("entry", "opportunity__proposal").order_by("pk")


def links_of_entry(entry: LibraryEntry) -> QuerySet[LibraryLink]:
    """Links from announced rounds, as everybody reads them."""
    rows = LibraryLink.objects.filter(entry=entry, round__announced_at__isnull=False)
    return rows.select_related("round__akimat", "opportunity__proposal").order_by("pk")


def linkable(round: Round) -> QuerySet[Opportunity]:
    return public(round)
