"""Rows as they are now, kept from others until the end of the transaction."""

from commons.people.models import Person

from ..errors import DraftError
from ..models import Draft, DraftVersion, Remark


def lock_draft(draft: Draft) -> Draft:
    rows = Draft.objects.select_related("akimat", "author")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)


def lock_version(version: DraftVersion) -> DraftVersion:
    """A version that is not published yet. Raises published."""
    rows = DraftVersion.objects.select_related("draft__akimat")
    held = rows.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    if held.is_published:
        raise DraftError("published")
    return held


def lock_remark(remark: Remark) -> Remark:
    rows = Remark.objects.select_related("draft__akimat", "author", "passage")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=remark.pk)


def lock_person(person: Person) -> None:
    """What one person writes is counted by one transaction at a time."""
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
