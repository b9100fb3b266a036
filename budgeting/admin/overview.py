"""What the page of one round shows: where it stands, its steps, its numbers."""

from datetime import datetime
from typing import Any

from django.db.models import Count

from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal
from commons.voting import queries as votes

from ..enums import ProjectStatus, RoundStatus, Step
from ..links import of_round
from ..models import Round
from ..queries import people
from ..standing import standing
from . import steps, urns

COUNTING = (RoundStatus.VOTING_CLOSED, RoundStatus.COUNTED, RoundStatus.RESULT_PUBLISHED)


def overview(round: Round, at: datetime) -> dict[str, Any]:
    """A dozen queries, however large the round is."""
    coming = steps.next_of(round)
    coming_at = steps.awaited(round, coming) if coming else None
    envelopes = list(round.envelopes.select_related("territory", "poll"))
    return {
        "standing": standing(round, at),
        "phases": [
            {
                "title": phase.get_kind_display(),
                "at": phase.opens_at,
                "until": phase.closes_at,
                "state": "done" if phase.is_over(at) else "now" if phase.is_open(at) else "",
            }
            for phase in round.phases.all()
        ],
        "rail": steps.rail(round, coming),
        "coming": coming,
        "coming_words": steps.STEPS[coming] if coming else None,
        "coming_at": coming_at,
        "coming_due": coming == Step.ANNOUNCE or (coming_at is not None and coming_at <= at),
        "proposals": _by_status(
            Proposal.objects.filter(call=round.call_id).exclude(status=ProposalStatus.DRAFT),
            ProposalStatus,
        )
        if round.call_id
        else [],
        "projects": _by_status(round.projects.all(), ProjectStatus),
        "envelopes": _envelopes(envelopes),
        "money": sum(envelope.budget_tenge for envelope in envelopes),
        "council": list(round.council.select_related("person").order_by("person__name", "pk")),
        "specialists": list(people.specialists(round.akimat)),
        "amendments": list(round.amendments.select_related("made_by")),
        "has_count": round.status in COUNTING,
        "public_url": of_round(round) if round.announced_at else "",
        "is_draft": round.status == RoundStatus.DRAFT,
        "is_announced": round.status == RoundStatus.ANNOUNCED,
        "is_fixed": round.status == RoundStatus.BALLOT_FIXED,
        "is_voting": round.status == RoundStatus.VOTING_OPEN,
        "takes_urns": round.status in urns.WHILE and not round.imported_from,
        "may_audit": round.status in COUNTING and not round.imported_from,
        "is_published": round.status == RoundStatus.RESULT_PUBLISHED,
    }


def _by_status(rows: Any, kinds: Any) -> list[tuple[str, str, int]]:
    """(state, its words, how many), in the order of the states; empty states are left out."""
    counted = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return [(kind.value, str(kind.label), counted[kind]) for kind in kinds if counted.get(kind)]


def _envelopes(envelopes: list[Any]) -> list[dict[str, Any]]:
    polls = [envelope.poll_id for envelope in envelopes if envelope.poll_id]
    turnouts = votes.turnouts(polls) if polls else {}
    return [
        {
            "pk": envelope.pk,
            "place": envelope.territory,
            "budget": envelope.budget_tenge,
            "poll": envelope.poll_id,
            "turnout": turnouts.get(envelope.poll_id),
        }
        for envelope in envelopes
    ]
