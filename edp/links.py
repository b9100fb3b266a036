"""Addresses of pages, also of those that a part of the process may not have."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from .models import Round


def link(name: str, *args: Any) -> str:
    """The address, or nothing where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def of_round(round: Round, name: str = "round", *args: Any) -> str:
    """A page of the round by its name in this app, for example `round`, `rules`, `stage`."""
    return link(f"edp:{name}", round.akimat.slug, round.slug, *args)
