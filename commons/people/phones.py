"""Telephone numbers as people write them."""

import re

from .errors import VerificationError


def kazakh_mobile(text: str) -> str:
    """`8 (701) 123-45-67` as `+77011234567`. Raises VerificationError("phone_invalid")."""
    digits = re.sub(r"\D", "", text)
    match = re.fullmatch(r"(?:7|8)?(7\d{9})", digits)
    if match is None:
        raise VerificationError("phone_invalid")
    return f"+7{match[1]}"
