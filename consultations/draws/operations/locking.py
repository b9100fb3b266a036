"""What the operations of a draw share: the lock, the table of states, the record."""

from datetime import datetime
from typing import Any

from commons.audit import operations as audit

from ..enums import TRANSITIONS, DrawStatus
from ..errors import DrawError
from ..models import Draw


def locked(draw: Draw, *states: DrawStatus) -> Draw:
    """The row as it is now, in one of the states if any are named: DrawError wrong_state."""
    rows = Draw.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("formation__council__akimat__territory").get(pk=draw.pk)
    if states and held.status not in states:
        raise DrawError("wrong_state", state=held.get_status_display())
    return held


def move(draw: Draw, to: DrawStatus) -> None:
    if to not in TRANSITIONS[draw.status]:
        raise DrawError("wrong_state", state=draw.get_status_display())
    draw.status = to


def record(verb: str, draw: Draw, actor: Any, at: datetime, **detail: Any) -> None:
    akimat = draw.formation.council.akimat
    audit.record(verb=f"hearings.{verb}", subject=draw, at=at, actor=actor, akimat=akimat, **detail)
