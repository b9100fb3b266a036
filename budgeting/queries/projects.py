"""Projects as pages show them."""

from collections.abc import Sequence

from django.db.models import Count, F, Prefetch, QuerySet

from commons.territories.models import Akimat

from ..enums import ProjectStatus, RoundStatus
from ..models import Appeal, Project, Review, Round

REVIEWS = Prefetch(
    "reviews", Review.objects.select_related("specialist").order_by("-made_at", "-pk")
)


def of_round(round: Round) -> QuerySet[Project]:
    """The projects of a round for a list, in the order of their numbers."""
    return (
        Project.objects.filter(round=round)
        .select_related(
            "proposal__category",
            "proposal__territory",
            "proposal__author",
            "envelope__territory",
            "option",
            "appeal",
            "round__akimat",
        )
        .prefetch_related(REVIEWS)
        .order_by("pk")
    )


def for_page(round: Round) -> QuerySet[Project]:
    """A project with everything its page shows."""
    return of_round(round).select_related(
        "round__call", "exclusive_group", "specialist", "appeal__decided_by"
    )


def of_proposals(proposal_ids: Sequence[int]) -> QuerySet[Project]:
    """The projects that these proposals became, where the round is public."""
    return (
        Project.objects.filter(proposal__in=proposal_ids)
        .exclude(round__status=RoundStatus.DRAFT)
        .select_related("proposal", "round__akimat", "option", "appeal")
        .prefetch_related(REVIEWS)
        .order_by("pk")
    )


def counted_by_status(round: Round) -> dict[str, int]:
    rows = Project.objects.filter(round=round).values_list("status").annotate(n=Count("pk"))
    return dict(rows.order_by())


def to_review(akimat: Akimat) -> QuerySet[Project]:
    """Projects of an akimat that wait for a specialist, the most urgent first."""
    return (
        Project.objects.filter(
            round__akimat=akimat,
            round__status=RoundStatus.ANNOUNCED,
            status=ProjectStatus.REVIEW,
        )
        .select_related(
            "proposal__category",
            "proposal__territory",
            "envelope__territory",
            "round__akimat",
            "specialist",
        )
        .prefetch_related("reviews")
        .order_by(F("due_date").asc(nulls_last=True), "pk")
    )


def appeals(akimat: Akimat, person_id: int) -> QuerySet[Appeal]:
    """Appeals in the rounds on whose council the person sits, undecided first."""
    return (
        Appeal.objects.filter(
            project__round__akimat=akimat, project__round__council__person=person_id
        )
        .select_related("project__proposal__author", "project__round__akimat", "decided_by")
        .prefetch_related("project__reviews")
        .order_by(F("decided_at").desc(nulls_first=True), "due_date", "pk")
    )
