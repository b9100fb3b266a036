"""What the process that runs a call has to say about its proposals.

This app cannot know budgeting; budgeting registers a function in AppConfig.ready:
`panels.register(function)`, where `function(request, proposals)` returns a Panel by the key of
each proposal it knows. It is called once for a whole list, so it must not query per proposal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from .models import Proposal


@dataclass(frozen=True)
class Step:
    """An event or a stage in the history of a proposal, as `{% timeline %}` shows it."""

    title: str
    at: date | datetime | None = None
    text: str = ""
    state: str = "done"
    url: str = ""


@dataclass(frozen=True)
class Panel:
    """`tag` is shown in lists and on the page; the template only on the page, with `panel.context`
    and `proposal`; `desk` is a template that moderators see beside the proposal; `steps` join the
    history of the proposal."""

    tag: str = ""
    tone: str = ""
    template: str = ""
    desk: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    steps: Sequence[Step] = ()


Provider = Callable[[HttpRequest, Sequence[Proposal]], Mapping[int, Panel]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider; registering the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    _providers.remove(provider)


def attach(request: HttpRequest, proposals: Sequence[Proposal]) -> None:
    """Give each proposal `panels`, a list that is empty when no process knows it."""
    found = [provider(request, proposals) for provider in _providers] if proposals else []
    for proposal in proposals:
        panels = [by_key[proposal.pk] for by_key in found if proposal.pk in by_key]
        proposal.panels = panels  # type: ignore[attr-defined]
