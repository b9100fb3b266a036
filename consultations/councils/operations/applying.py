"""People ask for a seat, and may take their application back until there is a result."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from commons.interface.errors import refusing
from commons.people.enums import Sector
from commons.people.models import Person
from commons.people.queries import residence

from ...files import file_fields
from .. import formation_queries, notices, organisations, queries
from ..enums import RUNNING, ApplicationStatus, Method
from ..errors import FormationError
from ..models import Application, ApplicationFile, Formation, SectorSeats
from .locks import lock_application, lock_formation, noted


@transaction.atomic
def apply_for_seat(
    *,
    formation: Formation,
    person: Person,
    name: str,
    sector: str,
    motivation: str,
    consent: bool,
    at: datetime,
    language: str = "kk",
    organisation: str = "",
    attachment: "UploadedFile[Any] | None" = None,
    **more: Any,
) -> Application:
    """One application of a person and of an organisation, until the last moment announced.

    `organisation` is a name; empty for who speaks for themselves. For a formation by lot the person
    must be a verified resident: district and year of birth are taken from that. `more`: position,
    experience, territory, sex, household, traits. Raises FormationError: ``applications_closed``,
    ``consent_needed``, ``in_group``, ``member_already``, ``sector_shut``, ``applied_already``,
    ``organisation_applied``, ``organisation_seated``, ``resident_needed``; ProposalError for the
    attachment.
    """
    held = lock_formation(formation)
    if not formation_queries.takes_applications(held, at):
        raise FormationError("applications_closed")
    if not consent:
        raise FormationError("consent_needed", fields=["consent"])
    made = Application(
        formation=held,
        person=person,
        name=name.strip(),
        sector=sector,
        motivation=motivation.strip(),
        language=language,
        consent_at=at,
        submitted_at=at,
        **more,
    )
    made.organisation = organisations.found_or_made(held.council.akimat, organisation, sector)
    _check_person(held, person)
    _check_organisation(made)
    if not SectorSeats.objects.filter(formation=held, sector=sector, most__gt=0).exists():
        raise FormationError("sector_shut", sector=Sector(sector).label, fields=["sector"])
    if held.method == Method.LOT:
        _from_residence(made, person, at)
    last = Application.objects.filter(formation=held).aggregate(last=Max("number"))["last"]
    made.number = (last or 0) + 1
    with refusing(_taken_by(made)):
        made.save()
    if attachment is not None:
        ApplicationFile.objects.create(application=made, **file_fields(attachment))
    noted("seat_applied_for", made, person, at, number=made.number, sector=sector)
    notices.to_applicant(made, "applied", at)
    return made


@transaction.atomic
def withdraw_application(*, application: Application, actor: Person, at: datetime) -> Application:
    """Until the result is published. Raises FormationError ``wrong_state``."""
    held = lock_application(application, *RUNNING)
    if held.status == ApplicationStatus.WITHDRAWN:
        return held
    held.status, held.withdrawn_at = ApplicationStatus.WITHDRAWN, at
    held.save(update_fields=["status", "withdrawn_at"])
    noted("application_withdrawn", held, actor, at, number=held.number)
    return held


def _check_person(formation: Formation, person: Person) -> None:
    if formation.group.filter(person=person).exists():
        raise FormationError("in_group")
    seats = queries.seated_rows().filter(council=formation.council)
    if seats.filter(person=person).exists():
        raise FormationError("member_already")
    mine = Application.objects.filter(formation=formation, person=person)
    if mine.exclude(status=ApplicationStatus.WITHDRAWN).exists():
        raise FormationError("applied_already")


def _check_organisation(made: Application) -> None:
    body = made.organisation
    if body is None:
        return
    fields: Mapping[str, Any] = {"organisation": body.name, "fields": ["organisation"]}
    seats = queries.seated_rows().filter(council=made.formation.council)
    if seats.filter(organisation=body).exists():
        raise FormationError("organisation_seated", **fields)
    standing = (ApplicationStatus.SUBMITTED, ApplicationStatus.ADMITTED)
    others = Application.objects.filter(formation=made.formation, organisation=body)
    if others.filter(status__in=standing).exists():
        raise FormationError("organisation_applied", **fields)


def _from_residence(made: Application, person: Person, at: datetime) -> None:
    home = residence(person, at)
    if home is None or home.akimat_id != made.formation.council.akimat_id:
        raise FormationError("resident_needed")
    made.territory = home.territory
    born = person.elector.birth_date if person.elector else None
    if born is not None:
        made.birth_year = born.year


def _taken_by(made: Application) -> dict[str, FormationError]:
    return {
        "application_once_per_person": FormationError("applied_already"),
        "application_once_per_organisation": FormationError(
            "organisation_applied", organisation=str(made.organisation), fields=["organisation"]
        ),
    }
