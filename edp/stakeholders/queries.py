"""Reads of the room."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from commons.people.enums import Sector
from commons.people.models import Organisation, Person
from commons.territories.models import Akimat

from ..models import Nomination, Round, Stakeholder
from .enums import NominationStatus, StakeholderStatus

_SECTOR_ORDER = Case(
    *[When(sector=sector, then=Value(place)) for place, sector in enumerate(Sector.values)],
    output_field=IntegerField(),
)


def of_round(round: Round) -> QuerySet[Stakeholder]:
    """Everyone who was ever invited or asked, by name."""
    rows = Stakeholder.objects.filter(round=round)
    return rows.select_related("organisation", "person", "territory").order_by("name", "pk")


def accepted(round: Round) -> QuerySet[Stakeholder]:
    """Those who sit in the room now: by sector in its fixed order, then by organisation."""
    return (
        of_round(round)
        .filter(status=StakeholderStatus.ACCEPTED)
        .order_by(_SECTOR_ORDER, "organisation__name", "name", "pk")
    )


def applications(round: Round) -> QuerySet[Stakeholder]:
    """Open sign-ups that wait for a moderator, the longest waiting first."""
    return of_round(round).filter(status=StakeholderStatus.APPLIED).order_by("answered_at", "pk")


def nominations(round: Round, *, waiting: bool = True) -> QuerySet[Nomination]:
    """Suggestions, the longest waiting first."""
    rows = Nomination.objects.filter(round=round).select_related("made_by", "stakeholder")
    if waiting:
        rows = rows.filter(status=NominationStatus.WAITING)
    return rows.order_by("made_at", "pk")


def organisations(akimat: Akimat) -> QuerySet[Organisation]:
    return Organisation.objects.filter(akimat=akimat).order_by("name", "pk")


def of_person(person: Person, round: Round) -> Stakeholder | None:
    """The person's row in the round, whatever its state: the account's, or one that waits under
    the account's address."""
    rows = of_round(round)
    return (
        rows.filter(person=person).first()
        or rows.filter(
            person=None, email__iexact=person.email, status=StakeholderStatus.INVITED
        ).first()
    )


def unbound(person: Person) -> Sequence[Stakeholder]:
    """Seats that were accepted by letter under the person's confirmed address."""
    confirmed = list(
        person.emailaddress_set.filter(verified=True).values_list("email", flat=True)  # type: ignore[attr-defined]
    )
    wanted = Q()
    for email in confirmed:
        wanted |= Q(email__iexact=email)
    if not confirmed:
        return []
    rows = Stakeholder.objects.select_related("round").filter(
        wanted, person=None, status=StakeholderStatus.ACCEPTED
    )
    return list(rows.order_by("pk"))


def account_under(email: str) -> Person | None:
    """The active account whose address is confirmed."""
    return (
        Person.objects.filter(
            emailaddress__email__iexact=email.strip(),
            emailaddress__verified=True,
            is_active=True,
            erased_at=None,
        )
        .order_by("pk")
        .first()
        if email.strip()
        else None
    )


def with_account(emails: Iterable[str]) -> set[str]:
    """Those of the addresses, in lower case, that an active account has confirmed."""
    wanted = {email.lower() for email in emails}
    rows = Person.objects.filter(
        is_active=True, erased_at=None, emailaddress__verified=True
    ).annotate(address=Lower("emailaddress__email"))
    return set(rows.filter(address__in=wanted).values_list("address", flat=True))


def had_seat_before(
    round: Round,
    *,
    email: str,
    organisation: Organisation | None,
    person: Person | None,
) -> bool:
    """Whether the person, or the organisation, sat in an earlier round of the akimat."""
    same = Q()
    if email.strip():
        same |= Q(email__iexact=email.strip())
    if organisation is not None:
        same |= Q(organisation=organisation)
    if person is not None:
        same |= Q(person=person)
    if not same:
        return False
    return earlier(round).filter(same).exists()


def earlier(round: Round) -> QuerySet[Stakeholder]:
    """Who sat in rounds of the akimat that were made before this one."""
    return Stakeholder.objects.filter(
        round__akimat=round.akimat_id,
        round__created_at__lt=round.created_at,
        joined_at__isnull=False,
    )


def holders(round: Round) -> dict[int, Any]:
    """Who holds the seat of each organisation, by its id."""
    rows = of_round(round).filter(holds_seat=True)
    return {row.organisation_id: row for row in rows if row.organisation_id}
