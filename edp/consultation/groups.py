"""Which group a person's rating counts in."""

from datetime import datetime

from commons.people import queries as people
from commons.people.models import Person

from ..models import Round
from ..permissions import seat_of
from .enums import Group


def group_of(person: Person, round: Round, at: datetime) -> Group:
    """The sector of their accepted seat; without one, whether they are verified to live in the
    territory of the round."""
    seat = seat_of(person, round)
    if seat is not None:
        return Group(seat.sector)
    home = people.residence(person, at)
    lives_here = home is not None and round.territory.contains(home.territory)
    return Group.RESIDENT if lives_here else Group.OTHER
