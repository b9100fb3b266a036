"""Announcing freezes the rules of a round under their fingerprint; amending changes them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from commons.audit.operations import record
from commons.interface.official import Texts, columns, read
from commons.people.models import Person

from .models import Amendment, Round
from .rules import fingerprint

A = TypeVar("A", bound=Amendment)
Rules = Mapping[str, Any]


def freeze(round: Round, rules: Rules, *, verb: str, actor: Person | None, at: datetime) -> None:
    """Public from now on, with its rules as they are. Saves the round."""
    round.announced_at = round.frozen_at = at
    round.rules_hash = fingerprint(rules)
    round.rules_versions = {
        code: at.isoformat() for code, text in read(round, "rules").items() if text
    }
    round.save()
    record(
        verb=verb,
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        rules_hash=round.rules_hash,
        rules=rules,
    )


def publish_amendment(
    kind: type[A],
    round: Round,
    rules: Rules,
    *,
    before: Texts,
    changed: Iterable[str],
    text: Texts,
    reason: Texts,
    verb: str,
    actor: Person,
    at: datetime,
) -> A:
    """Put a change that is made on record: its words, both fingerprints. Saves the round.

    `before` is the text of the rules before the change, `rules` all of them after it.
    """
    old_hash, round.rules_hash = round.rules_hash, fingerprint(rules)
    for code, written in read(round, "rules").items():
        if written != before[code]:
            round.rules_versions[code] = at.isoformat()
    round.save()
    hashes = {"old_hash": old_hash, "new_hash": round.rules_hash}
    amendment = kind._default_manager.create(
        round=round,
        made_at=at,
        made_by=actor,
        **hashes,
        **columns("text", text),
        **columns("reason", reason),
    )
    record(
        verb=verb,
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        amendment=amendment.pk,
        changed=sorted(changed),
        rules=rules,
        **hashes,
    )
    return amendment
