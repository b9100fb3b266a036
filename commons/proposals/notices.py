"""Whom the operations tell, and of what; the words are in messages.py."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from commons.notifications import operations as notifications
from commons.people.models import Person

from .models import Comment, Proposal
from .pages import path_of


def topic(proposal: Proposal) -> str:
    """What followers of a proposal follow."""
    return f"proposal/{proposal.pk}"


def follow(proposal: Proposal, person: Person, at: datetime) -> None:
    notifications.follow(person=person, topic=topic(proposal), at=at)


def tell_author(
    proposal: Proposal,
    kind: str,
    *,
    at: datetime,
    reason: Mapping[str, str] | None = None,
    **more: Any,
) -> None:
    notifications.notify(
        person=proposal.author,
        kind=kind,
        params=_params(proposal, reason, more),
        path=path_of(proposal),
        key=_key(proposal, kind, at),
        at=at,
    )


def tell_followers(
    proposal: Proposal,
    kind: str,
    *,
    at: datetime,
    reason: Mapping[str, str] | None = None,
    without: Iterable[Person] = (),
    **more: Any,
) -> None:
    """Everyone who follows. The author, who follows too, has the same key and hears it once."""
    notifications.notify_followers(
        topic=topic(proposal),
        kind=kind,
        params=_params(proposal, reason, more),
        path=path_of(proposal),
        key=_key(proposal, kind, at),
        at=at,
        without=without,
    )


def tell_of_comment(comment: Comment, *, at: datetime) -> None:
    """A reply is told to whom it answers, any comment to those who follow the proposal."""
    key = f"comment/{comment.pk}"
    path = f"{path_of(comment.proposal)}#c{comment.pk}"
    params = {"title": comment.proposal.title, "name": comment.author.public_name}
    if comment.parent and comment.parent.author_id != comment.author_id:
        notifications.notify(
            person=comment.parent.author,
            kind="comment_replied",
            params=params,
            path=path,
            key=key,
            at=at,
        )
    notifications.notify_followers(
        topic=topic(comment.proposal),
        kind="comment_new",
        params=params,
        path=path,
        key=key,
        at=at,
        without=[comment.author],
    )


def tell_commenter(comment: Comment, kind: str, *, at: datetime, reason: Mapping[str, str]) -> None:
    notifications.notify(
        person=comment.author,
        kind=kind,
        params=_params(comment.proposal, reason, {}),
        path=f"{path_of(comment.proposal)}#c{comment.pk}",
        key=f"comment/{comment.pk}/{kind}/{at.isoformat()}",
        at=at,
    )


def _params(
    proposal: Proposal, reason: Mapping[str, str] | None, more: Mapping[str, Any]
) -> dict[str, Any]:
    return {"title": proposal.title, **({"reason": dict(reason)} if reason else {}), **more}


def _key(proposal: Proposal, kind: str, at: datetime) -> str:
    """The same event told by two routes reaches a person once."""
    return f"proposal/{proposal.pk}/{kind}/{at.isoformat()}"
