"""Rows taken for the length of a transaction, always in the order person, verification, elector."""

from ..enums import OPEN
from ..errors import VerificationError
from ..models import Person, ResidencyVerification


def lock_person(person: Person) -> Person:
    """The row as it is now. Raises VerificationError("account_closed") for an erased account."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.erased_at or not locked.is_active:
        raise VerificationError("account_closed")
    return locked


def lock_open(verification: ResidencyVerification) -> ResidencyVerification:
    """The person's and the request's rows. Raises VerificationError("not_open") when settled."""
    lock_person(verification.person)
    locked = (
        ResidencyVerification.objects.select_for_update(of=("self",))
        .select_related("akimat__territory", "territory", "person__elector")
        .get(pk=verification.pk)
    )
    if locked.status not in OPEN:
        raise VerificationError("not_open")
    return locked
