"""Finds a poll that may be shown under the akimat of the address."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..enums import PublicationStatus
from ..models import Poll, Publication
from ..processes import Subject, subject_of, subjects_of


@dataclass(frozen=True)
class Shown:
    """A poll that everybody may see, and what it is about."""

    poll: Poll
    subject: Subject

    @property
    def publication(self) -> Publication | None:
        """Once its archive can be downloaded."""
        found: Publication | None = getattr(self.poll, "publication", None)
        return found if found and found.status == PublicationStatus.DONE else None


def shown(akimat: Akimat, pk: UUID) -> Shown:
    """404 for everybody where the poll is of another akimat or not public yet."""
    poll = (
        Poll.objects.filter(akimat=akimat, pk=pk).select_related("publication", "verifier").first()
    )
    subject = subject_of(poll) if poll else None
    if poll is None or subject is None:
        raise Http404
    require(subject.is_public)
    return Shown(poll, subject)


def all_shown(akimat: Akimat) -> list[Shown]:
    """The akimat's public polls, the latest first; an akimat holds some dozens in a decade."""
    polls = list(
        Poll.objects.filter(akimat=akimat)
        .select_related("publication")
        .order_by("-closes_at", "pk")
    )
    subjects = subjects_of([poll.pk for poll in polls])
    found = [Shown(poll, subjects[poll.pk]) for poll in polls if poll.pk in subjects]
    return [one for one in found if one.subject.is_public]
