"""Official texts come in several languages at once: {"kk": ..., "ru": ..., "en": ...}."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from .errors import BudgetingError

Texts = Mapping[str, str]
LANGUAGES = ("kk", "ru", "en")
REQUIRED = ("kk", "ru")


def missing(texts: Texts) -> list[str]:
    """The required languages in which nothing is written."""
    return [code for code in REQUIRED if not (texts.get(code) or "").strip()]


def require(texts: Texts, code: str = "text_needed") -> None:
    """Raise BudgetingError unless the text exists in Kazakh and in Russian."""
    if absent := missing(texts):
        raise BudgetingError(code, languages=", ".join(absent))


def read(row: models.Model, field: str) -> dict[str, str]:
    """What a translated field holds, language by language, without fallback."""
    return {code: getattr(row, f"{field}_{code}") or "" for code in LANGUAGES}


def columns(field: str, texts: Texts) -> dict[str, str]:
    """Keyword arguments for a translated field."""
    return {f"{field}_{code}": (texts.get(code) or "").strip() for code in LANGUAGES}


def write(row: models.Model, field: str, texts: Texts) -> None:
    """Set a translated field in every language; saving is left to the caller."""
    for name, text in columns(field, texts).items():
        setattr(row, name, text)


def same(row: Any, field: str, texts: Texts) -> bool:
    return read(row, field) == {code: (texts.get(code) or "").strip() for code in LANGUAGES}
