"""What a stage does and what came of it: told along the way, no part of the frozen rules."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from commons.audit.operations import record
from commons.interface.official import Texts, same, write
from commons.people.models import Person

from .. import notices
from ..enums import RoundStatus
from ..errors import DiscoveryError
from ..models import Phase, Round
from ..texts import require
from .states import locked_round, require_round

TELLS = ("what", "who", "outcome")


@transaction.atomic
def write_stage(
    *, round: Round, kind: str, actor: Person, at: datetime, texts: dict[str, Texts]
) -> Phase:
    """Say what happens in a stage, who takes part and what came of it; any of the three.

    A text is empty in all languages or written in Kazakh and Russian. What came of a stage can be
    told once it has begun; followers hear of it the first time.
    """
    round = locked_round(round)
    phase = Phase.objects.select_for_update(no_key=True).filter(round=round, kind=kind).first()
    if phase is None:
        raise DiscoveryError("stage_missing")
    for name, written in texts.items():
        if name not in TELLS:
            raise DiscoveryError("unknown_rule", rule=name)
        if any(text.strip() for text in written.values()):
            require(written)
    changed = [name for name, written in texts.items() if not same(phase, name, written)]
    if "outcome" in changed:
        require_round(round, RoundStatus.ANNOUNCED, RoundStatus.CLOSED)
        if phase.opens_at > at:
            raise DiscoveryError("stage_ahead")
    first = "outcome" in changed and not phase.outcome_at
    for name in changed:
        write(phase, name, texts[name])
    if "outcome" in changed:
        phase.outcome_at = at
    phase.save()
    if not changed:
        return phase
    record(
        verb="discovery.stage_written",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        stage=kind,
        changed=changed,
    )
    if first:
        path = reverse("edp:stage", args=[round.akimat.slug, round.slug, kind])
        key = f"discovery-outcome/{phase.pk}"
        notices.round_followers(round, "stage_outcome", at, key=key, path=path)
    return phase


def write_outcome(*, round: Round, kind: str, text: Texts, actor: Person, at: datetime) -> Phase:
    """What came of a stage, in the akimat's words."""
    require(text)
    return write_stage(round=round, kind=kind, actor=actor, at=at, texts={"outcome": text})
