"""Reads of opportunity cards."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commons.people.enums import Sector
from commons.proposals import queries as proposals
from commons.proposals.enums import PUBLIC, ProposalStatus
from commons.proposals.models import Comment, Proposal, Support

from ..models import Round
from ..stakeholders.enums import StakeholderStatus
from ..stakeholders.models import Stakeholder
from .enums import GONE, OpportunityStatus
from .models import Lineage, Opportunity

# The key of those who support a card and hold no seat in the room.
RESIDENT = "resident"
SORTS = ("newest", "supported", "discussed")


def of_round(round: Round) -> QuerySet[Opportunity]:
    """All cards, drafts too, with what their pages and lists show."""
    cards = Opportunity.objects.filter(round=round).select_related(
        "round__akimat",
        "event",
        "proposal__author",
        "proposal__call__territory",
        "proposal__akimat",
        "proposal__merged_into__opportunity",
    )
    return cards.order_by("-proposal__published_at", "-pk")


def readable(round: Round) -> QuerySet[Opportunity]:
    """What everyone may read, rejected and withdrawn cards included."""
    seen = Q(proposal__status__in=PUBLIC - {ProposalStatus.WITHDRAWN})
    taken_back = Q(proposal__status=ProposalStatus.WITHDRAWN, proposal__published_at__isnull=False)
    return of_round(round).filter(seen | taken_back)


def public(round: Round) -> QuerySet[Opportunity]:
    """Cards of the process, newest first: published ones and those merged into them."""
    shown = (ProposalStatus.PUBLISHED, ProposalStatus.MERGED)
    return of_round(round).filter(proposal__status__in=shown)


def standing(round: Round) -> QuerySet[Opportunity]:
    """Public cards that did not become others."""
    return (
        of_round(round).filter(proposal__status=ProposalStatus.PUBLISHED).exclude(status__in=GONE)
    )


def with_counts(cards: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Adds `support_count` and `comment_count`."""
    return cards.annotate(
        support_count=_count(Support.objects.all()), comment_count=_count(Comment.objects.all())
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = (
        rows.filter(proposal=OuterRef("proposal"))
        .order_by()
        .values("proposal")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def in_order(cards: QuerySet[Opportunity], sort: str) -> QuerySet[Opportunity]:
    """By one of SORTS; needs `with_counts`."""
    first = {"supported": ["-support_count"], "discussed": ["-comment_count"]}.get(sort, [])
    return cards.order_by(*first, "-proposal__published_at", "-pk")


def search(cards: QuerySet[Opportunity], round: Round, text: str) -> QuerySet[Opportunity]:
    """Cards whose texts have every word, in whatever form, or whose activity has them as they
    are written."""
    if round.call is None:
        return cards.none()
    found = proposals.search(Proposal.objects.filter(call=round.call), text)
    keys = list(found.values_list("pk", flat=True))
    return cards.filter(Q(proposal__in=keys) | Q(activity__icontains=text.strip()))


def _sector_of(round: OuterRef, person: OuterRef) -> Subquery:
    seats = Stakeholder.objects.filter(
        round=round, person=person, status=StakeholderStatus.ACCEPTED
    )
    return Subquery(seats.values("sector")[:1])


def support_by_sector(opportunities: Iterable[Opportunity]) -> dict[int, dict[str, int]]:
    """How many of each sector of the room, and how many without a seat ("resident"), support each
    card, by its key: every card and every group is there, in one query."""
    keys = [card.pk for card in opportunities]
    groups = [*Sector.values, RESIDENT]
    found = {key: dict.fromkeys(groups, 0) for key in keys}
    rows = (
        Support.objects.filter(proposal__opportunity__in=keys)
        .annotate(sector=_sector_of(OuterRef("proposal__opportunity__round"), OuterRef("person")))
        .order_by()
        .values_list("proposal__opportunity", "sector")
        .annotate(n=Count("pk"))
    )
    for key, sector, n in rows:
        found[key][sector or RESIDENT] += n
    return found


def seats_by_sector(round: Round) -> dict[str, int]:
    """How many people of each sector hold a seat with an account, so that they could support."""
    seats = Stakeholder.objects.filter(
        round=round, status=StakeholderStatus.ACCEPTED, person__isnull=False
    )
    counted = dict(seats.order_by().values_list("sector").annotate(n=Count("pk")))
    return {sector: counted.get(sector, 0) for sector in Sector.values}


def ancestors(card: Opportunity) -> QuerySet[Lineage]:
    """What became (part of) this card."""
    return (
        Lineage.objects.filter(target=card)
        .select_related("source__proposal__author", "source__round__akimat")
        .annotate(support_count=_supports_of("source__proposal"))
        .order_by("made_at", "pk")
    )


def descendants(card: Opportunity) -> QuerySet[Lineage]:
    """What this card became."""
    return (
        Lineage.objects.filter(source=card)
        .select_related("target__proposal__author", "target__round__akimat")
        .order_by("made_at", "pk")
    )


def _supports_of(path: str) -> Coalesce:
    counted = (
        Support.objects.filter(proposal=OuterRef(path))
        .order_by()
        .values("proposal")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def similar(card: Opportunity, limit: int = 5) -> list[Proposal]:
    """Published cards of the round about the same thing, as proposals, the most alike first."""
    proposal = card.proposal
    return proposals.similar(proposal.call, proposal.title, limit=limit, leave_out=proposal)


def draft_of(round: Round, person: Any) -> Opportunity | None:
    """The person's unfinished card in this round; there is at most one."""
    mine = of_round(round).filter(proposal__author=person, proposal__status=ProposalStatus.DRAFT)
    return mine.first()


def for_export(round: Round) -> QuerySet[Opportunity]:
    """All public cards with everything a table of them holds, oldest first."""
    lineage = Lineage.objects.order_by("pk")
    cards = with_counts(public(round)).prefetch_related(
        "partners", "assets", Prefetch("descendants", queryset=lineage)
    )
    return cards.order_by("pk")


def shortlisted(round: Round) -> QuerySet[Opportunity]:
    """The cards that are on the shortlist now."""
    return standing(round).filter(status=OpportunityStatus.SHORTLISTED).order_by("pk")
