"""The working group: who checks and scores. The state has one third of it at most."""

from datetime import datetime

from django.db import transaction

from commons.people.models import Organisation, Person

from ...periods import periods_of
from .. import formation_queries, notices, rules
from ..enums import ApplicationStatus, FormationStatus
from ..errors import FormationError
from ..models import Application, Formation, GroupMember
from .locks import lock_formation, noted

F = FormationStatus


@transaction.atomic
def add_to_group(
    *,
    formation: Formation,
    email: str,
    position: str,
    sector: str,
    actor: Person | None,
    at: datetime,
    organisation: Organisation | None = None,
    is_head: bool = False,
) -> GroupMember:
    """By the address of an account. Raises FormationError: ``group_fixed``, ``nobody_there``,
    ``group_seated``, ``group_applied``; and ``group_state`` once the formation is announced."""
    held = _changeable(formation)
    people = Person.objects.filter(email__iexact=email.strip(), is_active=True, erased_at=None)
    person = people.first()
    if person is None:
        raise FormationError("nobody_there", email=email.strip(), fields=["email"])
    if held.group.filter(person=person).exists():
        raise FormationError("group_seated", name=person.public_name, fields=["email"])
    applied = Application.objects.filter(formation=held, person=person)
    if applied.exclude(status=ApplicationStatus.WITHDRAWN).exists():
        raise FormationError("group_applied", name=person.public_name, fields=["email"])
    if is_head:
        held.group.update(is_head=False)
    made = GroupMember.objects.create(
        formation=held,
        person=person,
        name=person.public_name,
        position=position.strip(),
        sector=sector,
        organisation=organisation,
        is_head=is_head,
    )
    _check(held)
    noted("group_member_added", held, actor, at, person=person.pk, sector=sector, head=is_head)
    if held.status == F.ANNOUNCED:
        made.formation = held
        notices.group_named(made, at)
    return made


@transaction.atomic
def remove_from_group(*, member: GroupMember, actor: Person, at: datetime) -> None:
    """Raises FormationError: ``group_fixed``; once announced also what would break its rule."""
    held = _changeable(member.formation)
    held.group.filter(pk=member.pk).delete()
    _check(held)
    noted("group_member_removed", held, actor, at, person=member.person_id)


@transaction.atomic
def set_head(*, member: GroupMember, actor: Person, at: datetime) -> None:
    """Raises FormationError ``group_fixed``."""
    held = _changeable(member.formation)
    held.group.update(is_head=False)
    held.group.filter(pk=member.pk).update(is_head=True)
    noted("group_head_named", held, actor, at, person=member.person_id)


def _changeable(formation: Formation) -> Formation:
    held = lock_formation(formation)
    if held.status not in (F.DRAFT, F.ANNOUNCED):
        raise FormationError("group_fixed")
    return held


def _check(formation: Formation) -> None:
    """A group that was published keeps the rule with every change."""
    if formation.status != F.ANNOUNCED:
        return
    periods = periods_of(formation.council.akimat)
    problems = rules.group_problems(formation_queries.group(formation), periods)
    if problems:
        raise problems[0]
