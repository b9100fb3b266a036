"""A text is taken into a new version, which stays in work until it is published."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ..enums import DraftStatus, Source, TextLanguage
from ..errors import DraftError
from ..models import Draft, DraftFile, DraftPassage, DraftVersion
from ..splitting import Block
from .locking import lock_draft


@transaction.atomic
def take_text(
    *,
    draft: Draft,
    language: str,
    blocks: Sequence[Block],
    source: str,
    actor: Person,
    at: datetime,
    note: str = "",
    file: dict[str, Any] | None = None,
) -> DraftVersion:
    """`file` are the fields of a StoredFile. Raises in_work where one waits to be published."""
    held = lock_draft(draft)
    own = held.versions.filter(language=language)
    if own.filter(published_at__isnull=True).exists():
        raise DraftError("in_work")
    last = own.order_by("-number").first()
    version = DraftVersion.objects.create(
        draft=held,
        language=TextLanguage(language),
        number=last.number + 1 if last else 1,
        source=Source(source),
        note=note,
        created_at=at,
        created_by=actor,
    )
    DraftPassage.objects.bulk_create(
        DraftPassage(
            version=version,
            position=position,
            kind=block.kind,
            level=block.level,
            label=block.label,
            text=block.text,
        )
        for position, block in enumerate(blocks, 1)
    )
    if file is not None:
        DraftFile.objects.create(version=version, **file)
    record(
        verb="hearings.draft_text_taken",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        language=language,
        version=version.number,
        passages=len(blocks),
    )
    return version


@transaction.atomic
def discard_version(*, version: DraftVersion, actor: Person, at: datetime) -> None:
    """Before the discussion any latest version goes; after that only one that is in work."""
    draft = lock_draft(version.draft)
    held = draft.versions.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    if held.is_published and draft.status != DraftStatus.DRAFT:
        raise DraftError("published")
    if draft.versions.filter(language=held.language, number__gt=held.number).exists():
        raise DraftError("not_latest")
    record(
        verb="hearings.draft_version_discarded",
        subject=draft,
        at=at,
        actor=actor,
        akimat=draft.akimat,
        language=held.language,
        version=held.number,
    )
    held.delete()
    draft.paragraphs.filter(passages__isnull=True).delete()
