"""Which paragraph each passage of a version is: proposed by likeness, mended by staff."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from .. import alignment, queries
from ..enums import PassageKind
from ..errors import DraftError
from ..models import DraftParagraph, DraftPassage, DraftVersion, Remark
from ..splitting import Block
from .locking import lock_draft, lock_version


@transaction.atomic
def propose_matches(*, version: DraftVersion) -> None:
    """Matches the version to the one before it in its language, then what is left to the other
    language. What staff chose by hand stays."""
    match_passages(lock_version(version))


def match_passages(version: DraftVersion) -> list[DraftPassage]:
    """The same, for a version that is locked. Returns its passages."""
    rows = list(queries.passages(version))
    taken: set[int | None] = {row.paragraph_id for row in rows if row.by_hand and row.paragraph_id}
    for row in rows:
        if not row.by_hand:
            row.paragraph = None
    newest = queries.latest(version.draft)
    other_code = "ru" if version.language == "kk" else "kk"
    before, other = newest.get(version.language), newest.get(other_code)
    held = queries.passages_of(one for one in (before, other) if one)
    old = [one for one in held[before.pk] if one.paragraph_id not in taken] if before else []
    _match_versions(rows, old)
    if other is not None:
        same = {"version__draft": version.draft_id, "version__language": version.language}
        known = DraftPassage.objects.filter(**same).exclude(version=version)
        worded: set[int | None] = set(known.values_list("paragraph", flat=True))
        _match_languages(rows, held[other.pk], worded | taken)
    DraftPassage.objects.bulk_update(rows, ["paragraph"])
    return rows


def _match_versions(rows: list[DraftPassage], old: list[DraftPassage]) -> None:
    open_ = [row for row in rows if not row.by_hand]
    found = alignment.matched([_block(one) for one in old], [_block(row) for row in open_])
    for row, index in zip(open_, found, strict=True):
        if index is not None:
            row.paragraph = old[index].paragraph


def _match_languages(
    rows: list[DraftPassage], other: list[DraftPassage], known: set[int | None]
) -> None:
    """Paragraphs that ever had a wording in this language are not given to anything else."""
    places = {one.paragraph_id: i for i, one in enumerate(other)}
    certain = [places.get(row.paragraph_id) if row.paragraph_id else None for row in rows]
    used = {row.paragraph_id for row in rows}
    free = {i for key, i in places.items() if key not in known and key not in used}
    blocks = [[_block(one) for one in side] for side in (other, rows)]
    found = alignment.counterparts(blocks[0], blocks[1], certain, free)
    for row, index in zip(rows, found, strict=True):
        if row.paragraph_id is None and not row.by_hand and index is not None:
            row.paragraph = other[index].paragraph


def _block(passage: DraftPassage) -> Block:
    return Block(PassageKind(passage.kind), passage.text, passage.label, passage.level)


@transaction.atomic
def choose_paragraph(*, passage: DraftPassage, paragraph: DraftParagraph | None) -> None:
    """Says which paragraph a passage in work is; None makes it a new one. Another passage that was
    taken for this paragraph is matched anew."""
    version = lock_version(passage.version)
    if paragraph is not None:
        if paragraph.draft_id != version.draft_id:
            raise DraftError("other_draft")
        version.passages.filter(paragraph=paragraph).update(paragraph=None, by_hand=False)
    version.passages.filter(pk=passage.pk).update(paragraph=paragraph, by_hand=True)
    match_passages(version)


@transaction.atomic
def realign(
    *, passage: DraftPassage, paragraph: DraftParagraph | None, actor: Person, at: datetime
) -> DraftParagraph:
    """Mends the alignment of published texts: the passage, in every version of its language, is
    that paragraph; None gives it one of its own. Remarks on these wordings go with them.

    Raises taken where the paragraph has a wording in this language, in any version.
    """
    draft = lock_draft(passage.version.draft)
    language, was = passage.version.language, passage.paragraph
    assert was is not None
    if paragraph is None:
        paragraph = DraftParagraph.objects.create(draft=draft, number=number_after(draft, was))
    if paragraph.draft_id != draft.pk:
        raise DraftError("other_draft")
    mine = DraftPassage.objects.filter(version__draft=draft, version__language=language)
    if mine.filter(paragraph=paragraph).exists():
        raise DraftError("taken", number=paragraph.number)
    moving = list(mine.filter(paragraph=was).values_list("pk", flat=True))
    DraftPassage.objects.filter(pk__in=moving).update(paragraph=paragraph)
    Remark.objects.filter(passage__in=moving).update(paragraph=paragraph)
    record(
        verb="hearings.draft_realigned",
        subject=draft,
        at=at,
        actor=actor,
        akimat=draft.akimat,
        language=language,
        before=was.number,
        after=paragraph.number,
    )
    if not was.passages.exists() and not was.remarks.exists():
        was.delete()
    return paragraph


def number_after(draft: object, paragraph: DraftParagraph | None) -> str:
    """The next free number behind a paragraph, as laws count: 12-1 after 12; 0-1 before all."""
    base = paragraph.number.split("-")[0] if paragraph else "0"
    used = DraftParagraph.objects.filter(draft=draft, number__startswith=f"{base}-")  # type: ignore[misc]
    last = max((int(one.number.split("-")[1]) for one in used), default=0)
    return f"{base}-{last + 1}"
