"""Reads of formations: who applied, who judges, how far it is."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from commons.people.models import Person
from commons.scoring import queries as scoring
from commons.scoring.models import ScoreSheet
from commons.scoring.results import Result
from commons.territories.models import Akimat

from .enums import RUNNING, ApplicationStatus, FormationStatus, Method, Outcome
from .models import Application, Council, Formation, GroupMember, SectorSeats


def formations() -> QuerySet[Formation]:
    return Formation.objects.select_related(
        "council__akimat__territory", "council__succeeds", "scorecard"
    )


def of_akimat(akimat: Akimat) -> QuerySet[Formation]:
    """The latest first."""
    return formations().filter(council__akimat=akimat).order_by("-created_at", "-pk")


def public(akimat: Akimat) -> QuerySet[Formation]:
    return of_akimat(akimat).exclude(status=FormationStatus.DRAFT)


def takes_applications(formation: Formation, at: datetime) -> bool:
    if formation.status != FormationStatus.ANNOUNCED or formation.apply_until is None:
        return False
    return formation.announced_at is not None and formation.announced_at <= at < (
        formation.apply_until
    )


def group(formation: Formation) -> list[GroupMember]:
    """The head first."""
    return list(
        GroupMember.objects.filter(formation=formation)
        .select_related("organisation", "person")
        .order_by("-is_head", "name", "pk")
    )


def plan_rows(formation: Formation) -> list[SectorSeats]:
    return list(SectorSeats.objects.filter(formation=formation).order_by("pk"))


def applications(formation: Formation) -> QuerySet[Application]:
    return (
        Application.objects.filter(formation=formation)
        .select_related("organisation", "territory", "attachment")
        .order_by("number")
    )


def public_applications(formation: Formation) -> QuerySet[Application]:
    """By result once there is one, else by number; without those who withdrew."""
    found = applications(formation).exclude(status=ApplicationStatus.WITHDRAWN)
    if formation.status == FormationStatus.SEATED:
        return found.order_by(F("rank").asc(nulls_last=True), "number")
    return found


def waiting(formation: Formation) -> QuerySet[Application]:
    return applications(formation).filter(status=ApplicationStatus.SUBMITTED)


def admitted(formation: Formation) -> QuerySet[Application]:
    return applications(formation).filter(status=ApplicationStatus.ADMITTED)


def counts(formation: Formation) -> dict[str, int]:
    """Applications by state, and `all` without those withdrawn."""
    rows = (
        Application.objects.filter(formation=formation)
        .values_list("status")
        .annotate(n=Count("pk"))
        .order_by("status")
    )
    found = {str(status): n for status, n in rows}
    live = sum(n for status, n in found.items() if status != ApplicationStatus.WITHDRAWN)
    return {**dict.fromkeys(ApplicationStatus.values, 0), **found, "all": live}


def sector_counts(formation: Formation) -> dict[str, int]:
    rows = (
        Application.objects.filter(formation=formation)
        .exclude(status=ApplicationStatus.WITHDRAWN)
        .values_list("sector")
        .annotate(n=Count("pk"))
        .order_by("sector")
    )
    return dict(rows)


def application_of(person: Person, formation: Formation) -> Application | None:
    """The one that stands, else the last that was withdrawn."""
    mine = applications(formation).filter(person=person)
    standing = mine.exclude(status=ApplicationStatus.WITHDRAWN).first()
    return standing or mine.order_by("-number").first()


def applications_of(person: Person) -> QuerySet[Application]:
    return (
        Application.objects.filter(person=person)
        .select_related("formation__council__akimat", "organisation")
        .order_by("-submitted_at", "-pk")
    )


def reserve(formation: Formation) -> QuerySet[Application]:
    """Who still waits in reserve."""
    return (
        applications(formation)
        .filter(outcome=Outcome.RESERVE, status=ApplicationStatus.ADMITTED, mandate__isnull=True)
        .order_by("reserve_place", "number")
    )


def filled_by(council: Council) -> Formation | None:
    """The latest formation that gave seats in this council."""
    found = formations().filter(council=council, status=FormationStatus.SEATED)
    return found.order_by("-seated_at", "-pk").first()


def result_of(formation: Formation) -> Result | None:
    return scoring.result_of(formation.scorecard) if formation.scorecard else None


def sheets_of(person: Person, formation: Formation) -> QuerySet[ScoreSheet]:
    if formation.scorecard is None:
        return ScoreSheet.objects.none()
    return scoring.sheets_of(person, formation.scorecard)


def to_check(akimat: Akimat, at: datetime) -> tuple[int, int]:
    """(applications that wait for a check, those of them past their formation's deadline)."""
    rows = Application.objects.filter(
        formation__council__akimat=akimat,
        formation__status=FormationStatus.ANNOUNCED,
        status=ApplicationStatus.SUBMITTED,
    )
    found = rows.aggregate(
        every=Count("pk"), late=Count("pk", filter=Q(formation__apply_until__lte=at))
    )
    return found["every"], found["late"]


def undecided(akimat: Akimat) -> QuerySet[Formation]:
    return of_akimat(akimat).filter(status__in=RUNNING)


def is_by_lot(formation: Formation) -> bool:
    return formation.method == Method.LOT
