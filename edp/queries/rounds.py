"""Reads of discovery rounds."""

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
