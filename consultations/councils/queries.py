"""Reads of councils and those who sit in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Count, F, Prefetch, Q, QuerySet

from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat

from ..meetings.enums import MeetingStatus
from ..meetings.models import Meeting
from ..periods import periods_of
from . import shares
from .composition import Composition
from .enums import RUNNING, EndKind, FormationStatus, Seat
from .models import Commission, CommissionMember, Council, Formation, Mandate

# The chair first, then deputies, the secretary, and the members.
SEAT_ORDER = {Seat.CHAIR: 0, Seat.DEPUTY: 1, Seat.SECRETARY: 2, Seat.MEMBER: 3}


def councils(akimat: Akimat) -> QuerySet[Council]:
    return (
        Council.objects.filter(akimat=akimat)
        .select_related("akimat__territory", "succeeds", "successor")
        .order_by(F("ended_on").desc(nulls_first=True), "-created_at", "-pk")
    )


def public(akimat: Akimat) -> QuerySet[Council]:
    return councils(akimat).filter(published_at__isnull=False)


def sitting(akimat: Akimat) -> QuerySet[Council]:
    """Public, with members, and its term not over."""
    return public(akimat).filter(ended_on__isnull=True, term_begins_on__isnull=False)


def with_composition(
    found: QuerySet[Council], akimat: Akimat, most: int | None = None
) -> list[tuple[Council, Composition]]:
    """Each with who sits in it, counted; two queries for any number."""
    rows = list(
        found.prefetch_related(Prefetch("mandates", seated_rows(), to_attr="seated"))[:most]
    )
    for one in rows:
        one.akimat = akimat  # one instance remembers its periods for all
    return [(one, composition(one, one.seated)) for one in rows]


def seated_rows() -> QuerySet[Mandate]:
    return Mandate.objects.filter(ended_on__isnull=True).order_by("begins_on", "name", "pk")


def members(council: Council) -> list[Mandate]:
    """Who sits now, the chair first, then by name."""
    rows = (
        seated_rows()
        .filter(council=council)
        .select_related("organisation", "territory", "elected_at", "person")
    )
    return in_order(rows)


def in_order(rows: Iterable[Mandate]) -> list[Mandate]:
    return sorted(rows, key=lambda one: (SEAT_ORDER[Seat(one.seat)], one.name, one.pk))


def former(council: Council) -> QuerySet[Mandate]:
    """Who left before the term was over, the latest first."""
    return (
        Mandate.objects.filter(council=council, ended_on__isnull=False)
        .select_related("organisation", "successor", "territory")
        .order_by("-ended_on", "name", "pk")
    )


def everybody(council: Council) -> QuerySet[Mandate]:
    return (
        Mandate.objects.filter(council=council)
        .select_related("organisation", "territory", "council__akimat")
        .order_by("begins_on", "name", "pk")
    )


def composition(council: Council, seats: Iterable[Mandate] | None = None) -> Composition:
    """Of those who sit now; `seats` saves the query."""
    rows = list(seated_rows().filter(council=council)) if seats is None else list(seats)
    told = [one.is_woman for one in rows if one.is_woman is not None]
    return Composition(
        Counter(one.sector for one in rows),
        council.size,
        periods_of(council.akimat).civil_percent,
        women=sum(told),
        women_of=len(told),
    )


def quorum(council: Council, total: int | None = None) -> int:
    """How many of those who sit must be there for a meeting to decide. `total` saves the query."""
    if total is None:
        total = seated_rows().filter(council=council).count()
    return shares.least(total, periods_of(council.akimat).quorum_percent)


def commissions(council: Council) -> list[Commission]:
    """Those not dissolved, with their members in `seated`: chairs first. After the end of the term
    these are who sat in them last."""
    sits = Q(mandate__ended_on__isnull=True) | Q(mandate__end_kind=EndKind.TERM)
    rows = CommissionMember.objects.filter(sits).select_related("mandate")
    return list(
        Commission.objects.filter(council=council, ended_on__isnull=True)
        .prefetch_related(Prefetch("members", rows, to_attr="seated"))
        .order_by("formed_on", "pk")
    )


def next_meetings(council: Council, at: datetime, most: int = 3) -> list[Meeting]:
    rows = Meeting.objects.filter(
        council=council, status=MeetingStatus.ANNOUNCED, ends_at__gt=at
    ).order_by("starts_at", "pk")
    return list(rows[:most])


def past_meetings(council: Council, most: int = 5) -> list[Meeting]:
    rows = Meeting.objects.filter(council=council, status=MeetingStatus.HELD)
    return list(rows.order_by("-starts_at", "-pk")[:most])


def first_meeting(council: Council) -> Meeting | None:
    """The earliest one that was announced and not called off."""
    rows = Meeting.objects.filter(
        council=council, status__in=(MeetingStatus.ANNOUNCED, MeetingStatus.HELD)
    )
    return rows.order_by("starts_at", "pk").first()


def next_meeting_of(councils: Iterable[Council], at: datetime) -> dict[int, Meeting]:
    """The nearest announced meeting of each, in one query."""
    found: dict[int, Meeting] = {}
    rows = Meeting.objects.filter(
        council__in=list(councils), status=MeetingStatus.ANNOUNCED, ends_at__gt=at
    )
    for one in rows.order_by("starts_at", "pk"):
        if one.council_id is not None:
            found.setdefault(one.council_id, one)
    return found


def has_begun(council: Council) -> bool:
    """Whether a council that follows this one is being formed, or was."""
    return Formation.objects.filter(
        council__succeeds=council, status__in=[*RUNNING, FormationStatus.SEATED]
    ).exists()


def awaiting_formation(until: date) -> QuerySet[Council]:
    """Of every akimat: formations that must begin until that day and have not begun."""
    begun = Q(successor__formations__status__in=[*RUNNING, FormationStatus.SEATED])
    late = Council.objects.filter(published_at__isnull=False, formation_due_on__lte=until)
    return late.exclude(pk__in=late.filter(begun).values("pk")).select_related("akimat__territory")


def late_formations(akimat: Akimat, today: date) -> QuerySet[Council]:
    """Councils whose next formation should have begun and has not; only the latest of a chain."""
    return (
        awaiting_formation(today - timedelta(days=1))
        .filter(akimat=akimat)
        .order_by("formation_due_on", "pk")
    )


def expired(today: date) -> QuerySet[Council]:
    """Whose term is over and who still sit."""
    return (
        Council.objects.filter(ended_on__isnull=True, term_ends_on__lt=today)
        .select_related("akimat__territory")
        .order_by("term_ends_on", "pk")
    )


def moderators(akimat: Akimat) -> QuerySet[Person]:
    held = Person.objects.filter(memberships__akimat=akimat, memberships__role=Role.MODERATOR)
    return held.distinct()


def account_under(email: str) -> Person | None:
    """The account that has confirmed the address."""
    if not email:
        return None
    found = (
        EmailAddress.objects.filter(
            email__iexact=email.strip(), verified=True, user__is_active=True
        )
        .filter(user__erased_at__isnull=True)
        .select_related("user")
        .first()
    )
    return found.user if found else None


def unbound(person: Person) -> QuerySet[Mandate]:
    """Seats given to an address that this person has confirmed since."""
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    lowered = [one.lower() for one in addresses.values_list("email", flat=True)]
    return Mandate.objects.filter(person=None, ended_on__isnull=True, email__in=lowered).order_by(
        "pk"
    )


def mandates_of(person: Person) -> QuerySet[Mandate]:
    """Public seats of a person, those of now first."""
    return (
        Mandate.objects.filter(person=person, council__published_at__isnull=False)
        .select_related("council__akimat", "organisation")
        .order_by(F("ended_on").desc(nulls_first=True), "-begins_on", "pk")
    )


def district_counts(seats: Iterable[Mandate]) -> list[tuple[str, int]]:
    """Districts by how many sit for them; those that are not known are left out."""
    counts: dict[str, int] = defaultdict(int)
    for one in seats:
        if one.territory is not None:
            counts[one.territory.name] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def counted(found: QuerySet[Council]) -> QuerySet[Council]:
    sits = Q(mandates__ended_on__isnull=True)
    return found.annotate(seated_count=Count("mandates", filter=sits, distinct=True))
