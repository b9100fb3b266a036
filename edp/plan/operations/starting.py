"""The plan begins with the decision: what the commission took becomes the priorities."""

from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ...enums import RoundStatus
from ...evaluation.enums import Sitting
from ...models import Resolution, Round, Verdict
from ...operations.states import locked_round
from .. import queries
from ..errors import PlanError
from ..models import Plan, Priority
from .locking import note


@transaction.atomic
def start_plan(*, round: Round, actor: Person | None, at: datetime) -> Plan:
    """Each opportunity taken becomes a priority, in the order of the decision, under the title of
    its card and in its language. Editors join and rename them.

    Raises PlanError: ``round_closed``, ``not_decided``, ``started``.
    """
    round = locked_round(round)
    if round.status != RoundStatus.ANNOUNCED:
        raise PlanError("round_closed")
    resolutions = Resolution.objects.filter(
        round=round, sitting=Sitting.FINAL, published_at__isnull=False
    )
    if not resolutions.exists():
        raise PlanError("not_decided")
    plan, is_new = Plan.objects.get_or_create(round=round)
    if not is_new:
        raise PlanError("started")
    plan.round = round
    taken = queries.taken(round).exclude(opportunity__priorities__round=round)
    first = Priority.objects.filter(round=round).count()
    for place, verdict in enumerate(taken, start=first + 1):
        _priority(round, verdict, place, at)
    note(plan, "started", actor, at, priorities=Priority.objects.filter(round=round).count())
    return plan


def _priority(round: Round, verdict: Verdict, place: int, at: datetime) -> None:
    proposal = verdict.opportunity.proposal
    priority = Priority.objects.create(
        round=round,
        position=place,
        written={"title": {proposal.language: at.isoformat()}},
        **{f"title_{proposal.language}": proposal.title[:200]},
    )
    priority.opportunities.add(verdict.opportunity)
