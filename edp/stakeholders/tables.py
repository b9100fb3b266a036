"""The list of people as a file for office programs."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from commons.audit.operations import record
from commons.interface.spreadsheets import csv_response
from commons.people.models import Person

from ..models import Round, Stakeholder

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
    cells = [_cells(row) for row in rows]
    record(
        verb="export_stakeholders",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        rows=len(cells),
    )
    name = f"people-{slugify(round.slug)}-{timezone.localdate(at).isoformat()}.csv"
    response = csv_response(name, HEADER, cells)
    response["Cache-Control"] = "no-store"
    return response


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
