"""What a moderator must know of the projects before the ballot is fixed."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from commons.territories.workdays import add_working_days

from .. import texts
from ..enums import Decision, ProjectStatus
from ..models import Project, Review, Round

UNDECIDED = frozenset({ProjectStatus.REVIEW, ProjectStatus.CORRECTION, ProjectStatus.APPEALED})


def projects(round: Round) -> QuerySet[Project]:
    """The projects of the round with all that decides about them."""
    return (
        Project.objects.filter(round=round)
        .select_related(
            "proposal", "envelope__territory", "exclusive_group", "appeal", "round__akimat"
        )
        .prefetch_related("reviews")
        .order_by("pk")
    )


def standing_review(project: Project) -> Review | None:
    """The newest finding: the one that stands. Reads prefetched reviews."""
    return next(iter(project.reviews.all()), None)


def has_reason(project: Project) -> bool:
    """An infeasible project says why, in Kazakh and in Russian."""
    review = standing_review(project)
    return review is not None and not texts.missing(texts.read(review, "reason"))


def appeal_deadline(project: Project, review: Review) -> date:
    """The last day on which the author may appeal against the finding."""
    return add_working_days(timezone.localdate(review.made_at), project.round.akimat.appeal_days)


def appeal_open_until(project: Project, at: datetime) -> date | None:
    """That day while it has not passed and nobody has appealed; None otherwise."""
    review = standing_review(project)
    if project.status != ProjectStatus.INFEASIBLE or hasattr(project, "appeal"):
        return None
    if review is None or review.decision != Decision.INFEASIBLE:
        return None
    deadline = appeal_deadline(project, review)
    return deadline if timezone.localdate(at) <= deadline else None
