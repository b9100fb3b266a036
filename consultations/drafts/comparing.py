"""Two versions in one language, paragraph by paragraph and word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.interface.differences import Piece, words

from .alignment import moved
from .models import DraftPassage

NEW, CHANGED, DROPPED, MOVED = "new", "changed", "dropped", "moved"


@dataclass(frozen=True)
class Change:
    """A paragraph that differs. `is_moved` may come with a change of words."""

    kind: str
    passage: DraftPassage
    before: DraftPassage | None
    pieces: list[Piece]
    is_moved: bool = False


@dataclass(frozen=True)
class Comparison:
    changes: list[Change]
    unchanged: int

    def count(self, kind: str) -> int:
        return sum(1 for one in self.changes if one.kind == kind)

    @property
    def new(self) -> int:
        return self.count(NEW)

    @property
    def changed(self) -> int:
        return self.count(CHANGED)

    @property
    def dropped(self) -> int:
        return self.count(DROPPED)

    @property
    def moved(self) -> int:
        return self.count(MOVED)


def compare(old: Sequence[DraftPassage], new: Sequence[DraftPassage]) -> Comparison:
    """In the order of the newer text; what it dropped stands where it stood."""
    places = {one.paragraph_id: i for i, one in enumerate(old) if one.paragraph_id}
    found = [places.get(one.paragraph_id) if one.paragraph_id else None for one in new]
    out_of_order = moved(found)
    kept = {i for i in found if i is not None}
    changes: list[Change] = []
    unchanged = at = 0
    for k, (passage, i) in enumerate(zip(new, found, strict=True)):
        if i is not None and k not in out_of_order:
            changes += _dropped(old[at:i], range(at, i), kept)
            at = i + 1
        change = _change(passage, None if i is None else old[i], k in out_of_order)
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    changes += _dropped(old[at:], range(at, len(old)), kept)
    return Comparison(changes, unchanged)


def _dropped(
    stretch: Sequence[DraftPassage], places: Sequence[int], kept: set[int]
) -> list[Change]:
    return [
        Change(DROPPED, one, one, words(_full(one), ""))
        for one, i in zip(stretch, places, strict=True)
        if i not in kept
    ]


def _change(new: DraftPassage, old: DraftPassage | None, is_moved: bool) -> Change | None:
    if old is None:
        return Change(NEW, new, None, words("", _full(new)))
    if old.text != new.text:
        return Change(CHANGED, new, old, words(old.flat, new.flat), is_moved)
    if is_moved:
        return Change(MOVED, new, old, words(old.flat, new.flat), is_moved)
    return None


def _full(passage: DraftPassage) -> str:
    return passage.flat
