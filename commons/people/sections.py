"""Parts that apps above add to a person's own page: my proposals, my messages.

Call `register("messages", order=30, template="notifications/section.html", read=function)` in
AppConfig.ready; the function takes the request and returns the template's context, or None where
there is nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Reader = Callable[[HttpRequest], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    name: str
    order: int
    template: str
    read: Reader


@dataclass(frozen=True)
class Shown:
    template: str
    context: dict[str, Any]


_sections: dict[str, Section] = {}


def register(name: str, *, order: int, template: str, read: Reader) -> None:
    _sections[name] = Section(name, order, template, read)


def shown(request: HttpRequest) -> list[Shown]:
    """The sections that have something to say to this person, in their order."""
    in_order = sorted(_sections.values(), key=lambda section: (section.order, section.name))
    read = [(section, section.read(request)) for section in in_order]
    return [Shown(section.template, context) for section, context in read if context is not None]
