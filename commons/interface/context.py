"""What the page frame shows on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .languages import language_links


def interface(request: HttpRequest) -> dict[str, Any]:
    """`languages`: this page in each language; `is_demo`: whether the data is fictional."""
    return {
        # Lazy, because a fragment for htmx shows no links.
        "languages": SimpleLazyObject(lambda: language_links(request)),
        "is_demo": settings.BIRGE_DEMO,
    }
