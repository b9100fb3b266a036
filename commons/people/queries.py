"""Reads about people: where they live, how old they are, what they asked for and agreed to."""

import re
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from commons.territories.models import Akimat

from .enums import OPEN, ConsentKind, VerificationStatus
from .models import Consent, Elector, Person, ResidencyVerification


def residence(person: Person, at: datetime) -> ResidencyVerification | None:
    """The verification that holds at this moment; its territory is where the person lives."""
    return (
        ResidencyVerification.objects.filter(
            _holds(timezone.localdate(at)), person=person, person__erased_at__isnull=True
        )
        .select_related("akimat__territory", "territory")
        .order_by("-decided_at", "-pk")
        .first()
    )


def residents(akimat: Akimat, at: datetime) -> QuerySet[ResidencyVerification]:
    """Every verification of this akimat that holds, with its person and elector."""
    return (
        ResidencyVerification.objects.filter(
            _holds(timezone.localdate(at)), akimat=akimat, person__erased_at__isnull=True
        )
        .select_related("person__elector", "territory")
        .order_by("pk")
    )


def _holds(day: date) -> Q:
    return Q(status=VerificationStatus.VERIFIED) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )


def age(elector: Elector, on: date) -> int | None:
    """Full years on that day; None where the IIN does not tell the date of birth.

    Who was born on 29 February turns a year older on 1 March of a common year.
    """
    born = elector.birth_date
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def open_verification(person: Person) -> ResidencyVerification | None:
    """The request that waits for staff or for a code; there is at most one."""
    return (
        ResidencyVerification.objects.filter(person=person, status__in=OPEN)
        .select_related("akimat", "territory")
        .first()
    )


def verifications(person: Person) -> QuerySet[ResidencyVerification]:
    """All requests of a person, newest first."""
    return (
        ResidencyVerification.objects.filter(person=person)
        .select_related("akimat", "territory")
        .order_by("-requested_at", "-pk")
    )


def waiting(akimat: Akimat) -> QuerySet[ResidencyVerification]:
    """Open requests of an akimat, the longest waiting first."""
    return (
        ResidencyVerification.objects.filter(akimat=akimat, status__in=OPEN)
        .select_related("person", "territory")
        .order_by("requested_at", "pk")
    )


def by_reference(akimat: Akimat, text: str) -> ResidencyVerification | None:
    """The request whose reference the person says; blanks, hyphens and case do not matter."""
    reference = re.sub(r"[^0-9A-Z]", "", text.upper())
    return (
        ResidencyVerification.objects.filter(akimat=akimat, reference=reference)
        .select_related("person", "territory", "akimat__territory")
        .first()
        if reference
        else None
    )


def standing_consents(person: Person) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person, withdrawn_at__isnull=True).order_by("kind")


def has_consent(person: Person, kind: ConsentKind) -> bool:
    return standing_consents(person).filter(kind=kind).exists()
