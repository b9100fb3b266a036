"""Whose desk this is: the akimats a member of staff reaches, and the one that is chosen now."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from ..enums import Role
from ..models import Akimat

SESSION_KEY = "desk_akimat"
EVERYBODY = frozenset(Role.values)
MODERATORS = frozenset({Role.MODERATOR.value})
SPECIALISTS = frozenset({Role.MODERATOR.value, Role.SPECIALIST.value})


@dataclass(frozen=True)
class Desk:
    """What one request may reach. `held` are pairs of akimat and role."""

    held: frozenset[tuple[int, str]]
    everything: bool
    akimats: tuple[Akimat, ...]
    chosen: Akimat | None

    @property
    def is_observer(self) -> bool:
        """Observers of one akimat read all of them."""
        return any(role == Role.OBSERVER for _, role in self.held)

    def ids(self, roles: frozenset[str]) -> frozenset[int] | None:
        """Akimats in which one of the roles is held; None means all of them."""
        if self.everything or (Role.OBSERVER in roles and self.is_observer):
            return None
        return frozenset(akimat for akimat, role in self.held if role in roles)

    def may(self, roles: frozenset[str], akimat_id: int | None = None) -> bool:
        """True if one of the roles is held in that akimat, or in any when none is given."""
        ids = self.ids(roles)
        return ids is None or (bool(ids) if akimat_id is None else akimat_id in ids)


NOBODY = Desk(frozenset(), False, (), None)


def roles_of(person: Any) -> frozenset[tuple[int, str]]:
    """Pairs of akimat and role, read once per request (shared with the pages' permissions)."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    if not hasattr(person, "_roles"):
        person._roles = frozenset(person.memberships.values_list("akimat_id", "role"))
    held: frozenset[tuple[int, str]] = person._roles
    return held


def may_enter(person: Any) -> bool:
    """Staff of any akimat, and the operators of the site."""
    return bool(person.is_active and (person.is_superuser or roles_of(person)))


def desk(request: HttpRequest) -> Desk:
    """The desk of this request, read once."""
    found: Desk | None = getattr(request, "desk", None)
    if found is None:
        found = _read(request)
        request.desk = found  # type: ignore[attr-defined]
    return found


def _read(request: HttpRequest) -> Desk:
    person: Any = request.user
    if not may_enter(person):
        return NOBODY
    held = roles_of(person)
    everywhere = person.is_superuser or any(role == Role.OBSERVER for _, role in held)
    akimats = Akimat.objects.select_related("territory").order_by("territory__kato")
    if not everywhere:
        akimats = akimats.filter(pk__in={akimat for akimat, _ in held})
    found = tuple(akimats)
    wanted = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    chosen = next((akimat for akimat in found if akimat.slug == wanted), None)
    if chosen is None and found and (len(found) == 1 or not everywhere):
        chosen = found[0]
    return Desk(held, bool(person.is_superuser), found, chosen)
