"""Seats of the expert council: given and taken, each on record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.audit.operations import record
from commons.interface.errors import DomainError
from commons.people.models import Person

from ..models import Appeal, CouncilSeat, Round


class CouncilError(DomainError):
    texts: ClassVar[Mapping[str, str | Promise]] = {
        "no_account": _(
            "Nobody has signed up with this e-mail address. "
            "Ask the person to make an account first."
        ),
        "already_seated": _("This person sits in the council already."),
        "last_member": _(
            "Appeals wait for a decision, and this is the only member. Add another member first."
        ),
    }


@transaction.atomic
def seat_member(*, round: Round, email: str, actor: Person, at: datetime) -> CouncilSeat:
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CouncilError("no_account")
    seat, new = CouncilSeat.objects.get_or_create(round=round, person=person)
    if not new:
        raise CouncilError("already_seated")
    _record("round.member_seated", seat, actor, at)
    return seat


@transaction.atomic
def remove_member(*, seat: CouncilSeat, actor: Person, at: datetime) -> None:
    """Raises CouncilError last_member while appeals wait and nobody else could decide them."""
    Round.objects.select_for_update().get(pk=seat.round_id)
    alone = not CouncilSeat.objects.filter(round=seat.round_id).exclude(pk=seat.pk).exists()
    waiting = Appeal.objects.filter(project__round=seat.round_id, decided_at=None)
    if alone and waiting.exists():
        raise CouncilError("last_member")
    _record("round.member_removed", seat, actor, at)
    seat.delete()


def _record(verb: str, seat: CouncilSeat, actor: Any, at: datetime) -> None:
    record(
        verb=verb,
        subject=seat.round,
        at=at,
        actor=actor,
        akimat=seat.round.akimat,
        person=seat.person_id,
    )
