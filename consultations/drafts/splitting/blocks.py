"""A block of a document, and what its text says by itself about its place in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..enums import PassageKind
from ..errors import DraftError

# More would make a page that no telephone reads, and paragraphs nobody remarks on.
MOST_BLOCKS = 1000
MOST_TEXT = 8000
MOST_LABEL = 20

# What people type for a number: 1. 1.2 1.2. 3) а) iv. • –
_LABEL = re.compile(
    r"(\d{1,3}(?:[.-]\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[a-zа-яәғқңөұүһі]\)"
    r"|[IVXLC]{1,6}\.|[•‣▪●◦*–—-])\s+(?=\S)",
    re.IGNORECASE,
)
_BULLETS = frozenset("•‣▪●◦*–—-")
# A chapter says so: Глава 2, 1-бөлім, § 3.
_CHAPTER = re.compile(
    r"(глава|раздел|часть|chapter|part|section|бөлім|тарау|§)\s*[\dIVXLC]+"
    r"|[\dIVXLC]+\s*-?\s*(тарау|бөлім|бап|глава|раздел)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Block:
    """`level` counts from 1: the rank of a heading, the depth of a list item."""

    kind: PassageKind
    text: str
    label: str = ""
    level: int = 1


def clean(text: str) -> str:
    """One line, one space between words; tabulators stay, they part the cells of a row."""
    text = text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")
    return re.sub(r"[^\S\t]+", " ", text).strip()


def labelled(block: Block) -> Block:
    """Takes the number that is typed before the text for its label."""
    if block.label or block.kind == PassageKind.ROW:
        return block
    found = _LABEL.match(block.text)
    if found is None:
        return block
    label, text = found[1], block.text[found.end() :]
    if block.kind == PassageKind.TEXT:
        is_point = label in _BULLETS or label.endswith(")")
        block = replace(block, kind=PassageKind.ITEM if is_point else PassageKind.TEXT)
    return replace(block, label="•" if label in _BULLETS else label, text=text)


def looks_like_heading(text: str) -> bool:
    """A short line that names a chapter, or is written in capitals, and ends like no sentence."""
    if len(text) > 150 or text.endswith((".", ";", ":", ",")) or "\t" in text:
        return False
    return bool(_CHAPTER.match(text)) or (text.isupper() and len(text) > 3)


def checked(blocks: Iterable[Block]) -> list[Block]:
    """Raises no_text, too_many, too_long."""
    found = [block for block in blocks if block.text]
    if not found:
        raise DraftError("no_text")
    if len(found) > MOST_BLOCKS:
        raise DraftError("too_many", most=MOST_BLOCKS)
    for block in found:
        if len(block.text) > MOST_TEXT:
            raise DraftError("too_long", most=MOST_TEXT, begin=f"{block.text[:40]}…")
    return [replace(block, label=block.label[:MOST_LABEL]) for block in found]
