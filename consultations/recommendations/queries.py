"""Reads of final documents, what they recommend, and what came of it."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from .enums import DocumentStatus
from .models import FinalDocument, Recommendation

SOURCES = ("meeting", "council", "draft", "petition")


def documents_of(**source: Any) -> QuerySet[FinalDocument]:
    """The documents that were sent from one source, newest first, with their recommendations.

    `documents_of(meeting=…)`, or council, draft, petition. Three queries for any number.
    """
    if len(source) != 1 or not source.keys() <= set(SOURCES):
        raise TypeError(f"one of {', '.join(SOURCES)} is needed")
    return with_recommendations(FinalDocument.objects.filter(status=DocumentStatus.SENT, **source))


def with_recommendations(documents: QuerySet[FinalDocument]) -> QuerySet[FinalDocument]:
    """Newest first, each with `recommendations.all()` in order and who replies to them."""
    rows = Recommendation.objects.select_related("specialist").order_by("number", "pk")
    return (
        documents.select_related("akimat")
        .prefetch_related(Prefetch("recommendations", queryset=rows))
        .order_by("-sent_at", "-pk")
    )
