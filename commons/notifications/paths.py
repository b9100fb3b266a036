"""Addresses in messages: stored as they were reversed, shown in the reader's language."""

from django.conf import settings

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def in_language(path: str, language: str) -> str:
    """`/kk/pavlodar/budget/` as `/ru/pavlodar/budget/`; a path without a language stays."""
    first, slash, rest = path.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if slash and first in LANGUAGES else path


def absolute(path: str, language: str) -> str:
    """The whole address, for a mail that is read far from the site."""
    return settings.BIRGE_SITE_URL.rstrip("/") + in_language(path, language)
