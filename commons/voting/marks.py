"""The marks of a paper form as an officer types them: one line, read by the format."""

import re

from .enums import BallotFormat
from .errors import VotingError
from .formats import Choices, place_of

_NUMBER = re.compile(r"[0-9]{1,5}")


def read_marks(ballot_format: str, text: str, *, max_choices: int | None = None) -> Choices:
    """{option code: points} of a line such as "3, 7", "3:5, 7:2" or, for places, "3>7>2".

    Says nothing of limits; `formats.valid` does. Raises VotingError: ``unreadable_marks``,
    ``number_twice``.
    """
    if ballot_format == BallotFormat.ORDINAL:
        return _places(text, max_choices or 0)
    found: Choices = {}
    for part in _parts(text, ",;"):
        code, colon, points = (piece.strip() for piece in part.partition(":"))
        pointed = ballot_format in (BallotFormat.POINTS, BallotFormat.SCORE)
        if not code or pointed != bool(colon) or (pointed and not _NUMBER.fullmatch(points)):
            raise VotingError("unreadable_marks", part=part)
        _once(found, code)
        found[code] = int(points) if pointed else 1
    return found


def _places(text: str, most: int) -> Choices:
    """The first has as many points as there are places; who is past the last has none left."""
    found: Choices = {}
    for place, code in enumerate(_parts(text, ">,;"), start=1):
        _once(found, code)
        if place > most:
            raise VotingError("too_many_choices", chosen=place, limit=most)
        found[code] = place_of(place, most)
    return found


def _parts(text: str, marks: str) -> list[str]:
    parts = [part.strip() for part in re.split(f"[{marks}]", text)]
    return [part for part in parts if part]


def _once(found: Choices, code: str) -> None:
    if code in found:
        raise VotingError("number_twice", option=code)
