"""Sends waiting messages by e-mail, each at most once."""

import smtplib
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from commons.people.enums import ConsentKind
from commons.people.queries import has_consent

from . import kinds
from .enums import Delivery
from .models import Letter, Message, Outgoing
from .paths import absolute

# Minutes to wait after each failure; after the last one the message is shown on the site only.
RETRY_MINUTES = (1, 5, 30, 120, 720)
_WRITTEN = ["delivery", "sent_at", "retry_at", "attempts", "error"]
Row = TypeVar("Row", Message, Letter)


def deliver_next(*, at: datetime) -> bool:
    """Deliver the oldest message, or else the oldest letter, that waits and that nobody else has
    in hand; False if there is none.

    The row is locked while the carrier takes the mail, so that two workers never send one
    message. A crash between the two is met by a Message-ID that is the same each time.
    """
    return _deliver_message(at) or _deliver_letter(at)


@transaction.atomic
def _deliver_message(at: datetime) -> bool:
    message = _next(Message.objects.select_related("person"), at)
    if message is None:
        return False
    if _wants_mail(message):
        _attempt(message, _mail(message), at)
    else:
        message.delivery = Delivery.PAGE_ONLY
    message.save(update_fields=_WRITTEN)
    return True


@transaction.atomic
def _deliver_letter(at: datetime) -> bool:
    letter = _next(Letter.objects.all(), at)
    if letter is None:
        return False
    _attempt(letter, _letter_mail(letter), at)
    if letter.delivery != Delivery.WAITING:
        letter.address = letter.name = ""
    letter.save(update_fields=[*_WRITTEN, "address", "name"])
    return True


def _next(rows: QuerySet[Row], at: datetime) -> Row | None:
    return (
        rows.select_for_update(skip_locked=True, of=("self",))
        .filter(delivery=Delivery.WAITING)
        .filter(Q(retry_at__isnull=True) | Q(retry_at__lte=at))
        .order_by("created_at", "pk")
        .first()
    )


def _wants_mail(message: Message) -> bool:
    person = message.person
    reachable = person.is_active and not person.erased_at
    return reachable and has_consent(person, ConsentKind.MAIL)


def _attempt(message: Outgoing, mail: EmailMessage, at: datetime) -> None:
    message.attempts += 1
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as failure:
        # The class alone: a carrier's words may quote the address.
        message.error = type(failure).__name__
        if message.attempts > len(RETRY_MINUTES):
            message.delivery = Delivery.FAILED
        else:
            message.retry_at = at + timedelta(minutes=RETRY_MINUTES[message.attempts - 1])
        return
    message.delivery, message.sent_at, message.error = Delivery.SENT, at, ""


def _mail(message: Message) -> EmailMessage:
    person = message.person
    with translation.override(person.language):
        subject, body = kinds.readable(message.kind, message.params)
        text = render_to_string(
            "notifications/mail.txt",
            {
                "person": person,
                "body": body,
                "link": absolute(message.path, person.language) if message.path else "",
                "settings_link": absolute("/kk/me/", person.language),
            },
        )
    return _addressed(subject, text, person.email, f"message-{message.pk}")


def _letter_mail(letter: Letter) -> EmailMessage:
    with translation.override(letter.language):
        subject, body = kinds.readable(letter.kind, letter.params)
        link = absolute(letter.path, letter.language) if letter.path else ""
        text = render_to_string(
            "notifications/letter.txt", {"name": letter.name, "body": body, "link": link}
        )
    return _addressed(subject, text, letter.address, f"letter-{letter.pk}")


def _addressed(subject: str, text: str, address: str, name: str) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message_id = f"<birge-{name}@{domain}>"
    return EmailMessage(subject, text, to=[address], headers={"Message-ID": message_id})
