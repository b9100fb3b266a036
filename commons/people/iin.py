"""The individual identification number: read, checked, and kept only as a keyed hash.

Layout (Law No 223-III on national registers): YYMMDD, a digit for century and sex, four serial
digits, a check digit. The number itself never leaves the function that was given it.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .errors import IinError

__all__ = ["Iin", "IinError", "check_digit", "keyed_hash", "parse", "surname_hash"]

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURY = {1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}


@dataclass(frozen=True)
class Iin:
    """What an IIN says. A foreigner's (seventh digit 0) tells neither the century nor the sex."""

    birth_date: date | None
    sex: Literal["male", "female"] | None


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit, or None when these eleven can belong to no IIN."""
    digits = [int(character) for character in first_eleven]
    for weights in (_FIRST, _SECOND):
        rest = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def parse(text: str, *, on: date | None = None) -> Iin:
    """Read an IIN; blanks and hyphens between digits are forgiven.

    With `on`, a date of birth after that day is refused. Raises IinError with one of the codes
    digits, century, date, future, checksum, in that order of checking.
    """
    digits = _digits(text)
    mark = int(digits[6])
    if mark > 6:
        raise IinError("century")
    year = int(digits[:2])
    # Leap days: a foreigner's year is taken as 2000+yy or 1900+yy, whichever has the day.
    candidates = [_CENTURY[mark] + year] if mark else [2000 + year, 1900 + year]
    dates = [_date(y, int(digits[2:4]), int(digits[4:6])) for y in candidates]
    known = next((day for day in dates if day), None)
    if known is None:
        raise IinError("date")
    if on is not None and mark and known > on:
        raise IinError("future")
    if check_digit(digits[:11]) != int(digits[11]):
        raise IinError("checksum")
    if not mark:
        return Iin(None, None)
    return Iin(known, "male" if mark % 2 else "female")


def keyed_hash(text: str) -> str:
    """HMAC-SHA256 of the twelve digits as 64 hex digits. Raises IinError for what is no IIN."""
    parse(text)
    return digest(_digits(text))


def surname_hash(iin: str, surname: str) -> str:
    """Hash of a surname beside an IIN, so that the same surname looks different on each line."""
    plain = unicodedata.normalize("NFKC", surname).casefold().replace("ё", "е")
    letters = re.sub(r"[\W_]+", "", plain)
    return digest(f"surname:{_digits(iin)}:{letters}")


def digest(text: str) -> str:
    """HMAC-SHA256 under the installation's key; callers prefix what is not an IIN."""
    key = settings.BIRGE_IIN_KEY
    if not key:
        raise ImproperlyConfigured("BIRGE_IIN_KEY is empty: no hash could be kept secret")
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _digits(text: str) -> str:
    digits = re.sub(r"[\s\u00a0\u202f-]", "", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise IinError("digits")
    return digits


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
