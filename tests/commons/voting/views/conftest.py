"""Polls of a process of the tests, which says which of them are public."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat
from commons.voting import operations, processes
from commons.voting.models import LogHead, Poll, Publication
from commons.voting.processes import Process, Subject
from tests.factories.people import PersonFactory
from tests.factories.territories import MembershipFactory


@dataclass
class Told:
    """What the process says: every poll is public, but for those in `secret`."""

    secret: set[UUID] = field(default_factory=set)
    has_result: bool = False
    is_imported: bool = False

    def subjects(self, polls: list[UUID]) -> dict[UUID, Subject]:
        return {poll: self._subject(poll) for poll in polls}

    def _subject(self, poll: UUID) -> Subject:
        titles = {"kk": "Саябақ", "ru": "Парк", "en": "The park"}
        return Subject(
            titles,
            "/about/",
            "/result/",
            poll not in self.secret,
            self.has_result,
            self.is_imported,
        )


@pytest.fixture(autouse=True)
def told() -> Iterator[Told]:
    """Registered last, so that it answers for the polls that budgeting does not know."""
    told = Told()
    processes.register(Process("tests", told.subjects, lambda poll: b""))
    yield told
    processes.unregister("tests")


@pytest.fixture
def two_moderators(moderator: Person, akimat: Akimat) -> list[Person]:
    other = PersonFactory(is_staff=True)
    MembershipFactory(person=other, akimat=akimat, role=Role.MODERATOR)
    return [moderator, other]


@pytest.fixture
def sealed() -> Callable[[Poll], LogHead]:
    """Everything that waits is put into the log, and the head signed."""

    def seal(poll: Poll) -> LogHead:
        head = operations.seal(poll=poll, at=timezone.now(), force=True)
        assert head is not None
        return head

    return seal


@pytest.fixture
def published(closed_poll: Poll, told: Told) -> Publication:
    """The archive of a closed poll, of a few bytes."""
    return publication_of(closed_poll, told)


def publication_of(poll: Poll, told: Told) -> Publication:
    told.has_result = True
    content = b"PK of this test"
    publication = Publication(
        poll=poll,
        status="done",
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        log_size=2,
        requested_at=timezone.now(),
        published_at=timezone.now(),
    )
    publication.file.save(f"{poll.pk}.zip", ContentFile(content))
    return publication
