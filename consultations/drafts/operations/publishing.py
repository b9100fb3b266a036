"""A version is published: frozen under its fingerprint, its paragraphs numbered for good."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from .. import queries
from ..enums import DraftStatus
from ..errors import DraftError
from ..fingerprints import fingerprint
from ..models import Draft, DraftParagraph, DraftPassage, DraftVersion
from ..notices import tell_of_version
from .locking import lock_draft, lock_version
from .matching import match_passages


@transaction.atomic
def publish_version(*, version: DraftVersion, actor: Person, at: datetime) -> DraftVersion:
    """Raises published, no_text, same_text. Followers hear of it once the discussion has begun."""
    draft = lock_draft(version.draft)
    held = lock_version(version)
    held.draft = draft
    rows = match_passages(held)
    if not rows:
        raise DraftError("no_text")
    _refuse_the_same(held, rows)
    _number(draft, rows)
    held.fingerprint = fingerprint(held, rows)
    held.published_at = at
    held.save(update_fields=["fingerprint", "published_at"])
    record(
        verb="hearings.draft_version_published",
        subject=draft,
        at=at,
        actor=actor,
        akimat=draft.akimat,
        language=held.language,
        version=held.number,
        fingerprint=held.fingerprint,
    )
    if draft.status != DraftStatus.DRAFT:
        tell_of_version(held, at)
    return held


def _refuse_the_same(version: DraftVersion, rows: list[DraftPassage]) -> None:
    before = queries.latest(version.draft).get(version.language)
    if before is None:
        return
    fields = ("kind", "level", "label", "text")
    old = list(before.passages.order_by("position").values_list(*fields))
    if old == [(row.kind, row.level, row.label, row.text) for row in rows]:
        raise DraftError("same_text", number=before.number)


def _number(draft: Draft, rows: list[DraftPassage]) -> None:
    """New paragraphs get numbers that move no other: 12-1 between 12 and 13, and at the end of the
    document the next whole one."""
    used = set(draft.paragraphs.values_list("number", flat=True))
    last = max((int(number.split("-")[0]) for number in used), default=0)
    ends = max((n for n, row in enumerate(rows) if row.paragraph_id), default=-1)
    base, made = "0", []
    for n, row in enumerate(rows):
        if row.paragraph is not None:
            base = row.paragraph.number.split("-")[0]
            continue
        if n > ends:
            last += 1
            number = str(last)
        else:
            count = 1
            while (number := f"{base}-{count}") in used:
                count += 1
        used.add(number)
        row.paragraph = DraftParagraph(draft=draft, number=number)
        made.append(row)
    DraftParagraph.objects.bulk_create([row.paragraph for row in made if row.paragraph])
    for row in made:
        row.paragraph = row.paragraph  # takes the key that the database gave
    DraftPassage.objects.bulk_update(made, ["paragraph"])
