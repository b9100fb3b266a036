"""When each language of a text was written, and which translations the original has overtaken."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from commons.interface.official import LANGUAGES, REQUIRED, Texts, read, write

from .models import Editable


def put(row: Editable, texts: Mapping[str, Texts], at: datetime, *, confirmed: bool) -> list[str]:
    """Write the texts and note when each language changed; saving is left to the caller.

    `confirmed` says that the translations hold although the original changed. Returns the names of
    the texts that changed.
    """
    changed = []
    for name, new in texts.items():
        before = read(row, name)
        write(row, name, new)
        after = read(row, name)
        times = dict(row.written.get(name, {}))
        for code in LANGUAGES:
            if before[code] != after[code] or (confirmed and after[code]):
                times[code] = at.isoformat()
        row.written = {**row.written, name: times}
        if before != after:
            changed.append(name)
    return changed


def is_old(row: Editable, name: str, language: str, original: str) -> bool:
    """Whether the original has changed since this translation of it was written."""
    if language == original:
        return False
    times = row.written.get(name, {})
    if original not in times:
        return False  # entered as a whole, before anybody edited it
    mine = times.get(language)
    return mine is None or datetime.fromisoformat(mine) < datetime.fromisoformat(times[original])


def gaps(row: Editable, names: Iterable[str], original: str) -> list[tuple[str, str, str]]:
    """(text, language, "missing" or "old") wherever something stands in the original.

    English may be missing, but it may not be old.
    """
    found = []
    for name in names:
        held = read(row, name)
        if not held[original]:
            continue
        for code in LANGUAGES:
            if code in REQUIRED and not held[code]:
                found.append((name, code, "missing"))
            elif held[code] and is_old(row, name, code, original):
                found.append((name, code, "old"))
    return found
