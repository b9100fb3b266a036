"""What other parts show on the page of a meeting: each key is `extras.<key>` in the templates.

A context may hold `course`: a mapping of "minutes" or "replies" to (day or None, address), by which
the course beside the page knows that they are published and where; and `received`: sentences for
the fact "Received", such as "12 questions, 9 answered".
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from .models import Meeting

# None where there is nothing to show.
Reader = Callable[[HttpRequest, Meeting, datetime], dict[str, Any] | None]
_readers: dict[str, Reader] = {}


def register(key: str, read: Reader) -> None:
    """Add what a part knows of a meeting; the same key again replaces it."""
    _readers[key] = read


def read(request: HttpRequest, meeting: Meeting, at: datetime) -> dict[str, dict[str, Any]]:
    found = {key: reader(request, meeting, at) for key, reader in sorted(_readers.items())}
    return {key: context for key, context in found.items() if context is not None}
