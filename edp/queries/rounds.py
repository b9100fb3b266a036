"""Reads of discovery rounds."""

from datetime import datetime

from django.db.models import QuerySet

from commons.territories.models import Akimat

from ..enums import RoundStatus
from ..models import Round


def of_akimat(akimat: Akimat) -> QuerySet[Round]:
    """All rounds of an akimat with what every page of theirs shows, the latest first."""
    rounds = Round.objects.filter(akimat=akimat).select_related(
        "akimat__territory", "territory", "call", "previous"
    )
    return rounds.prefetch_related("phases").order_by("-announced_at", "-pk")


def public(akimat: Akimat) -> QuerySet[Round]:
    return of_akimat(akimat).exclude(status=RoundStatus.DRAFT)


def running(at: datetime) -> QuerySet[Round]:
    """Announced rounds of all active akimats that have a stage open now or ahead of them."""
    rounds = Round.objects.filter(
        akimat__is_active=True, status=RoundStatus.ANNOUNCED, phases__closes_at__gt=at
    )
    return (
        rounds.select_related("akimat__territory", "territory", "call", "previous")
        .prefetch_related("phases")
        .distinct()
        .order_by("pk")
    )


def places_with_plans() -> list[str]:
    """KATO codes of active akimats in which a discovery round was brought to its end."""
    found = Round.objects.filter(status=RoundStatus.CLOSED, akimat__is_active=True, close_reason="")
    return list(
        found.order_by("akimat__territory__kato")
        .values_list("akimat__territory__kato", flat=True)
        .distinct()
    )
