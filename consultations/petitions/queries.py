"""Reads of petitions and their signatures."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import TruncDate

from commons.proposals import queries as proposals
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Call, Proposal
from commons.territories.models import Akimat, Territory

from ..meetings.models import Meeting
from .enums import ACCEPTED, PetitionStatus
from .models import PaperShare, Petition, Signature, SignatureBatch

SORTS = ("signed", "newest", "ending")


def of_akimat(akimat: Akimat) -> QuerySet[Petition]:
    """All of them, drafts too, with what pages and lists show; newest first."""
    return (
        Petition.objects.filter(akimat=akimat)
        .select_related(
            "akimat__territory",
            "handler",
            "answered_by",
            "rejected_by",
            "appeal",
            "proposal__author",
            "proposal__call__territory",
            "proposal__akimat",
            "proposal__territory",
        )
        .order_by(F("opened_at").desc(nulls_last=True), "-pk")
    )


def listed(akimat: Akimat) -> QuerySet[Petition]:
    """What everybody finds: accepted, with enough signatures to be listed."""
    found = of_akimat(akimat).filter(listed_at__isnull=False)
    return found.filter(status__in=[*ACCEPTED, PetitionStatus.WITHDRAWN])


def gathering(akimat: Akimat) -> QuerySet[Petition]:
    return listed(akimat).filter(status=PetitionStatus.GATHERING)


def rejected(akimat: Akimat) -> QuerySet[Petition]:
    """Every rejection that stands, the latest first."""
    found = of_akimat(akimat).filter(status=PetitionStatus.REJECTED)
    return found.order_by(F("rejected_at").desc(nulls_last=True), "-pk")


def in_order(petitions: QuerySet[Petition], sort: str) -> QuerySet[Petition]:
    """By one of SORTS. Ending: what still gathers comes first."""
    if sort == "newest":
        return petitions.order_by("-opened_at", "-pk")
    if sort == "ending":
        open_first = Case(When(status=PetitionStatus.GATHERING, then=0), default=1)
        return petitions.order_by(open_first, "gather_until", "-pk")
    return petitions.order_by("-signed", "-opened_at", "-pk")


def search(petitions: QuerySet[Petition], akimat: Akimat, text: str) -> QuerySet[Petition]:
    """Petitions in which every word is found, in whatever form."""
    mine = Proposal.objects.filter(akimat=akimat, petition__isnull=False)
    keys = list(proposals.search(mine, text).values_list("pk", flat=True))
    return petitions.filter(proposal__in=keys)


def similar(petition: Petition, limit: int = 5) -> list[Petition]:
    """Petitions about the same thing that gather signatures or were answered, the most alike
    first; also those below the number from which they are listed: signing one beats a second."""
    proposal = petition.proposal
    found = proposals.similar(proposal.call, proposal.title, limit=limit, leave_out=proposal)
    ranks = {one.pk: rank for rank, one in enumerate(found)}
    rows = of_akimat(petition.akimat).filter(proposal__in=ranks)
    return sorted(rows, key=lambda one: ranks[one.proposal_id])


def draft_of(akimat: Akimat, person: Any) -> Petition | None:
    """The person's unfinished petition; there is at most one."""
    if not person.is_authenticated:
        return None
    mine = of_akimat(akimat).filter(proposal__author=person)
    return mine.filter(proposal__status=ProposalStatus.DRAFT).first()


def call_of(akimat: Akimat) -> Call | None:
    found = Call.objects.filter(akimat=akimat, proposals__petition__isnull=False)
    return found.select_related("territory", "akimat").first()


def signature_of(petition: Petition, person: Any) -> Signature | None:
    """The person's own, also where they signed with an account that is gone."""
    if not person.is_authenticated or person.elector_id is None:
        return None
    return Signature.objects.filter(petition=petition, elector=person.elector_id).first()


def signatures(petition: Petition) -> QuerySet[Signature]:
    """Those on the site, the latest first."""
    rows = Signature.objects.filter(petition=petition).select_related("person", "territory")
    return rows.order_by("-signed_at", "-pk")


def batches(petition: Petition) -> QuerySet[SignatureBatch]:
    rows = SignatureBatch.objects.filter(petition=petition)
    return rows.select_related(
        "entered_by", "confirmed_by", "refused_by", "petition__akimat", "petition__proposal"
    ).order_by("entered_at", "pk")


def open_batches(akimat: Akimat) -> QuerySet[SignatureBatch]:
    return SignatureBatch.objects.filter(
        petition__akimat=akimat, confirmed_at__isnull=True, refused_at__isnull=True
    )


def meetings(petition: Petition) -> QuerySet[Meeting]:
    """Announced hearings about it."""
    rows = Meeting.objects.filter(petition=petition, announced_at__isnull=False)
    return rows.order_by("starts_at", "pk")


@dataclass(frozen=True)
class ByDistrict:
    """Signatures of one district; None for the small ones together."""

    territory: Territory | None
    count: int


def by_district(petition: Petition, least: int) -> list[ByDistrict]:
    """Signatures by where the signers live, the most first. Districts with fewer than `least` are
    one line; if that line is too small itself, the next smallest joins it, so that nobody can
    work it out by subtraction. Two queries."""
    counts: dict[int, int] = {}
    online = Signature.objects.filter(petition=petition).order_by().values_list("territory")
    paper = PaperShare.objects.filter(
        batch__petition=petition, batch__confirmed_at__isnull=False
    ).order_by()
    for key, n in online.annotate(n=Count("pk")):
        counts[key] = counts.get(key, 0) + n
    for key, n in paper.values_list("territory").annotate(n=Sum("count")):
        counts[key] = counts.get(key, 0) + n
    places = Territory.objects.in_bulk(counts)
    rising = sorted(counts.items(), key=lambda item: (item[1], places[item[0]].name))
    pooled = 0
    while rising and (rising[0][1] < least or 0 < pooled < least):
        pooled += rising.pop(0)[1]
    shown = [ByDistrict(places[key], n) for key, n in reversed(rising)]
    return [*shown, ByDistrict(None, pooled)] if pooled else shown


def by_day(petition: Petition, since: date) -> dict[date, int]:
    """Signatures on the site by day, from a day on."""
    rows = Signature.objects.filter(petition=petition, signed_at__date__gte=since)
    days = rows.annotate(day=TruncDate("signed_at")).order_by().values_list("day")
    return dict(days.annotate(n=Count("pk")))


def last_week(petition: Petition, today: date) -> int:
    return sum(by_day(petition, today - timedelta(days=6)).values())


@dataclass(frozen=True)
class Figures:
    """How the akimat deals with petitions: all that were handed in."""

    submitted: int
    accepted: int
    rejected: int
    decided_late: int
    waiting: int
    waiting_late: int
    lapsed: int
    reached: int
    answered: int
    in_time: int
    overdue: int
    appeals: int
    upheld: int

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def rejected_share(self) -> float | None:
        return self.rejected / self.decided if self.decided else None


def figures(akimat: Akimat, today: date) -> Figures:
    """One query. Who withdrew before a decision was handed in and not decided."""
    done = Q(status=PetitionStatus.ANSWERED)
    waits = Q(status=PetitionStatus.MODERATION)
    decided_on = F("proposal__published_at__date")
    rows = Petition.objects.filter(akimat=akimat, proposal__submitted_at__isnull=False)
    return Figures(
        **rows.aggregate(
            submitted=Count("pk"),
            accepted=Count("pk", filter=Q(opened_at__isnull=False)),
            rejected=Count("pk", filter=Q(status=PetitionStatus.REJECTED)),
            decided_late=Count(
                "pk",
                filter=Q(moderation_due_on__lt=decided_on)
                | Q(moderation_due_on__lt=F("rejected_at__date"), opened_at__isnull=True),
            ),
            waiting=Count("pk", filter=waits),
            waiting_late=Count("pk", filter=waits & Q(moderation_due_on__lt=today)),
            lapsed=Count("pk", filter=Q(status=PetitionStatus.LAPSED)),
            reached=Count("pk", filter=Q(reached_at__isnull=False)),
            answered=Count("pk", filter=done),
            in_time=Count("pk", filter=done & Q(answered_at__date__lte=F("consider_due_on"))),
            overdue=Count(
                "pk", filter=Q(status=PetitionStatus.CONSIDERED, consider_due_on__lt=today)
            ),
            appeals=Count("appeal"),
            upheld=Count("appeal", filter=Q(appeal__is_upheld=True)),
        )
    )


def signed_by(person: Any) -> QuerySet[Signature]:
    """A person's signatures in all akimats, the latest first."""
    rows = Signature.objects.filter(person=person)
    return rows.select_related("petition__proposal", "petition__akimat").order_by(
        "-signed_at", "-pk"
    )


def written_by(person: Any) -> QuerySet[Petition]:
    rows = Petition.objects.filter(proposal__author=person)
    return rows.select_related("proposal", "akimat").order_by("-proposal__updated_at", "-pk")
