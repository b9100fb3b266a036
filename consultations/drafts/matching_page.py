"""What staff choose from when they mend which paragraphs belong together."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import queries
from .alignment import similarity
from .models import DraftParagraph, DraftPassage

# So many of the most similar, and so many around the same place in the other language.
LIKE, NEAR = 6, 4


@dataclass(frozen=True)
class Pair:
    """A passage of the version and what stands beside it in the other language."""

    passage: DraftPassage | None
    other: DraftPassage | None

    @property
    def is_alone(self) -> bool:
        return self.passage is None or self.other is None


@dataclass(frozen=True)
class Candidate:
    """A paragraph that a passage may be: its former wording, and the one in the other language."""

    paragraph: DraftParagraph
    before: DraftPassage | None
    other: DraftPassage | None
    is_chosen: bool


def pairs(rows: Sequence[DraftPassage], other: Sequence[DraftPassage]) -> list[Pair]:
    """In the order of the version; what only the other language has comes where it stands there."""
    by_paragraph = {one.paragraph_id: one for one in other}
    mine = {one.paragraph_id for one in rows if one.paragraph_id}
    behind: dict[int | None, list[DraftPassage]] = {}
    last: int | None = None
    for one in other:
        if one.paragraph_id in mine:
            last = one.paragraph_id
        else:
            behind.setdefault(last, []).append(one)
    found = [Pair(None, one) for one in behind.get(None, [])]
    for row in rows:
        key = row.paragraph_id
        found.append(Pair(row, by_paragraph.get(key) if key else None))
        if key:
            found += [Pair(None, one) for one in behind.get(key, [])]
    return found


def candidates(row: DraftPassage) -> list[Candidate]:
    """The present match, the most similar former wordings, and neighbours in the other language
    that have no counterpart; in the order of their numbers."""
    version = row.version
    newest = queries.latest(version.draft)
    own = newest.get(version.language)
    before = own if own and not version.is_published else None
    other = next((one for code, one in newest.items() if code != version.language), None)
    held = queries.passages_of(one for one in (before, other) if one)
    old = {one.paragraph_id: one for one in held[before.pk]} if before else {}
    beside = {one.paragraph_id: one for one in held[other.pk]} if other else {}
    like = sorted(old.values(), key=lambda one: -similarity(one.text, row.text))[:LIKE]
    mine = version.passages.exclude(paragraph=None)
    taken = set(mine.values_list("paragraph", flat=True)) | old.keys()
    free = [one for one in beside.values() if one.paragraph_id not in taken]
    near = sorted(free, key=lambda one: abs(one.position - row.position))[:NEAR]
    present = [row.paragraph] if row.paragraph else []
    found = {one.pk: one for one in present}
    found |= {one.paragraph.pk: one.paragraph for one in [*like, *near] if one.paragraph}
    return [
        Candidate(one, old.get(key), beside.get(key), key == row.paragraph_id)
        for key, one in sorted(found.items(), key=lambda item: number_key(item[1].number))
    ]


def number_key(number: str) -> tuple[int, int]:
    base, _dash, behind = number.partition("-")
    return int(base), int(behind or 0)
