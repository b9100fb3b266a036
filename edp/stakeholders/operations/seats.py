"""A moderator corrects what is known of a seat, or passes it to a colleague."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.people.enums import OrganisationSize
from commons.people.models import Person

from ...models import Stakeholder
from .inviting import invite
from .locks import lock

OF_PERSON = ("name", "position", "sector", "territory", "is_woman", "is_newcomer")
OF_ORGANISATION = ("size", "in_association")


@transaction.atomic
def change_seat(
    *, stakeholder: Stakeholder, changes: Mapping[str, Any], actor: Person, at: datetime
) -> Stakeholder:
    """Set fields of the person (OF_PERSON) and of the organisation (OF_ORGANISATION); the record
    says which were changed, not what they hold."""
    held = lock(stakeholder, running=False)
    changed = [name for name in OF_PERSON if name in changes and _set(held, name, changes[name])]
    organisation = held.organisation
    if organisation is not None:
        of_it = [
            name
            for name in OF_ORGANISATION
            if name in changes and _set(organisation, name, _or_empty(name, changes[name]))
        ]
        organisation.save()
        changed += of_it
    if changed:
        held.save()
        record(
            verb="change_seat",
            subject=held,
            at=at,
            actor=actor,
            akimat=held.round.akimat,
            fields=changed,
        )
    return held


def _set(row: Any, name: str, value: Any) -> bool:
    differs = getattr(row, name) != value
    setattr(row, name, value)
    return bool(differs)


def _or_empty(name: str, value: Any) -> Any:
    return value or OrganisationSize.UNKNOWN if name == "size" else value


def pass_seat(
    *,
    seat: Stakeholder,
    name: str,
    email: str,
    actor: Person,
    at: datetime,
    language: str = "kk",
    position: str = "",
) -> Stakeholder:
    """Invite another person of the same organisation; the seat passes when they accept, and until
    then its holder keeps it. Raises as `invite` does."""
    return invite(
        round=seat.round,
        name=name,
        email=email,
        sector=seat.sector,
        organisation=seat.organisation,
        territory=seat.territory,
        position=position,
        language=language,
        actor=actor,
        at=at,
        replaces=seat,
    )
