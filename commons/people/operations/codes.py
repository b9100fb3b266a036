"""One-time codes by post and SMS: made, kept as a hash, sent, entered."""

import hmac
import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commons.audit.operations import record

from .. import senders
from ..enums import OPEN, Method, VerificationStatus
from ..errors import VerificationError
from ..iin import digest
from ..models import REFERENCE_ALPHABET, Person, ResidencyVerification
from .locks import lock_open, lock_person
from .settling import settle

TRIES = 5
MAX_CODES = 3
LIFE = {Method.POST: timedelta(days=14), Method.SMS: timedelta(minutes=10)}
# A letter takes days; an SMS that did not come in a minute will not come.
PAUSE = {Method.POST: timedelta(days=5), Method.SMS: timedelta(minutes=1)}


def send_code(verification: ResidencyVerification, *, at: datetime) -> ResidencyVerification:
    """Make a code and hand it to the carrier; only its hash is stored, before it is sent.

    Raises VerificationError: not_open, no_code, too_many_codes, code_too_soon, code_not_sent.
    """
    with transaction.atomic():
        locked = lock_open(verification)
        _check_may_send(locked, at)
        method = Method(locked.method)
        code = _new_code(method)
        locked.code_hash = _hash(locked, code)
        locked.code_expires_at = at + LIFE[method]
        locked.attempts_left = TRIES
        locked.codes_sent += 1
        locked.save()
    try:
        _hand_over(locked, code)
    except senders.CodeNotSentError as failure:
        raise VerificationError("code_not_sent") from failure
    with transaction.atomic():
        locked = lock_open(locked)
        locked.status = VerificationStatus.CODE_SENT
        locked.code_sent_at = at
        locked.save(update_fields=["status", "code_sent_at"])
        record(
            verb="send_code",
            subject=locked,
            at=at,
            actor=locked.person,
            akimat=locked.akimat,
            method=locked.method,
        )
    return locked


def resend_code(
    *, verification: ResidencyVerification, actor: Person, at: datetime
) -> ResidencyVerification:
    """A new code in place of the old one, which stops working. Raises what send_code raises."""
    if actor.pk != verification.person_id:
        raise VerificationError("no_code")
    return send_code(verification, at=at)


def enter_code(*, person: Person, code: str, at: datetime) -> ResidencyVerification:
    """Settle the open request with the code that came. A wrong one costs a try, for good.

    Raises VerificationError: no_code, code_expired, code_blocked, code_wrong, iin_taken.
    """
    with transaction.atomic():
        locked = _lock_waiting(lock_person(person))
        if locked.code_expires_at is None or locked.code_expires_at <= at:
            raise VerificationError("code_expired")
        if not locked.attempts_left:
            raise VerificationError("code_blocked")
        if hmac.compare_digest(_hash(locked, code), locked.code_hash):
            return settle(locked, actor=locked.person, at=at)
        locked.attempts_left -= 1
        locked.save(update_fields=["attempts_left"])
    # Raised after the commit: an exception inside would give the try back.
    if locked.attempts_left:
        raise VerificationError("code_wrong", left=locked.attempts_left)
    raise VerificationError("code_blocked")


def _lock_waiting(person: Person) -> ResidencyVerification:
    found = (
        ResidencyVerification.objects.select_for_update(of=("self",))
        .select_related("akimat__territory", "territory", "person__elector")
        .filter(person=person, status__in=OPEN)
        .exclude(code_hash="")
        .first()
    )
    if found is None:
        raise VerificationError("no_code")
    return found


def _check_may_send(verification: ResidencyVerification, at: datetime) -> None:
    if verification.method not in LIFE:
        raise VerificationError("no_code")
    if verification.codes_sent >= MAX_CODES:
        raise VerificationError("too_many_codes")
    last = verification.code_sent_at
    if last is not None and at < last + PAUSE[Method(verification.method)]:
        raise VerificationError("code_too_soon")


def _new_code(method: Method) -> str:
    if method == Method.SMS:
        return f"{secrets.randbelow(10**6):06d}"
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _hash(verification: ResidencyVerification, code: str) -> str:
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    return digest(f"code:{verification.pk}:{plain}")


def _hand_over(verification: ResidencyVerification, code: str) -> None:
    person, sender = verification.person, senders.current()
    with translation.override(person.language):
        if verification.method == Method.SMS:
            text = _("Birge: your code is %(code)s. It is valid for 10 minutes.") % {"code": code}
            sender.send_sms(phone=verification.phone, text=text)
        else:
            text = _(
                "Your code for Birge is %(code)s. Enter it on your page within 14 days to confirm "
                "where you live."
            ) % {"code": code}
            sender.send_letter(
                address=verification.address,
                name=person.name,
                reference=verification.reference,
                text=text,
            )
