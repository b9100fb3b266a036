"""A draft document before its discussion: what it is, and who answers for it."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from commons.territories.permissions import is_staff_of

from ... import texts
from ..enums import DraftKind, DraftStatus
from ..errors import DraftError
from ..models import Draft
from .locking import lock_draft


@transaction.atomic
def create_draft(
    *,
    akimat: Akimat,
    kind: str,
    title: Texts,
    summary: Texts,
    office: Texts,
    author: Person,
    actor: Person,
    at: datetime,
    territory: Territory | None = None,
) -> Draft:
    """A document that only staff see until its discussion opens. `author` answers remarks."""
    draft = Draft(akimat=akimat, created_at=at)
    _fill(draft, kind, title, summary, office, author, territory)
    draft.save()
    record(verb="hearings.draft_created", subject=draft, at=at, actor=actor, akimat=akimat)
    return draft


@transaction.atomic
def change_draft(
    *,
    draft: Draft,
    kind: str,
    title: Texts,
    summary: Texts,
    office: Texts,
    author: Person,
    actor: Person,
    at: datetime,
    territory: Territory | None = None,
) -> Draft:
    """Raises wrong_state once the discussion has ended."""
    held = lock_draft(draft)
    if held.status == DraftStatus.CLOSED:
        raise DraftError("wrong_state", state=held.get_status_display())
    was = {name: official.read(held, name) for name in ("title", "summary", "office")}
    was_author = held.author_id
    _fill(held, kind, title, summary, office, author, territory)
    held.save()
    record(
        verb="hearings.draft_changed",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        was={**was, "author": was_author},
    )
    return held


def _fill(
    draft: Draft,
    kind: str,
    title: Texts,
    summary: Texts,
    office: Texts,
    author: Person,
    territory: Territory | None,
) -> None:
    texts.require(title)
    if not is_staff_of(author, draft.akimat):
        raise DraftError("not_staff")
    if territory is not None and not draft.akimat.territory.contains(territory):
        raise DraftError("territory_outside", territory=territory.name)
    draft.kind = DraftKind(kind)
    draft.author, draft.territory = author, territory
    for name, given in (("title", title), ("summary", summary), ("office", office)):
        official.write(draft, name, given)
