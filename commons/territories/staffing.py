"""Staff roles of an akimat: given and ended, each on record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.audit.operations import record
from commons.interface.errors import DomainError

from .enums import Role
from .models import Akimat, Membership


class StaffingError(DomainError):
    texts: ClassVar[Mapping[str, str | Promise]] = {
        "no_account": _(
            "Nobody has signed up with this e-mail address. "
            "Ask the person to make an account first."
        ),
        "observer_by_operator": _(
            "Observers read all akimats, so only an operator of the site gives this role."
        ),
        "already_held": _("This person holds this role already."),
        "last_moderator": _(
            "This is the akimat's last moderator. Give the role to somebody else first."
        ),
    }


@transaction.atomic
def grant_role(*, akimat: Akimat, email: str, role: str, actor: Any, at: datetime) -> Membership:
    """Make the owner of an account staff.

    A moderator gives the roles that end at the akimat's border; observers see beyond it. Raises
    StaffingError: observer_by_operator, no_account, already_held.
    """
    if role == Role.OBSERVER and not actor.is_superuser:
        raise StaffingError("observer_by_operator")
    people = get_user_model().objects.select_for_update()
    person: Any = people.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise StaffingError("no_account")
    membership, new = Membership.objects.get_or_create(person=person, akimat=akimat, role=role)
    if not new:
        raise StaffingError("already_held")
    _record("staff.granted", membership, actor, at)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, actor: Any, at: datetime) -> None:
    """Take a role away. An akimat never loses its last moderator: StaffingError last_moderator."""
    # The akimat's row keeps two moderators from ending each other's role at once.
    akimat = Akimat.objects.select_for_update().get(pk=membership.akimat_id)
    others = Membership.objects.filter(akimat=akimat, role=Role.MODERATOR)
    if membership.role == Role.MODERATOR and not others.exclude(pk=membership.pk).exists():
        raise StaffingError("last_moderator")
    _record("staff.ended", membership, actor, at)
    membership.delete()


def _record(verb: str, membership: Membership, actor: Any, at: datetime) -> None:
    record(
        verb=verb,
        subject=membership.akimat,
        at=at,
        actor=actor,
        akimat=membership.akimat,
        person=membership.person_id,
        role=membership.role,
    )
