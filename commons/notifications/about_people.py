"""What people, one room below, leaves to be told, shown, exported and erased here."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons.people import erasers, exports, sections
from commons.people.models import Person, ResidencyVerification
from commons.people.signals import residency_verified, verification_refused

from . import kinds, queries
from .operations import notify
from .rendering import shown

_REFUSED = _(
    "The akimat could not verify that you live in %(place)s. Its reason: %(reason)s You can ask "
    "again on your page."
)


def connect() -> None:
    kinds.register(
        "residency_verified",
        _("Your residence is verified: %(place)s"),
        _(
            "You can now propose and vote in %(place)s. The verification holds until "
            "%(until_date)s."
        ),
    )
    kinds.register("verification_refused", _("Your residence was not verified"), _REFUSED)
    residency_verified.connect(_tell_verified, dispatch_uid="notifications.verified")
    verification_refused.connect(_tell_refused, dispatch_uid="notifications.refused")
    exports.register("messages", _messages)
    exports.register("follows", _follows)
    erasers.register("notifications", _erase)
    sections.register("messages", order=20, template="notifications/section.html", read=_section)


def _tell_verified(sender: Any, verification: ResidencyVerification, **kwargs: Any) -> None:
    until = verification.valid_until
    notify(
        person=verification.person,
        kind="residency_verified",
        params={
            "place": _names(verification),
            "until_date": until.isoformat() if until else "",
        },
        path="/kk/me/",
        key=f"verification/{verification.pk}/verified",
        at=verification.decided_at or verification.requested_at,
    )


def _tell_refused(sender: Any, verification: ResidencyVerification, **kwargs: Any) -> None:
    notify(
        person=verification.person,
        kind="verification_refused",
        params={"place": _names(verification), "reason": verification.reason},
        path="/kk/me/",
        key=f"verification/{verification.pk}/refused/{verification.decided_at:%Y%m%d%H%M%S}",
        at=verification.decided_at or verification.requested_at,
    )


def _names(verification: ResidencyVerification) -> dict[str, str]:
    place: Any = verification.territory
    return {code: getattr(place, f"name_{code}") or "" for code in ("kk", "ru", "en")}


def _messages(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "kind": message.kind,
            "subject": subject,
            "text": body,
            "at": message.created_at.isoformat(),
            "read_at": message.read_at.isoformat() if message.read_at else None,
            "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        }
        for message in queries.messages(person)
        for subject, body in [kinds.readable(message.kind, message.params)]
    ]


def _follows(person: Person) -> list[dict[str, Any]]:
    return [
        {"topic": follow.topic, "since": follow.followed_at.isoformat()}
        for follow in queries.follows(person)
    ]


def _erase(person: Person) -> None:
    queries.messages(person).delete()
    queries.follows(person).delete()


def _section(request: HttpRequest) -> dict[str, Any]:
    person = request.user
    return {
        "unread": queries.unread_count(person),
        "latest": [shown(message) for message in queries.messages(person)[:3]],
        "follow_count": queries.follows(person).count(),
    }
