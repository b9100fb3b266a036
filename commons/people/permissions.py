"""What a person may do about an account, and which ways of verification an akimat offers."""

from typing import Any

from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of

from .enums import OPEN, Method
from .models import Person, ResidencyVerification


def offered_methods(akimat: Akimat) -> list[Method]:
    """In the order in which they are offered. eGov is not asked for: it comes with the sign-in."""
    offered = [
        (Method.ROLL, akimat.verify_by_roll),
        (Method.IN_PERSON, akimat.verify_in_person),
        (Method.POST, akimat.verify_by_code),
        (Method.SMS, akimat.verify_by_code),
    ]
    return [method for method, is_offered in offered if is_offered]


def can_settle_verifications(actor: Any, akimat: Akimat) -> bool:
    """Moderators and specialists of the akimat; observers only read, and not these."""
    return is_staff_of(actor, akimat)


def can_settle(actor: Any, verification: ResidencyVerification) -> bool:
    return (
        is_staff_of(actor, verification.akimat)
        and verification.person_id != actor.pk
        and verification.status in OPEN
    )


def can_import_roll(actor: Any, akimat: Akimat) -> bool:
    return is_staff_of(actor, akimat) and akimat.verify_by_roll


def can_erase(actor: Any, person: Person) -> bool:
    return bool(actor.pk == person.pk)
