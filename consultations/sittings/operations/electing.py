"""Who is elected in a roll call gets the seat in the council."""

from datetime import datetime

from commons.people.models import Person

from ...councils.enums import Seat
from ...councils.operations import officers
from ..enums import RollCallKind
from ..models import RollCall
from ..quorum import day_of

SEATS = {RollCallKind.CHAIR: Seat.CHAIR, RollCallKind.DEPUTY: Seat.DEPUTY}


def seat(roll_call: RollCall, actor: Person, at: datetime) -> None:
    """Inside the transaction of the vote that elected. Raises CouncilError where the council's
    rules do not allow it, which undoes the close."""
    assert roll_call.candidate is not None
    officers.name_officer(
        mandate=roll_call.candidate,
        seat=SEATS[RollCallKind(roll_call.kind)],
        elected_on=day_of(roll_call.meeting),
        actor=actor,
        at=at,
        meeting=roll_call.meeting,
    )
