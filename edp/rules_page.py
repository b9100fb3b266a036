"""What the rules page says about languages and amendments."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from commons.interface.official import read

from .models import Amendment, Round


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
    found = _versions(round)
    original = found[round.original_language]
    own = found.get(get_language() or "kk", original)
    return Shown(own if own.text else original, original, not own.text)


def _versions(round: Round) -> dict[str, Version]:
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


def amendments(round: Round) -> list[tuple[Amendment, bool]]:
    """All amendments, the newest first, and whether one lacks this reader's language."""
    code = get_language() or "kk"
    return [
        (amendment, not read(amendment, "text").get(code))
        for amendment in round.amendments.order_by("-made_at", "-pk")
    ]
