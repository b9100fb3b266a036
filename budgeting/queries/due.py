"""What the clock has brought: the sweep's work."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ..enums import PhaseKind, ProjectStatus, RoundStatus
from ..models import Project, Round


def votes_over(at: datetime) -> QuerySet[Round]:
    """Rounds still open whose announced end of voting has come."""
    return Round.objects.filter(
        status=RoundStatus.VOTING_OPEN,
        phases__kind=PhaseKind.VOTING,
        phases__closes_at__lte=at,
    ).order_by("pk")


def uncounted() -> QuerySet[Round]:
    return Round.objects.filter(status=RoundStatus.VOTING_CLOSED).order_by("pk")


def lapsed_corrections(at: datetime) -> QuerySet[Project]:
    """Projects whose author let the correction time pass."""
    return (
        Project.objects.filter(
            status=ProjectStatus.CORRECTION,
            due_date__lt=timezone.localdate(at),
            round__status=RoundStatus.ANNOUNCED,
        )
        .select_related("round")
        .order_by("pk")
    )
