"""Addresses of the public pages of a poll, also where an installation leaves them out."""

from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from commons.territories.models import Akimat


def link(name: str, akimat: Akimat, *args: Any) -> str:
    """A page by its name in this app, such as `index`; empty where there is no such page."""
    try:
        return reverse(f"voting:{name}", args=[akimat.slug, *args])
    except NoReverseMatch:
        return ""


def of_poll(akimat: Akimat, poll: UUID, name: str = "poll") -> str:
    """A page of the poll: `poll`, `log`, `heads`, `receipt`, `archive`, `verifier`, `setup`."""
    return link(name, akimat, poll)
