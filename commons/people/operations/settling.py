"""The one place where a claim becomes a residence and an account gets its elector."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from commons.audit.operations import record

from ..enums import VerificationStatus
from ..errors import VerificationError
from ..models import Elector, Person, ResidencyVerification
from ..signals import residency_verified

TRIES_A_DAY = 5


def check_tries(person: Person, at: datetime) -> None:
    """Refuse a sixth claim in a day, whatever became of the others, unless staff settled them:
    else one account could ask of any number of IINs whether they are known here."""
    asked = ResidencyVerification.objects.filter(
        Q(decided_by__isnull=True) | Q(decided_by=person),
        person=person,
        requested_at__gt=at - timedelta(days=1),
    )
    if asked.count() >= TRIES_A_DAY:
        raise VerificationError("too_many_tries")


def check_elector_free(person: Person, iin_hash: str) -> None:
    """Refuse an IIN that another living account holds, or that is not this account's own."""
    if person.elector_id:
        if not Elector.objects.filter(pk=person.elector_id, iin_hash=iin_hash).exists():
            raise VerificationError("iin_differs")
    elif Person.objects.filter(elector__iin_hash=iin_hash).exists():
        raise VerificationError("iin_taken")


def settle(
    verification: ResidencyVerification, *, actor: Person | None, at: datetime
) -> ResidencyVerification:
    """Verified: attach the elector, end the older residence, forget what the claim carried.

    The caller holds the locks of the person and of the verification. Raises VerificationError
    with iin_taken or iin_differs; the elector's row decides between accounts that claim at once.
    """
    person = verification.person
    check_elector_free(person, verification.iin_hash)
    _attach(person, verification.iin_hash, verification.birth_date)
    _end_older(person, at)
    verification.status = VerificationStatus.VERIFIED
    verification.decided_at = at
    verification.decided_by = actor
    verification.valid_until = years_later(
        timezone.localdate(at), verification.akimat.verification_years
    )
    forget(verification)
    verification.save()
    record(
        verb="verify_residency",
        subject=verification,
        at=at,
        actor=actor,
        akimat=verification.akimat,
        method=verification.method,
        territory=verification.territory.kato,
    )
    residency_verified.send(sender=ResidencyVerification, verification=verification)
    return verification


def close(
    verification: ResidencyVerification,
    status: VerificationStatus,
    *,
    actor: Person | None,
    at: datetime,
    verb: str,
    reason: str = "",
    **detail: Any,
) -> ResidencyVerification:
    """End a claim without a residence, and forget what it carried.

    The reason is for the person alone: it stands on the claim, which goes when they go, and not
    in the record, which stays.
    """
    verification.status = status
    verification.decided_at = at
    verification.decided_by = actor
    verification.reason = reason
    forget(verification)
    verification.save()
    record(
        verb=verb, subject=verification, at=at, actor=actor, akimat=verification.akimat, **detail
    )
    return verification


def forget(verification: ResidencyVerification) -> None:
    """Nothing personal stays on a claim that is settled."""
    verification.iin_hash = verification.code_hash = ""
    verification.address = verification.phone = ""
    verification.birth_date = verification.code_expires_at = None


def years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _attach(person: Person, iin_hash: str, birth_date: date | None) -> None:
    elector, _new = Elector.objects.get_or_create(
        iin_hash=iin_hash, defaults={"birth_date": birth_date}
    )
    elector = Elector.objects.select_for_update().get(pk=elector.pk)
    if Person.objects.filter(elector=elector).exclude(pk=person.pk).exists():
        raise VerificationError("iin_taken")
    if person.elector_id != elector.pk:
        person.elector = elector
        person.save(update_fields=["elector"])


def _end_older(person: Person, at: datetime) -> None:
    today = timezone.localdate(at)
    held = ResidencyVerification.objects.select_for_update().filter(
        person=person, status=VerificationStatus.VERIFIED
    )
    for older in held:
        over = older.valid_until is not None and older.valid_until < today
        older.status = VerificationStatus.EXPIRED if over else VerificationStatus.REPLACED
        older.save(update_fields=["status"])
