"""Whom the room's operations tell, and of what. The words are in messages.py."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from commons.interface.official import read
from commons.notifications import letters
from commons.notifications import operations as notifications
from commons.notifications.models import Letter

from ..models import Round, Stakeholder
from . import queries


def key_of(stakeholder: Stakeholder) -> str:
    """Of the latest invitation; a repeated one has its own."""
    sent = stakeholder.invited_at
    return f"seat/{stakeholder.pk}/invited/{sent:%Y%m%d%H%M%S%f}" if sent else ""


def reminder_key_of(stakeholder: Stakeholder) -> str:
    return f"{key_of(stakeholder)}/again"


def invited(stakeholder: Stakeholder, at: datetime) -> None:
    _send(stakeholder, "discovery_invited", key_of(stakeholder), at)


def reminded(stakeholder: Stakeholder, at: datetime) -> None:
    _send(stakeholder, "discovery_reminded", reminder_key_of(stakeholder), at)


def recall(stakeholder: Stakeholder) -> None:
    letters.recall(keys=[key_of(stakeholder), reminder_key_of(stakeholder)])


def admitted(stakeholder: Stakeholder, at: datetime) -> None:
    _tell(stakeholder, "discovery_admitted", at)


def refused(stakeholder: Stakeholder, at: datetime) -> None:
    _tell(stakeholder, "discovery_refused", at, reason=stakeholder.reason)


def invited_many(stakeholders: Iterable[Stakeholder], at: datetime) -> None:
    """Like `invited` for a whole list: accounts are told one by one, letters go in bulk."""
    listed = list(stakeholders)
    known = queries.with_account(one.email for one in listed)
    for one in listed:
        if one.email.lower() in known:
            invited(one, at)
    rows = [
        Letter(
            address=one.email,
            name=one.name,
            language=one.language,
            kind="discovery_invited",
            params=_params(one),
            path=answer_path(one),
            key=key_of(one),
            created_at=at,
        )
        for one in listed
        if one.email.lower() not in known
    ]
    letters.send_letters(rows)


def answer_path(stakeholder: Stakeholder) -> str:
    round = stakeholder.round
    return reverse("edp:people_answer", args=[round.akimat.slug, round.slug, stakeholder.token])


def people_path(round: Round) -> str:
    return reverse("edp:people", args=[round.akimat.slug, round.slug])


def _params(stakeholder: Stakeholder) -> dict[str, Any]:
    round = stakeholder.round
    return {
        "round": read(round, "title"),
        "akimat": read(round.akimat, "name"),
        "summary": read(round, "summary"),
    }


def _send(stakeholder: Stakeholder, kind: str, key: str, at: datetime) -> None:
    """To the account that has confirmed the address, else by letter."""
    account = stakeholder.person or queries.account_under(stakeholder.email)
    common: dict[str, Any] = {
        "kind": kind,
        "params": _params(stakeholder),
        "path": answer_path(stakeholder),
        "key": key,
        "at": at,
    }
    if account is not None:
        notifications.notify(person=account, **common)
    elif stakeholder.email:
        letters.send_letter(
            address=stakeholder.email,
            name=stakeholder.name,
            language=stakeholder.language,
            **common,
        )


def _tell(stakeholder: Stakeholder, kind: str, at: datetime, **more: str) -> None:
    round = stakeholder.round
    if stakeholder.person is None:
        return
    notifications.notify(
        person=stakeholder.person,
        kind=kind,
        params={"round": read(round, "title"), **more},
        path=people_path(round),
        key=f"seat/{stakeholder.pk}/{kind}/{at:%Y%m%d%H%M%S%f}",
        at=at,
    )
