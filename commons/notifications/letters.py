"""Writes of the outbox to people without an account: e-mail to an address they were named by."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from . import kinds
from .enums import Delivery
from .errors import NotificationError
from .models import Letter
from .tasks import deliver_outbox


def send_letter(
    *,
    address: str,
    name: str,
    language: str,
    kind: str,
    params: Mapping[str, Any],
    path: str = "",
    key: str,
    at: datetime,
) -> None:
    """Put one letter into the outbox; the same key never makes a second.

    Raises NotificationError("unknown_kind") and KeyError where a placeholder has no parameter.
    """
    send_letters(
        [
            Letter(
                address=address,
                name=name,
                language=language,
                kind=kind,
                params=dict(params),
                path=path,
                key=key,
                created_at=at,
            )
        ]
    )


def send_letters(letters: Iterable[Letter]) -> None:
    """Many letters at once; raises as `send_letter` does."""
    rows = list(letters)
    for row in rows:
        if not kinds.known(row.kind):
            raise NotificationError("unknown_kind", kind=row.kind)
        kinds.rendered(row.kind, row.params)
    Letter.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    transaction.on_commit(deliver_outbox.delay, robust=True)


def recall(*, keys: Iterable[str]) -> None:
    """Take back letters that have not gone yet; what was sent stays sent."""
    Letter.objects.filter(key__in=list(keys), delivery=Delivery.WAITING).delete()
