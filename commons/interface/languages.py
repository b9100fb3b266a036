"""The same page in the other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

SHORT = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}


@dataclass(frozen=True)
class LanguageLink:
    code: str
    short: str
    name: str
    href: str
    is_current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Links that keep the page and its query. An address that is not found keeps its path."""
    here = request.get_full_path()
    current = get_language()
    return [
        LanguageLink(
            code=code,
            short=SHORT.get(code, code),
            name=get_language_info(code)["name_local"],
            href=_in_language(here, code),
            is_current=code == current,
        )
        for code, _ in settings.LANGUAGES
    ]


def _in_language(here: str, code: str) -> str:
    codes = [code for code, _ in settings.LANGUAGES]
    translated = translate_url(here, code)
    if translated != here:
        return translated
    first, slash, rest = here.removeprefix("/").partition("/")
    return f"/{code}/{rest}" if slash and first in codes else f"/{code}/"
