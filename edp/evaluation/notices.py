"""Whom the operations tell, and of what. The words are in messages.py."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from commons.interface import official
from commons.notifications import operations as notifications
from commons.proposals.notices import topic

from ..models import Resolution, Verdict


def decided(resolution: Resolution, verdicts: Sequence[Verdict], at: datetime) -> None:
    """Authors and followers of each opportunity hear what was decided on it, and why."""
    round = resolution.round
    path = reverse("edp:decision_detail", args=[round.akimat.slug, round.slug, resolution.pk])
    for verdict in verdicts:
        proposal = verdict.opportunity.proposal
        kind = f"evaluation_{resolution.sitting}_{verdict.outcome}"
        params = {
            "title": proposal.title,
            "round": official.read(round, "title"),
            "reason": _reason(verdict),
        }
        key = f"resolution/{resolution.pk}/{verdict.opportunity_id}"
        notifications.notify(
            person=proposal.author, kind=kind, params=params, path=path, key=key, at=at
        )
        notifications.notify_followers(
            topic=topic(proposal),
            kind=kind,
            params=params,
            path=path,
            key=key,
            at=at,
            without=[proposal.author],
        )


def _reason(verdict: Verdict) -> dict[str, str]:
    """Where no reason was needed, the message still has a place for one."""
    return official.read(verdict, "reason") if verdict.reason else {"kk": "", "ru": "", "en": ""}
