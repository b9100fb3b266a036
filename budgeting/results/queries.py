"""Reads of results. None of it may reach a reader before the result is published."""

from django.db.models import Avg, QuerySet

from commons.territories.models import Akimat

from ..enums import RoundStatus
from ..models import Envelope, Project, ResultSummary, Round
from ..queries import rounds


def of_akimat(akimat: Akimat) -> QuerySet[Round]:
    """Rounds with what their result pages need; the source of an imported one without its rows."""
    return (
        rounds.of_akimat(akimat)
        .select_related("pabulib")
        .defer("pabulib__vote_rows", "pabulib__project_rows")
    )


def projects_of(envelope: Envelope) -> QuerySet[Project]:
    """Everything on the ballot of an envelope."""
    return (
        Project.objects.filter(envelope=envelope, option__isnull=False)
        .select_related("option", "proposal__category", "proposal__territory")
        .order_by("option__lot", "pk")
    )


def summary_of(envelope: Envelope) -> ResultSummary | None:
    """Without the file of the ballots, which is large."""
    return ResultSummary.objects.filter(envelope=envelope).defer("ballots_file").first()


def voted(round: Round) -> list[Envelope]:
    """The envelopes of the round that were voted on, the widest first. Reads prefetched rows."""
    return [envelope for envelope in round.envelopes.all() if envelope.poll_id]


def progress(round: Round) -> float:
    """How far the counts of the round are, 0 to 1. Says nothing of what is counted."""
    if round.status in (RoundStatus.COUNTED, RoundStatus.RESULT_PUBLISHED):
        return 1.0
    found = Envelope.objects.filter(round=round, poll__isnull=False).aggregate(
        mean=Avg("poll__tallies__progress")
    )
    return min(0.99, found["mean"] or 0.0)
