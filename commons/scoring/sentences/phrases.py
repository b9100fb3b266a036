"""Pieces of sentences: lists, titles in quotes, shares as so many of a hundred."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def quoted(title: str) -> str:
    return f"“{title}”"


def listed(words: Sequence[str]) -> str:
    """One; one and two; one, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def hundredths(share: float) -> str:
    """``83``; ``more than 99`` and ``fewer than 1`` where rounding would claim too much."""
    if 0 < share < 0.005:
        return _("fewer than 1")
    if 0.995 < share < 1:
        return _("more than 99")
    return str(round(100 * share))
