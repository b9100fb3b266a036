"""A message as its reader sees it: words and address in the language of the page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from . import kinds
from .models import Message
from .paths import in_language


@dataclass(frozen=True)
class Shown:
    pk: int
    subject: str
    body: str
    href: str
    at: datetime
    is_unread: bool


def shown(message: Message) -> Shown:
    subject, body = kinds.readable(message.kind, message.params)
    href = in_language(message.path, get_language() or "kk") if message.path else ""
    return Shown(message.pk, subject, body, href, message.created_at, message.read_at is None)
