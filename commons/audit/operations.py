"""Writes audit entries, always inside the transaction of the act itself."""

from datetime import datetime
from typing import Any

from django.db import models

from .models import Entry


def record(
    *,
    verb: str,
    subject: models.Model,
    at: datetime,
    actor: Any = None,
    akimat: Any = None,
    **detail: Any,
) -> Entry:
    """Add an entry. `detail` must be JSON: ids, codes, reasons; never a vote, an IIN or a code."""
    return Entry.objects.create(
        at=at,
        actor=actor,
        akimat=akimat,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )
