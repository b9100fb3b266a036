"""What the process that runs a poll has to say about it: its name, its pages, its ballots' file.

This app cannot know budgeting; budgeting registers in AppConfig.ready:
`processes.register(Process("budgeting", subjects, ballots_file))`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language

from .models import Poll


@dataclass(frozen=True)
class Subject:
    """What is voted on. `titles` by language; the addresses are those of the reader's language.

    `is_public`: that there is such a poll may be known. `is_result_public`: so may its result.
    """

    titles: Mapping[str, str]
    url: str | Promise
    result_url: str | Promise
    is_public: bool
    is_result_public: bool
    # Not held here but read from a file: it has no roll, and no voters who could be asked.
    is_imported: bool = False

    @property
    def title(self) -> str:
        """In the reader's language, or else in the first that has one."""
        found = self.titles.get(get_language() or settings.LANGUAGE_CODE)
        return found or next(iter(filter(None, self.titles.values())), "")


Subjects = Callable[[Sequence[UUID]], Mapping[UUID, Subject]]
BallotsFile = Callable[[Poll], bytes]


@dataclass(frozen=True)
class Process:
    """`subjects` answers in a fixed number of queries for those of the polls that are its own.

    `ballots_file` gives the published .pb file of a counted poll, empty where there is none.
    """

    name: str
    subjects: Subjects
    ballots_file: BallotsFile


_processes: dict[str, Process] = {}


def register(process: Process) -> None:
    """Add a process, or put it in the place of the one with its name."""
    _processes[process.name] = process


def unregister(name: str) -> None:
    del _processes[name]


def subject_of(poll: Poll) -> Subject | None:
    """None where no process knows the poll."""
    return subjects_of([poll.pk]).get(poll.pk)


def subjects_of(polls: Sequence[UUID]) -> dict[UUID, Subject]:
    """Those that are known, in as many queries as there are processes."""
    found: dict[UUID, Subject] = {}
    for process in _processes.values() if polls else ():
        found.update(process.subjects(polls))
    return found


def ballots_file_of(poll: Poll) -> bytes:
    """The file with which the process publishes the ballots; empty where no process has one."""
    for process in _processes.values():
        if poll.pk in process.subjects([poll.pk]):
            return process.ballots_file(poll)
    return b""
