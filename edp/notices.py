"""Whom the core of a round tells, and of what. The words are in messages.py."""

from datetime import datetime

from django.urls import reverse

from commons.interface.official import read
from commons.notifications import operations as notifications

from .models import Round


def topic(round: Round) -> str:
    """What followers of a discovery round follow."""
    return f"discovery/{round.pk}"


def round_path(round: Round) -> str:
    return reverse("edp:round", args=[round.akimat.slug, round.slug])


def round_followers(
    round: Round, kind: str, at: datetime, *, key: str, path: str = "", about: Round | None = None
) -> None:
    """Tell the followers of `round`; `about` is the round named where that is another one."""
    named = about or round
    notifications.notify_followers(
        topic=topic(round),
        kind=f"discovery_{kind}",
        params={"round": read(named, "title")},
        path=path or round_path(named),
        key=key,
        at=at,
    )
