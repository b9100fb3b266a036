"""What kinds of message there are, and their words.

Apps register theirs in AppConfig.ready. Texts are lazy and have named placeholders:
`register("proposal_published", subject=_("Published: %(title)s"), body=_("..."))`.

A parameter whose name ends in `_at` or `_date` is an ISO string and is shown as a date, one in
`_tenge` as money; a parameter that is a mapping of language codes is shown in the reader's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from commons.interface.dates import date_time, long_date
from commons.interface.numbers import tenge

Text = str | Promise


@dataclass(frozen=True)
class Kind:
    subject: Text
    body: Text


_kinds: dict[str, Kind] = {}


def register(kind: str, subject: Text, body: Text) -> None:
    """Give a kind its words; registered again, the newer words hold."""
    _kinds[kind] = Kind(subject, body)


def known(kind: str) -> bool:
    return kind in _kinds


def readable(kind: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Like `rendered`, for messages of long ago: one whose words changed is shown by its kind."""
    try:
        return rendered(kind, params)
    except (KeyError, ValueError):
        return kind.replace("_", " ").capitalize(), ""


def rendered(kind: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body in the language that is active.

    Raises KeyError for an unknown kind and for a placeholder without a parameter, ValueError for
    a date that is none.
    """
    words = _kinds[kind]
    shown = {name: _shown(name, value) for name, value in params.items()}
    # A subject is one line, whatever people wrote into the title it quotes.
    subject = " ".join((str(words.subject) % shown).split())
    return subject, str(words.body) % shown


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _in_own_language(value)
    if isinstance(value, str) and name.endswith("_at"):
        return date_time(datetime.fromisoformat(value))
    if isinstance(value, str) and name.endswith("_date"):
        return long_date(date.fromisoformat(value))
    if isinstance(value, int) and name.endswith("_tenge"):
        return tenge(value)
    return value


def _in_own_language(texts: Mapping[str, Any]) -> str:
    languages = [translation.get_language() or "kk", "kk", "ru", "en", *texts]
    return next((str(texts[code]) for code in languages if texts.get(code)), "")
