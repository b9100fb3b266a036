"""The few signs a report may use: `#` and `##` before a heading, `-` and `1.` before an item.

It is text all the way: nothing of it is ever taken for HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ITEM = re.compile(r"[-*•–]\s+(.*)")
NUMBERED = re.compile(r"\d{1,3}[.)]\s+(.*)")
HEADING = re.compile(r"(#{1,2})\s+(.*)")


@dataclass(frozen=True)
class Block:
    """`kind` is h3, h4 (under the h2 that the page gives), ul, ol or p; `lines` are its items."""

    kind: str
    lines: list[str]


def blocks(text: str) -> list[Block]:
    """The text cut into headings, lists and paragraphs, in its order."""
    found: list[Block] = []
    for kind, line in _lines(text):
        if kind and kind[0] != "h" and found and found[-1].kind == kind:
            found[-1].lines.append(line)
        elif kind:
            found.append(Block(kind, [line]))
        elif found and found[-1].lines:
            found.append(Block("", []))
    return [block for block in found if block.kind]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        line = line.strip()
        if not line:
            yield "", ""
        elif match := HEADING.fullmatch(line):
            yield ("h3" if len(match[1]) == 1 else "h4"), match[2]
        elif match := ITEM.fullmatch(line):
            yield "ul", match[1]
        elif match := NUMBERED.fullmatch(line):
            yield "ol", match[1]
        else:
            yield "p", line
