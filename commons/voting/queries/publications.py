"""Publications of polls: what may be published, and what has been."""

from ..enums import PublicationStatus
from ..models import Poll, Publication


def is_verifiable(poll: Poll) -> bool:
    """Leaf 0 announced how it is counted and with what it is checked."""
    return bool(poll.rule and poll.verifier_id)


def publication_of(poll: Poll) -> Publication | None:
    """The archive of a poll, once it is there for everybody."""
    return Publication.objects.filter(poll=poll, status=PublicationStatus.DONE).first()
