"""Invites everybody on a list at once."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from commons.audit.operations import record
from commons.people.enums import OrganisationSize
from commons.people.models import Organisation, Person
from commons.territories.tables import Fault

from ...models import Round, Stakeholder
from .. import lists, notices, queries
from ..balance import districts_of
from ..enums import Origin, StakeholderStatus
from ..names import normalised
from .locks import lock_running


@dataclass(frozen=True)
class ImportReport:
    """`left` are the faulty lines as they were written, ready to be corrected and sent again."""

    invited: int
    new_organisations: int
    faults: list[Fault] = field(default_factory=list)
    left: str = ""


@transaction.atomic
def import_list(*, round: Round, file: IO[bytes], actor: Person, at: datetime) -> ImportReport:
    """Invite every good line of a list (see `lists`); the rest is reported, line by line.

    Raises StakeholderError("round_not_running") and commons.territories.errors.TableError.
    """
    round = lock_running(round)
    listing = lists.read(file, districts_of(round))
    _reject_known(round, listing)
    known = {normalised(one.name): one for one in queries.organisations(round.akimat)}
    if round.one_seat:
        _reject_taken_seats(round, listing, known)
    new = _add_organisations(round, listing, known)
    rows = _invite(round, listing, known, at)
    record(
        verb="import_stakeholders",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        invited=len(rows),
        faults=len(listing.faults),
    )
    notices.invited_many(rows, at)
    return ImportReport(len(rows), new, sorted(listing.faults, key=_by_line), listing.left)


def _by_line(fault: Fault) -> int:
    return fault.line


def _reject_known(round: Round, listing: lists.Listing) -> None:
    """Addresses of the round are not invited again by a list: one that declined or left may have
    had reasons, so a moderator asks them by hand."""
    used = {
        email.lower()
        for email in Stakeholder.objects.filter(round=round).values_list("email", flat=True)
    }
    for entry in [one for one in listing.entries if one.email.lower() in used]:
        listing.reject(entry, "email", "known")


def _reject_taken_seats(
    round: Round, listing: lists.Listing, known: dict[str, Organisation]
) -> None:
    holders = queries.holders(round)
    first: dict[str, int] = {}
    for entry in list(listing.entries):
        name = normalised(entry.organisation)
        organisation = known.get(name)
        holder = holders.get(organisation.pk) if organisation else None
        if holder is not None:
            shown = holder.name if holder.shows_name and holder.name else _("another person")
            listing.reject(entry, "organisation", "seat_taken", holder=shown)
        elif first.setdefault(name, entry.line) != entry.line:
            listing.reject(entry, "organisation", "organisation_repeated", line=first[name])


def _add_organisations(round: Round, listing: lists.Listing, known: dict[str, Organisation]) -> int:
    wanted: dict[str, lists.Entry] = {}
    for entry in listing.entries:
        name = normalised(entry.organisation)
        if name not in known:
            wanted.setdefault(name, entry)
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                akimat=round.akimat,
                name=" ".join(entry.organisation.split()),
                sector=entry.sector,
                size=entry.size or OrganisationSize.UNKNOWN,
                in_association=entry.in_association,
                territory=entry.territory,
            )
            for entry in wanted.values()
        ],
        batch_size=1000,
    )
    known |= {normalised(one.name): one for one in made}
    return len(made)


def _invite(
    round: Round, listing: lists.Listing, known: dict[str, Organisation], at: datetime
) -> list[Stakeholder]:
    before = queries.earlier(round)
    emails = {email.lower() for email in before.values_list("email", flat=True)}
    seated = set(before.values_list("organisation", flat=True))
    rows = []
    for entry in listing.entries:
        organisation = known[normalised(entry.organisation)]
        rows.append(
            Stakeholder(
                round=round,
                name=entry.name,
                email=entry.email,
                organisation=organisation,
                sector=entry.sector,
                position=entry.position,
                territory=entry.territory,
                language=entry.language,
                is_woman=entry.is_woman,
                is_newcomer=entry.email.lower() not in emails and organisation.pk not in seated,
                status=StakeholderStatus.INVITED,
                origin=Origin.LIST,
                token=uuid.uuid4(),
                invited_at=at,
            )
        )
    return Stakeholder.objects.bulk_create(rows, batch_size=1000)
