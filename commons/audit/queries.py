"""Reads the record."""

from django.db import models

from .models import Entry


def history(subject: models.Model) -> models.QuerySet[Entry]:
    """All that was done to one subject, newest first."""
    return Entry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).select_related("actor")
