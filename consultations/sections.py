"""The front page of hearings puts itself together from what each part has to say there, and so do
the pages of work for staff."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from commons.territories.models import Akimat

Reader = Callable[[HttpRequest, Akimat, datetime], dict[str, Any] | None]
Worker = Callable[[HttpRequest, Akimat, datetime], "Sequence[Work]"]


@dataclass(frozen=True)
class Shown:
    """A piece of the front page: its template gets the context as `section`."""

    key: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Work:
    """Something staff can do or must do. `count` waits, `late` of it is overdue."""

    label: str
    url: str
    text: str = ""
    count: int | None = None
    late: int = 0


_sections: dict[str, tuple[int, str, Reader]] = {}
_work: dict[str, tuple[int, Worker]] = {}


def register(key: str, *, order: int, template: str, read: Reader) -> None:
    """Add a piece to the front page; the same key again replaces it. None says nothing."""
    _sections[key] = (order, template, read)


def register_work(key: str, *, order: int, read: Worker) -> None:
    """Add what a part asks of staff; who may not do it gets an empty sequence from `read`."""
    _work[key] = (order, read)


def shown(
    request: HttpRequest, akimat: Akimat, at: datetime, only: Collection[str] | None = None
) -> list[Shown]:
    """The pieces that have something to say, in their order; `only` these keys, if named."""
    wanted = [item for item in _sections.items() if only is None or item[0] in only]
    held = sorted(wanted, key=lambda item: (item[1][0], item[0]))
    found = [(key, template, read(request, akimat, at)) for key, (_, template, read) in held]
    return [Shown(key, template, context) for key, template, context in found if context]


def work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    held = sorted(_work.items(), key=lambda item: (item[1][0], item[0]))
    return [one for _key, (_order, read) in held for one in read(request, akimat, at)]
