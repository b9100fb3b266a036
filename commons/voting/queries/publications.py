"""Publications of polls: what may be published, and what has been."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet

from ..enums import PublicationStatus
from ..models import Poll, Publication


def is_verifiable(poll: Poll) -> bool:
    """Leaf 0 announced how it is counted and with what it is checked."""
    return bool(poll.rule and poll.verifier_id)


def publication_of(poll: Poll) -> Publication | None:
    """The archive of a poll, once it is there for everybody."""
    return Publication.objects.filter(poll=poll, status=PublicationStatus.DONE).first()


def keys_to_destroy(at: datetime) -> QuerySet[Poll]:
    """Published polls whose time for complaints is over while their key is still there."""
    days = F("key_days") * timedelta(days=1)
    until = ExpressionWrapper(F("publication__published_at") + days, output_field=DateTimeField())
    return (
        Poll.objects.filter(
            publication__status=PublicationStatus.DONE, key_destroyed_at__isnull=True
        )
        .annotate(key_until=until)
        .filter(key_until__lte=at)
        .order_by("pk")
    )
