"""Addresses of pages in the tables: whole, and without a language, so that it is the reader's."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def page(name: str, *args: Any) -> str:
    """The page by the name of its address; empty where this installation has none."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return whole(path)


def whole(path: str) -> str:
    """`/kk/pavlodar/budget/` as `https://site/pavlodar/budget/`, which leads on to a language."""
    first, slash, rest = path.removeprefix("/").partition("/")
    neutral = f"/{rest}" if slash and first in LANGUAGES else path
    return settings.BIRGE_SITE_URL.rstrip("/") + neutral
