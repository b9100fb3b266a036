"""Texts as they are compared: small letters, and the letters of Kazakh as their Russian neighbours.

Many people write Kazakh on a Russian keyboard: китапхана for кітапхана, коше for көше.
"""

import math
import re

from django.db.models import Func, TextField

OWN = "әғқңөұүһіё"
NEIGHBOURS = "агкноуухие"
_TABLE = str.maketrans(OWN, NEIGHBOURS)


def plain(text: str) -> str:
    return text.lower().translate(_TABLE)


def words(text: str) -> list[str]:
    """The plain words of a text, in order, without what stands between them."""
    return re.findall(r"[^\W_]+", plain(text))


def stem(word: str) -> str:
    """The beginning of a plain word that its endings leave alone, about three fifths of it:
    жагалау for жагалауындагы, скаме for скамейки. Rough, and the same for every language."""
    return word if len(word) <= 4 else word[: min(7, max(4, math.ceil(0.6 * len(word))))]


class Plain(Func):
    """The same in the database, of one or more columns; immutable, for generated columns."""

    template = f"TRANSLATE(LOWER(%(expressions)s), '{OWN}', '{NEIGHBOURS}')"
    arg_joiner = " || ' ' || "
    output_field = TextField()
