"""Reads a paper ballot that waits for the box. Needs K_poll."""

import hmac
import json
from uuid import UUID

from . import keys
from .formats import Choices
from .models import PaperBallot


def bound_to(poll: UUID, number: str) -> bytes:
    """What an encrypted entry belongs to: moved to another form it cannot be read."""
    return poll.bytes + number.encode()


def choices_of(paper: PaperBallot, key: bytes) -> Choices:
    text = keys.open_text(key, paper.choices, bound_to(paper.poll_id, paper.number))
    choices: Choices = json.loads(text)
    return choices


def drop_key(key: bytes, number: str) -> UUID:
    """The idempotency key of the form's post; only K_poll ties it to the form."""
    derived = keys.derived_key(key, "paper-drop/1")
    return UUID(bytes=hmac.digest(derived, number.encode(), "sha256")[:16], version=4)
