"""What two moderators agree to before a step of a round, and who has agreed to it."""

from typing import Any

from commons.rounds import approvals
from commons.rounds.rules import fingerprint as hashed
from commons.voting import queries as votes

from ..enums import Step
from ..models import Approval, Round


def fingerprint(round: Round, step: str) -> str:
    """SHA-256 of the content as canonical JSON."""
    return hashed(content(round, step))


def standing(round: Round, step: str) -> list[Approval]:
    return approvals.standing(
        Approval, round=round, step=step, fingerprint=fingerprint(round, step)
    )


def content(round: Round, step: str) -> dict[str, Any]:
    """All that the step makes final: whatever of it changes, nobody has approved it."""
    parts = {
        Step.OPEN_VOTING: _ballots,
        Step.PUBLISH_RESULT: _outcomes,
        Step.AUDIT: _boxes,
    }[Step(step)](round)
    return {"step": str(step), "round": round.pk, "rules_hash": round.rules_hash, "parts": parts}


def _ballots(round: Round) -> list[dict[str, Any]]:
    """Every ballot as it will be voted on."""
    return [
        {
            "envelope": envelope.territory.kato,
            "format": poll.ballot_format,
            "count": [poll.rule, poll.params],
            "budget_tenge": poll.budget_tenge,
            "limits": [poll.max_choices, poll.points_total, poll.points_each, poll.may_change],
            "opens_at": poll.opens_at.isoformat(),
            "closes_at": poll.closes_at.isoformat(),
            "options": [
                [o.code, o.cost_tenge, o.exclusive_group, o.precedence, o.project.proposal_id]
                for o in votes.options(poll).select_related("project")
            ],
        }
        for envelope, poll in _polls(round)
    ]


def _outcomes(round: Round) -> list[dict[str, Any]]:
    """The official count of every ballot: what was counted, how, and who wins."""
    found = []
    for envelope, poll in _polls(round):
        tally = votes.official_tally(poll)
        outcome = tally and votes.outcome(tally)
        found.append(
            {
                "envelope": envelope.territory.kato,
                "rule": tally.rule if tally else "",
                "params": tally.params if tally else {},
                "input_hash": tally.input_hash if tally else "",
                "selected": list(outcome.selected) if outcome else None,
            }
        )
    return found


def _boxes(round: Round) -> list[dict[str, Any]]:
    """The closed boxes, and how often each has been checked: a second audit is agreed anew."""
    return [
        {
            "envelope": envelope.territory.kato,
            "closed_at": poll.closed_at and poll.closed_at.isoformat(),
            "audits": poll.leaves.filter(kind="audit").count(),
            **votes.box_counts(poll),
        }
        for envelope, poll in _polls(round)
    ]


def _polls(round: Round) -> list[tuple[Any, Any]]:
    envelopes = round.envelopes.exclude(poll=None).select_related("territory", "poll")
    return [(one, one.poll) for one in envelopes.order_by("territory__kato")]
