"""Two wordings of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """`kind` is "same", "ins" or "del"."""

    kind: str
    text: str


def words(before: str, after: str) -> list[Piece]:
    """What to strike out and what to put in, so that the one text becomes the other."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece("del", "".join(old[i:j])))
        if k < m:
            pieces.append(Piece("ins", "".join(new[k:m])))
    return pieces
