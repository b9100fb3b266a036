"""A browser without an account is known by a signed cookie that holds the key of its response."""

import uuid
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ..models import Survey

DAYS = 400


def _name(survey: Survey) -> str:
    return f"survey-{survey.pk}"


def key_of(request: HttpRequest, survey: Survey) -> UUID | None:
    """None without the cookie, and where it was tampered with."""
    text = request.get_signed_cookie(_name(survey), default=None, salt=f"survey/{survey.pk}")
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def give(response: HttpResponse, survey: Survey) -> None:
    response.set_signed_cookie(
        _name(survey),
        str(uuid.uuid4()),
        salt=f"survey/{survey.pk}",
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
