"""The list of people as a file for office programs."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from commons.audit.operations import record
from commons.people.models import Person

from ..models import Round, Stakeholder

# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADER = (
    "name",
    "email",
    "organisation",
    "sector",
    "size",
    "in_association",
    "position",
    "district",
    "woman",
    "newcomer",
    "state",
    "came",
    "name_is_public",
    "invited",
    "opened",
    "reminded",
    "answered",
    "joined",
    "left",
    "reason",
)


def people(
    round: Round, rows: Iterable[Stakeholder], *, actor: Person, at: datetime
) -> HttpResponse:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADER)
    count = 0
    for row in rows:
        writer.writerow([harmless(cell) for cell in _cells(row)])
        count += 1
    record(
        verb="export_stakeholders",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        rows=count,
    )
    # The mark at the beginning tells Excel that it reads UTF-8.
    response = HttpResponse(
        file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    name = f"people-{slugify(round.slug)}-{timezone.localdate(at).isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _cells(row: Stakeholder) -> list[str]:
    organisation = row.organisation
    times = (
        row.invited_at,
        row.opened_at,
        row.reminded_at,
        row.answered_at,
        row.joined_at,
        row.left_at,
    )
    return [
        row.name,
        row.email,
        organisation.name if organisation else row.claimed_organisation,
        row.sector,
        organisation.size if organisation else row.claimed_size,
        _flag(organisation.in_association if organisation else row.claimed_in_association),
        row.position,
        row.territory.name if row.territory else "",
        _flag(row.is_woman),
        _flag(row.is_newcomer),
        row.status,
        row.origin,
        _flag(row.shows_name),
        *[_moment(moment) for moment in times],
        row.reason,
    ]


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).replace(tzinfo=None).isoformat(" ", "minutes") if at else ""


def _flag(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]
