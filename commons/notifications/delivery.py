"""Sends waiting messages by e-mail, each at most once."""

import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from commons.people.enums import ConsentKind
from commons.people.queries import has_consent

from . import kinds
from .enums import Delivery
from .models import Message
from .paths import absolute

# Minutes to wait after each failure; after the last one the message is shown on the site only.
RETRY_MINUTES = (1, 5, 30, 120, 720)


def deliver_next(*, at: datetime) -> bool:
    """Deliver the oldest message that waits and that nobody else has in hand; False if none.

    The row is locked while the carrier takes the mail, so that two workers never send one
    message. A crash between the two is met by a Message-ID that is the same each time.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("person")
            .filter(delivery=Delivery.WAITING)
            .filter(Q(retry_at__isnull=True) | Q(retry_at__lte=at))
            .order_by("created_at", "pk")
            .first()
        )
        if message is None:
            return False
        if _wants_mail(message):
            _attempt(message, at)
        else:
            message.delivery = Delivery.PAGE_ONLY
        message.save(update_fields=["delivery", "sent_at", "retry_at", "attempts", "error"])
    return True


def _wants_mail(message: Message) -> bool:
    person = message.person
    reachable = person.is_active and not person.erased_at
    return reachable and has_consent(person, ConsentKind.MAIL)


def _attempt(message: Message, at: datetime) -> None:
    message.attempts += 1
    try:
        _mail(message).send()
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
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message_id = f"<birge-message-{message.pk}@{domain}>"
    return EmailMessage(subject, text, to=[person.email], headers={"Message-ID": message_id})
