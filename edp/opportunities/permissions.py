"""Who may write, read, merge and split opportunity cards."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from commons.proposals import permissions as proposals

from ..enums import RoundStatus
from ..events.enums import RegistrationStatus
from ..events.models import Event, Registration
from ..models import Round
from ..permissions import can_run, can_see_round
from .enums import JOINABLE
from .models import Opportunity


def is_call_open(round: Round, at: datetime) -> bool:
    """Whether cards are being written: the round is announced and its call runs."""
    return (
        round.status == RoundStatus.ANNOUNCED
        and round.call is not None
        and proposals.is_call_open(round.call, at)
    )


def may_write(person: Any, round: Round, at: datetime) -> bool:
    """Everybody with an account, while the call runs."""
    return bool(person.is_authenticated) and is_call_open(round, at)


def may_write_for(person: Any, event: Event) -> bool:
    """Who is registered for the group, its facilitator, its rapporteur, and moderators."""
    if not person.is_authenticated:
        return False
    leads = {
        seat.person_id for seat in (event.facilitator, event.rapporteur) if seat and seat.person_id
    }
    if person.pk in leads or can_run(person, event.round):
        return True
    mine = Q(person=person) | Q(stakeholder__person=person)
    taken = Registration.objects.filter(mine, event=event)
    return taken.filter(status=RegistrationStatus.REGISTERED).exists()


def may_read(person: Any, card: Opportunity) -> bool:
    return can_see_round(person, card.round) and proposals.may_read(person, card.proposal)


def may_edit(person: Any, card: Opportunity, at: datetime) -> bool:
    return proposals.may_edit(person, card.proposal, at)


def may_join(person: Any, card: Opportunity) -> bool:
    """Merge or split it: moderators, while it is under discussion, but never their own."""
    return (
        can_run(person, card.round)
        and card.status in JOINABLE
        and proposals.is_discussed(card.proposal)
        and not proposals.is_author(person, card.proposal)
    )
