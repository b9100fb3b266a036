"""Gives every template the akimat whose address it is under."""

from typing import Any

from django.http import HttpRequest


def akimat(request: HttpRequest) -> dict[str, Any]:
    """`akimat` is None on pages of the whole country."""
    return {"akimat": getattr(request, "akimat", None)}
