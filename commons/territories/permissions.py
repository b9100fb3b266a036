"""Who is staff where. Someone who may not see a thing gets 404."""

from typing import Any

from django.http import Http404

from .enums import Role
from .models import Akimat


def roles(person: Any, akimat: Akimat) -> frozenset[str]:
    """The person's roles in this akimat; an observer of any akimat observes this one too."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    if not hasattr(person, "_roles"):
        person._roles = frozenset(person.memberships.values_list("akimat_id", "role"))
    held = {role for akimat_id, role in person._roles if akimat_id == akimat.pk}
    if any(role == Role.OBSERVER for _, role in person._roles):
        held.add(Role.OBSERVER)
    return frozenset(held)


def is_moderator(person: Any, akimat: Akimat) -> bool:
    return Role.MODERATOR in roles(person, akimat)


def is_specialist(person: Any, akimat: Akimat) -> bool:
    return Role.SPECIALIST in roles(person, akimat)


def is_staff_of(person: Any, akimat: Akimat) -> bool:
    """May act for the akimat in some way; observers only read."""
    return bool(roles(person, akimat) & {Role.MODERATOR, Role.SPECIALIST})


def can_read_desk(person: Any, akimat: Akimat) -> bool:
    return bool(roles(person, akimat))


def require(allowed: bool) -> None:
    """Answer 404 unless allowed: a page that is not yours does not exist for you."""
    if not allowed:
        raise Http404
