"""Text from the clipboard: a line is a paragraph, tabulators make the row of a table."""

import re

from ..enums import PassageKind
from .blocks import Block, checked, clean, labelled, looks_like_heading

_MARKED = re.compile(r"(#{1,4})\s+(.+)")


def read_pasted(text: str) -> list[Block]:
    """Lines with `#` before them are headings, as many as there are signs deep; others are known
    by their look. Where empty lines part the text, single line breaks within a paragraph of prose
    stay breaks: what was pasted from a PDF is joined in the preview."""
    return checked(_block(clean(line)) for line in text.splitlines())


def _block(line: str) -> Block:
    if marked := _MARKED.fullmatch(line):
        return labelled(Block(PassageKind.HEADING, marked[2], level=len(marked[1])))
    if "\t" in line:
        cells = "\t".join(cell.strip() for cell in line.split("\t"))
        return Block(PassageKind.ROW, cells)
    if looks_like_heading(line):
        return labelled(Block(PassageKind.HEADING, line))
    return labelled(Block(PassageKind.TEXT, line))
