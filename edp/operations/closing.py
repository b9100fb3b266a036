"""The end of a round: after its last stage, or earlier with a public reason."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface.official import Texts, write
from commons.people.models import Person

from .. import notices
from ..enums import RoundStatus
from ..models import Round
from ..queries import stages
from ..texts import require
from .states import locked_round, move_round


def needs_reason(round: Round, at: datetime) -> bool:
    """Whether closing now would cut stages short."""
    return any(not phase.is_over(at) for phase in stages.by_kind(round).values())


@transaction.atomic
def close_round(
    *, round: Round, actor: Person | None, at: datetime, reason: Texts | None = None
) -> Round:
    """Close the round for good; its pages stay. Before the end of its last stage with a reason."""
    round = locked_round(round)
    move_round(round, RoundStatus.CLOSED)
    if needs_reason(round, at):
        require(reason or {})
    if reason:
        write(round, "close_reason", reason)
    round.closed_at = at
    round.save()
    record(verb="discovery.closed", subject=round, at=at, actor=actor, akimat=round.akimat)
    notices.round_followers(round, "round_closed", at, key=f"discovery-closed/{round.pk}")
    return round
