"""Where proposals are read and written when the process that runs their call has pages of its own.

Most calls use the pages of this app. A process that shows its proposals elsewhere marks its call
with `has_own_pages` and registers its pages in AppConfig.ready. The pages here then send readers
there, and comments, supports and follows come back to the process's page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from .models import Call, Comment, Proposal

if TYPE_CHECKING:
    from .forms import CommentForm


@dataclass(frozen=True)
class Links:
    """Addresses of one proposal: its public page, and where its author goes on writing."""

    detail: str
    edit: str


@dataclass(frozen=True)
class CallLinks:
    """Addresses of one call: its list, and where one begins a proposal."""

    index: str
    start: str


Shown = Callable[[HttpRequest, Proposal, "CommentForm", Comment | None, int], HttpResponse]


@dataclass(frozen=True)
class Pages:
    """`links` and `calls` take many at once and must not query for each; they leave out what is
    not theirs. `show` answers with the page of one proposal, also with a comment that could not be
    taken: its form, the comment it replies to, and the status of the answer."""

    links: Callable[[Sequence[Proposal]], Mapping[int, Links]]
    calls: Callable[[Sequence[Call]], Mapping[int, CallLinks]]
    show: Shown


_held: dict[str, Pages] = {}


def register(key: str, pages: Pages) -> None:
    """Add the pages of a process; the same key again replaces them."""
    _held[key] = pages


def unregister(key: str) -> None:
    del _held[key]


def links_of(proposals: Iterable[Proposal]) -> dict[int, Links]:
    """The addresses of each proposal by its key. Their `call` and `akimat` must be at hand."""
    asked = list(proposals)
    found = {one.pk: _usual(one) for one in asked}
    own = [one for one in asked if one.call.has_own_pages]
    for pages in _held.values() if own else ():
        found.update(pages.links(own))
    return found


def attach(proposals: Sequence[Proposal]) -> None:
    """Give each proposal its `links`."""
    found = links_of(proposals)
    for proposal in proposals:
        proposal.links = found[proposal.pk]  # type: ignore[attr-defined]


def path_of(proposal: Proposal) -> str:
    return links_of([proposal])[proposal.pk].detail


def edit_path_of(proposal: Proposal) -> str:
    return links_of([proposal])[proposal.pk].edit


def own_links(call: Call) -> CallLinks | None:
    """Where a call with pages of its own is; None for all others, and while nobody shows it."""
    if not call.has_own_pages:
        return None
    for pages in _held.values():
        if found := pages.calls([call]).get(call.pk):
            return found
    return None


def own_page_of(proposal: Proposal) -> str:
    """The page elsewhere; empty where the page of this app is the one."""
    detail = path_of(proposal) if proposal.call.has_own_pages else ""
    return "" if detail == _usual(proposal).detail else detail


def shower_of(proposal: Proposal) -> Shown | None:
    """What shows this proposal instead of the page of this app."""
    if not proposal.call.has_own_pages:
        return None
    return next(
        (pages.show for pages in _held.values() if proposal.pk in pages.links([proposal])), None
    )


def _usual(proposal: Proposal) -> Links:
    args = [proposal.akimat.slug, proposal.call.slug, proposal.pk]
    return Links(
        detail=reverse("proposals:detail", args=args),
        edit=reverse("proposals:step", args=[*args, "check"]),
    )
