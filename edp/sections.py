"""What each stage of a round consists of. A part of the process registers its own sections, and
the stage's page shows them with what is there by now and what one can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest

from .models import Round


@dataclass(frozen=True)
class Section:
    """`count` is how many there are by now, `state` a few words on how it stands; `actions` are
    links for who may act, as (label, url)."""

    title: str
    text: str
    url: str
    count: int | None = None
    state: str = ""
    actions: Sequence[tuple[str, str]] = field(default_factory=tuple)


Reader = Callable[[HttpRequest, Round, datetime], Section | None]
_readers: dict[str, dict[str, tuple[int, Reader]]] = {}


def register(stage: str, *, key: str, order: int, read: Reader) -> None:
    """Add a section to a stage; the same key again replaces it."""
    _readers.setdefault(stage, {})[key] = (order, read)


def of_stage(request: HttpRequest, round: Round, stage: str, at: datetime) -> list[Section]:
    """The sections of a stage in their order; those that say nothing are left out."""
    held = sorted(_readers.get(stage, {}).items(), key=lambda item: (item[1][0], item[0]))
    found = [read(request, round, at) for _key, (_order, read) in held]
    return [section for section in found if section is not None]
