"""What the reading of a file got wrong is mended before a version is published."""

import re

from django.db import transaction
from django.db.models import F

from ..enums import PassageKind
from ..errors import DraftError
from ..models import DraftPassage
from ..splitting.blocks import MOST_LABEL, MOST_TEXT, Block, clean, labelled
from .locking import lock_version

_GAP = re.compile(r"\n[^\S\n]*\n\s*")


@transaction.atomic
def join_passages(*, passage: DraftPassage) -> DraftPassage:
    """Adds the passage to the end of the one above it. Raises no_neighbour."""
    held = _held(passage)
    above = held.version.passages.filter(position__lt=held.position).order_by("-position").first()
    if above is None:
        raise DraftError("no_neighbour")
    between = "\t" if PassageKind.ROW in (above.kind, held.kind) else " "
    said = held.text if above.kind == PassageKind.ROW else f"{held.label} {held.text}".strip()
    text = f"{above.text}{between}{said}"
    if len(text) > MOST_TEXT:
        raise DraftError("too_long", most=MOST_TEXT, begin=f"{text[:40]}…")
    above.text = text
    above.save(update_fields=["text"])
    held.delete()
    return above


@transaction.atomic
def drop_passage(*, passage: DraftPassage) -> None:
    """Takes it out of the version: a page number, a stamp, a line of a form."""
    held = _held(passage)
    if held.version.passages.count() == 1:
        raise DraftError("last_passage")
    held.delete()


@transaction.atomic
def change_passage(
    *, passage: DraftPassage, kind: str, level: int, label: str, text: str
) -> DraftPassage:
    """An empty line in `text` divides it: what follows becomes passages of their own."""
    held = _held(passage)
    parts = [clean(part.replace("\n", " ")) for part in _GAP.split(text.replace("\r\n", "\n"))]
    parts = [part for part in parts if part]
    if not parts:
        raise DraftError("no_text")
    for part in parts:
        if len(part) > MOST_TEXT:
            raise DraftError("too_long", most=MOST_TEXT, begin=f"{part[:40]}…")
    held.kind, held.level = PassageKind(kind), level
    held.label, held.text = label.strip()[:MOST_LABEL], parts[0]
    held.save()
    rest = parts[1:]
    if rest:
        after = held.version.passages.filter(position__gt=held.position)
        after.update(position=F("position") + len(rest))
        is_row = held.kind == PassageKind.ROW
        same = PassageKind.ROW if is_row else PassageKind.TEXT
        blocks = [labelled(Block(same, part)) for part in rest]
        DraftPassage.objects.bulk_create(
            DraftPassage(
                version=held.version,
                position=held.position + n,
                kind=block.kind,
                level=block.level,
                label=block.label[:MOST_LABEL],
                text=block.text,
            )
            for n, block in enumerate(blocks, 1)
        )
    return held


def _held(passage: DraftPassage) -> DraftPassage:
    """The passage as it is now, of a version that is in work."""
    version = lock_version(passage.version)
    held = DraftPassage.objects.select_for_update(of=("self",), no_key=True).get(pk=passage.pk)
    held.version = version
    return held
