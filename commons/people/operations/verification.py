"""Asking for a verification of residency, and staff's answer to it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.territories.models import Akimat, Territory
from commons.territories.permissions import is_staff_of

from ..enums import OPEN, Method, VerificationStatus
from ..errors import VerificationError
from ..iin import keyed_hash, parse
from ..models import Person, ResidencyVerification
from ..permissions import offered_methods
from ..phones import kazakh_mobile
from ..signals import verification_refused
from .codes import send_code
from .locks import lock_open, lock_person
from .settling import check_elector_free, check_tries, close, settle

DAY = timedelta(days=1)
CODE_METHODS = (Method.POST, Method.SMS)
MAX_CODE_REQUESTS_A_DAY = 3


def request_verification(
    *,
    person: Person,
    akimat: Akimat,
    territory: Territory,
    method: str,
    iin: str,
    address: str = "",
    phone: str = "",
    at: datetime,
) -> ResidencyVerification:
    """Open a request; for post and SMS a code is sent at once.

    Raises IinError, or VerificationError: method_not_offered, place_outside, address_missing,
    phone_invalid, already_open, too_many_tries, iin_taken, iin_differs, too_many_codes,
    code_not_sent (the request stays open and the code can be asked for again).
    """
    if method not in offered_methods(akimat) or method == Method.ROLL:
        raise VerificationError("method_not_offered")
    if not akimat.territory.contains(territory):
        raise VerificationError("place_outside")
    if method == Method.POST and not address.strip():
        raise VerificationError("address_missing")
    phone = kazakh_mobile(phone) if method == Method.SMS else ""
    told = parse(iin, on=timezone.localdate(at))
    with transaction.atomic():
        locked = lock_person(person)
        mine = ResidencyVerification.objects.filter(person=locked)
        if mine.filter(status__in=OPEN).exists():
            raise VerificationError("already_open")
        recent = mine.filter(method__in=CODE_METHODS, requested_at__gt=at - DAY)
        if method in CODE_METHODS and recent.count() >= MAX_CODE_REQUESTS_A_DAY:
            raise VerificationError("too_many_codes")
        check_tries(locked, at)
        verification = ResidencyVerification(
            person=locked,
            akimat=akimat,
            territory=territory,
            method=method,
            iin_hash=keyed_hash(iin),
            birth_date=told.birth_date,
            address=address.strip() if method == Method.POST else "",
            phone=phone,
            requested_at=at,
        )
        refused = _open(verification, at)
    if refused is not None:
        raise refused
    if method in CODE_METHODS:
        return send_code(verification, at=at)
    return verification


def _open(verification: ResidencyVerification, at: datetime) -> VerificationError | None:
    """A claim to an IIN that is not free is kept as a refusal, so that it counts as a try."""
    akimat, method = verification.akimat, verification.method
    try:
        check_elector_free(verification.person, verification.iin_hash)
    except VerificationError as error:
        close(
            verification,
            VerificationStatus.REFUSED,
            actor=None,
            at=at,
            verb="refuse_verification",
            method=method,
        )
        return error
    verification.save()
    record(
        verb="request_verification",
        subject=verification,
        at=at,
        actor=verification.person,
        akimat=akimat,
        method=method,
    )
    return None


def verify_in_person(
    *, verification: ResidencyVerification, actor: Person, at: datetime, iin: str | None = None
) -> ResidencyVerification:
    """Staff saw the person and the card. An IIN read off the card must be the request's own.

    Raises IinError, or VerificationError: not_staff, own_request, not_open, iin_mismatch,
    iin_taken, iin_differs. A request by post or SMS can be settled at the counter as well.
    """
    with transaction.atomic():
        locked = _lock_for_staff(verification, actor)
        if iin is not None and keyed_hash(iin) != locked.iin_hash:
            raise VerificationError("iin_mismatch")
        return settle(locked, actor=actor, at=at)


def refuse_verification(
    *, verification: ResidencyVerification, reason: str, actor: Person, at: datetime
) -> ResidencyVerification:
    """Close a request with a reason that the person reads. Raises not_staff, own_request,
    not_open, reason_missing."""
    if not reason.strip():
        raise VerificationError("reason_missing")
    with transaction.atomic():
        locked = _lock_for_staff(verification, actor)
        closed = close(
            locked,
            VerificationStatus.REFUSED,
            actor=actor,
            at=at,
            verb="refuse_verification",
            reason=reason.strip(),
        )
        verification_refused.send(sender=ResidencyVerification, verification=closed)
    return closed


def revoke_verification(
    *, verification: ResidencyVerification, reason: str, actor: Person, at: datetime
) -> ResidencyVerification:
    """Undo a verification that was wrong: the account loses its residence and its elector,
    so that the human being whose IIN it was can be verified.

    Votes stay with the elector. Raises not_staff, own_request, not_open, reason_missing.
    """
    if not reason.strip():
        raise VerificationError("reason_missing")
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=verification.person_id)
        locked = ResidencyVerification.objects.select_for_update().get(pk=verification.pk)
        _check_staff(locked, actor)
        if locked.status != VerificationStatus.VERIFIED:
            raise VerificationError("not_open")
        person.elector = None
        person.save(update_fields=["elector"])
        closed = close(
            locked,
            VerificationStatus.REFUSED,
            actor=actor,
            at=at,
            verb="revoke_verification",
            reason=reason.strip(),
        )
        verification_refused.send(sender=ResidencyVerification, verification=closed)
    return closed


def withdraw_request(
    *, verification: ResidencyVerification, actor: Person, at: datetime
) -> ResidencyVerification:
    """The person takes an open request back. Raises VerificationError("not_open")."""
    with transaction.atomic():
        locked = lock_open(verification)
        return close(
            locked, VerificationStatus.WITHDRAWN, actor=actor, at=at, verb="withdraw_verification"
        )


def verify_by_provider(
    *,
    person: Person,
    akimat: Akimat,
    territory: Territory,
    iin_hash: str,
    birth_date: date | None,
    at: datetime,
) -> ResidencyVerification:
    """A provider under contract (eGov) vouches for the IIN; the person names the place.

    An open request is withdrawn by it. Raises VerificationError: place_outside, iin_taken,
    iin_differs.
    """
    if not akimat.territory.contains(territory):
        raise VerificationError("place_outside")
    with transaction.atomic():
        locked = lock_person(person)
        supersede_open(locked, at=at)
        verification = ResidencyVerification.objects.create(
            person=locked,
            akimat=akimat,
            territory=territory,
            method=Method.EGOV,
            iin_hash=iin_hash,
            birth_date=birth_date,
            requested_at=at,
        )
        return settle(verification, actor=None, at=at)


def supersede_open(person: Person, *, at: datetime) -> None:
    """Withdraw the open request of a person who is being verified another way. Holds the lock."""
    still_open = ResidencyVerification.objects.select_for_update(of=("self",)).filter(
        person=person, status__in=OPEN
    )
    for verification in still_open.select_related("akimat"):
        close(
            verification,
            VerificationStatus.WITHDRAWN,
            actor=person,
            at=at,
            verb="withdraw_verification",
        )


def _lock_for_staff(verification: ResidencyVerification, actor: Person) -> ResidencyVerification:
    locked = lock_open(verification)
    _check_staff(locked, actor)
    return locked


def _check_staff(verification: ResidencyVerification, actor: Person) -> None:
    if not (actor.is_superuser or is_staff_of(actor, verification.akimat)):
        raise VerificationError("not_staff")
    if actor.pk == verification.person_id:
        raise VerificationError("own_request")
