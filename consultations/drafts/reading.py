"""The document as it is read: paragraphs in their order, both languages side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .enums import PassageKind, TextLanguage
from .models import DraftParagraph, DraftPassage, DraftVersion

LANGUAGES: tuple[str, ...] = tuple(TextLanguage.values)


@dataclass(frozen=True)
class Row:
    """One paragraph. `passages` are its wordings by language; one may be missing."""

    paragraph: DraftParagraph
    passages: Mapping[str, DraftPassage]
    remarks: int = 0
    # What the newest version did to it in the language of the order: "new", "changed" or nothing.
    mark: str = ""

    @property
    def first(self) -> DraftPassage:
        return next(iter(self.passages.values()))

    @property
    def paragraph_id(self) -> int:
        return self.paragraph.pk

    @property
    def kind(self) -> str:
        return self.first.kind

    @property
    def is_heading(self) -> bool:
        return self.kind == PassageKind.HEADING

    @property
    def is_alone(self) -> bool:
        return len(self.passages) < len(LANGUAGES)

    @property
    def pairs(self) -> list[tuple[str, DraftPassage | None]]:
        return [(code, self.passages.get(code)) for code in LANGUAGES]


def rows(
    held: Mapping[str, Sequence[DraftPassage]],
    language: str,
    remarks: Mapping[int | None, int],
    before: Sequence[DraftPassage] = (),
) -> list[Row]:
    """All paragraphs of the newest texts, in the order of `language`. What only the other language
    has stands behind what it follows there. `before` is the version before in that language."""
    codes = [language, *(code for code in LANGUAGES if code != language)]
    by_paragraph: dict[int, dict[str, DraftPassage]] = {}
    for code in codes:
        for one in held.get(code, ()):
            by_paragraph.setdefault(one.paragraph_id or 0, {})[code] = one
    order = [one.paragraph_id or 0 for one in held.get(codes[0], ())]
    behind: dict[int, list[int]] = {}
    known, last = set(order), 0
    for one in held.get(codes[1], ()):
        key = one.paragraph_id or 0
        if key in known:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    marks = _marks(held.get(language, ()), before)
    return [
        Row(
            _paragraph(by_paragraph[key]),
            by_paragraph[key],
            remarks.get(key, 0),
            marks.get(key, ""),
        )
        for key in _merged(order, behind)
    ]


def _marks(now: Sequence[DraftPassage], before: Sequence[DraftPassage]) -> dict[int, str]:
    if not before:
        return {}
    old = {one.paragraph_id: one.text for one in before}
    return {
        one.paragraph_id or 0: "changed" if one.paragraph_id in old else "new"
        for one in now
        if old.get(one.paragraph_id) != one.text
    }


def _merged(order: list[int], behind: dict[int, list[int]]) -> Iterator[int]:
    yield from behind.get(0, ())
    for key in order:
        yield key
        yield from behind.get(key, ())


def _paragraph(passages: Mapping[str, DraftPassage]) -> DraftParagraph:
    found = next(iter(passages.values())).paragraph
    assert found is not None
    return found


@dataclass(frozen=True)
class OutOfStep:
    """Where the languages differ: `behind` has the older version, `alone` lack a counterpart."""

    behind: str
    ahead: str
    alone: list[Row]

    def __bool__(self) -> bool:
        return bool(self.behind or self.alone)


def out_of_step(newest: Mapping[str, DraftVersion], found: Sequence[Row]) -> OutOfStep:
    """Without a text in both languages nothing can be out of step but the missing one."""
    numbers = {code: newest[code].number if code in newest else 0 for code in LANGUAGES}
    low, high = min(LANGUAGES, key=lambda c: numbers[c]), max(LANGUAGES, key=lambda c: numbers[c])
    behind = low if numbers[low] < numbers[high] else ""
    alone = [row for row in found if row.is_alone] if len(newest) == len(LANGUAGES) else []
    return OutOfStep(behind, high if behind else "", alone)
