"""What the rules page says about languages and amendments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language

from commons.interface.official import read

from .models import Amendment, Round

A = TypeVar("A", bound=Amendment)


@dataclass(frozen=True)
class Version:
    """The rules in one language."""

    code: str
    name: str
    text: str
    changed_at: datetime | None
    is_authoritative: bool
    is_older: bool


@dataclass(frozen=True)
class Shown:
    """The version for this reader, and the authoritative one beside it."""

    version: Version
    original: Version
    is_substitute: bool


def shown(round: Round) -> Shown:
    """The reader's language where it is written, otherwise the authoritative text."""
    found = versions(round)
    original = found[round.original_language]
    own = found.get(get_language() or "kk", original)
    return Shown(own if own.text else original, original, not own.text)


def versions(round: Round) -> dict[str, Version]:
    """The rules in each language; a translation older than its original says so."""
    changed = {
        code: datetime.fromisoformat(moment) for code, moment in round.rules_versions.items()
    }
    original = changed.get(round.original_language)
    return {
        code: Version(
            code=code,
            name=str(dict(settings.LANGUAGES)[code]),
            text=text,
            changed_at=changed.get(code),
            is_authoritative=code == round.original_language,
            is_older=bool(text and original and changed.get(code, original) < original),
        )
        for code, text in read(round, "rules").items()
    }


def with_language(amendments: Iterable[A]) -> list[tuple[A, bool]]:
    """The amendments, the newest first, each with whether it lacks this reader's language."""
    code = get_language() or "kk"
    newest = sorted(amendments, key=lambda one: (one.made_at, one.pk), reverse=True)
    return [(one, not read(one, "text").get(code)) for one in newest]
