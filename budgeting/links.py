"""Addresses of pages, also of those that an installation may leave out."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from .models import Round


def link(name: str, *args: Any) -> str:
    """The address, or nothing where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def of_round(round: Round, name: str = "round") -> str:
    """A page of the round: `round`, `rules`, `projects`, `result`, `ballot_home`."""
    return link(f"budgeting:{name}", round.akimat.slug, round.slug)
