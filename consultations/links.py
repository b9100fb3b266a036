"""Addresses of pages, also of those that a part may not have."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from commons.territories.models import Akimat


def link(name: str, akimat: Akimat, *args: Any) -> str:
    """A page by its name in this app, such as `meeting`; empty where there is no such page."""
    try:
        return reverse(f"consultations:{name}", args=[akimat.slug, *args])
    except NoReverseMatch:
        return ""
