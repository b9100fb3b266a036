"""Rounds as pages show them."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from commons.proposals.enums import ProposalStatus
from commons.territories.models import Akimat

from ..enums import ProjectStatus, RoundStatus
from ..models import Envelope, Phase, Project, Round


def with_frame(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """With phases, envelopes and akimat, so that a list of any length takes the same queries."""
    return rounds.select_related("akimat__territory", "territory", "call").prefetch_related(
        Prefetch("phases", Phase.objects.order_by("opens_at")),
        Prefetch(
            "envelopes",
            Envelope.objects.select_related("territory", "poll").order_by(
                "territory__level", "territory__kato"
            ),
        ),
    )


def of_akimat(akimat: Akimat) -> QuerySet[Round]:
    """All rounds of an akimat, drafts too, the newest first."""
    return with_frame(Round.objects.filter(akimat=akimat)).order_by("-announced_at", "-pk")


def public(akimat: Akimat) -> QuerySet[Round]:
    return of_akimat(akimat).exclude(status=RoundStatus.DRAFT)


def running(at: datetime) -> QuerySet[Round]:
    """Announced rounds of all active akimats that have a phase open now or ahead of them."""
    return (
        with_frame(
            Round.objects.filter(akimat__is_active=True, phases__closes_at__gt=at)
            .exclude(status=RoundStatus.DRAFT)
            .filter(imported_from="")
        )
        .distinct()
        .order_by("pk")
    )


def places_with_results() -> list[str]:
    """KATO codes of active akimats that have published a result."""
    found = Round.objects.filter(
        status=RoundStatus.RESULT_PUBLISHED, akimat__is_active=True, imported_from=""
    )
    return list(
        found.order_by("akimat__territory__kato")
        .values_list("akimat__territory__kato", flat=True)
        .distinct()
    )


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Adds `proposal_count` and `project_count`, each by its own subquery."""
    return rounds.annotate(
        proposal_count=Count(
            "call__proposals",
            filter=Q(call__proposals__status=ProposalStatus.PUBLISHED),
            distinct=True,
        ),
        project_count=Count("projects", distinct=True),
    )


def numbers(round: Round) -> dict[str, int]:
    """Counts and money of one round: published proposals and projects by state."""
    found: dict[str, Any] = Project.objects.filter(round=round).aggregate(
        total=Count("pk"),
        **{str(status): Count("pk", filter=Q(status=status)) for status in ProjectStatus.values},
        won_tenge=Sum("cost_tenge", filter=Q(status=ProjectStatus.WON)),
    )
    found["proposals"] = (
        round.call.proposals.filter(status=ProposalStatus.PUBLISHED).count() if round.call else 0
    )
    return {name: value or 0 for name, value in found.items()}
