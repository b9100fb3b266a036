"""Reads a list of who came (CSV): whom of the round each line means, and what is wrong."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import IO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy

from commons.interface.official import LANGUAGES
from commons.people.enums import Sector
from commons.people.models import Person
from commons.territories.tables import Fault, rows

from ..stakeholders.models import Stakeholder
from .models import Event

LAYOUTS = (("email",), ("name",))
MOST_NAME, MOST_ORGANISATION = 120, 200

_TEXTS = {
    "nothing": gettext_lazy("expected a name or an e-mail address, found neither."),
    "email_form": gettext_lazy("expected an e-mail address such as name@example.kz."),
    "unknown_email": gettext_lazy(
        "expected an address of somebody in this round. For somebody new add the name and the "
        "sector to the line."
    ),
    "unknown_name": gettext_lazy(
        "expected a name of somebody in this round. For somebody new add the sector to the line."
    ),
    "namesakes": gettext_lazy(
        "%(count)s people of this round have this name. Add the e-mail address or the organisation."
    ),
    "sector_form": gettext_lazy(
        "expected gov (government), biz (business), sci (academia) or civ (civil society)."
    ),
    "long": gettext_lazy("expected at most %(most)s characters."),
    "repeated": gettext_lazy("expected each person once; this one is already on line %(line)s."),
}


@dataclass(frozen=True)
class Line:
    number: int
    name: str
    email: str
    organisation: str
    sector: str


@dataclass
class Sheet:
    """What a list says: people of the round, residents who registered, newcomers, faults."""

    seats: list[Stakeholder] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)
    bad_lines: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class AttendanceReport:
    """What an import did. `known` came and were marked before; `bad_lines` changed nothing."""

    marked: int
    new: int
    known: int
    bad_lines: list[Fault]


class Known:
    """The people of an event's round by e-mail and by name, read once."""

    def __init__(self, event: Event) -> None:
        self.by_email: dict[str, list[Stakeholder | Person]] = defaultdict(list)
        self.by_name: dict[str, list[Stakeholder | Person]] = defaultdict(list)
        seats = Stakeholder.objects.filter(round=event.round_id)
        for seat in seats.select_related("person", "organisation").order_by("pk"):
            mails = {seat.email.lower(), seat.person.email.lower() if seat.person else ""}
            self._add(seat, mails, seat.name)
        for person in Person.objects.filter(event_registrations__event=event).order_by("pk"):
            self._add(person, {person.email.lower()}, person.name)

    def _add(self, who: Stakeholder | Person, mails: set[str], name: str) -> None:
        for mail in mails - {""}:
            self.by_email[mail].append(who)
        if name:
            self.by_name[_plain(name)].append(who)

    def find(self, line: Line) -> Stakeholder | Person | Fault | None:
        """Whom the line means; None for somebody new whose sector it gives."""
        if line.email and (found := self.by_email.get(line.email)):
            return found[0]
        if not line.name:
            return Fault(line.number, "email", _say("unknown_email"))
        named = self.by_name.get(_plain(line.name), [])
        if line.organisation and len(named) != 1:
            named = [who for who in named if _of(who) == line.organisation.lower()]
        if line.email and line.sector:
            # Another address and a sector: a namesake who is new.
            named = [who for who in named if not _mail(who)]
        if len(named) > 1:
            return Fault(line.number, "name", _say("namesakes", count=len(named)))
        if named:
            return named[0]
        if line.sector:
            return None
        wrong = "unknown_email" if line.email else "unknown_name"
        return Fault(line.number, "email" if line.email else "name", _say(wrong))


def read(file: IO[bytes], known: Known) -> Sheet:
    """Raises TableError when there is no table at all."""
    sheet = Sheet()
    seen: dict[object, int] = {}
    sectors = _sectors()
    for row in rows(file, *LAYOUTS):
        if row.fault:
            sheet.bad_lines.append(row.fault)
            continue
        cells = {name: row.cells.get(name, "") for name in ("name", "email", "organisation")}
        wanted = row.cells.get("sector", "").lower()
        line = Line(
            row.line,
            " ".join(cells["name"].split()),
            cells["email"].lower(),
            " ".join(cells["organisation"].split()),
            sectors.get(wanted, ""),
        )
        if fault := _fault(line, wanted):
            sheet.bad_lines.append(fault)
            continue
        found = known.find(line)
        if isinstance(found, Fault):
            sheet.bad_lines.append(found)
            continue
        mark: object = found or line.email or (_plain(line.name), line.organisation.lower())
        first = seen.setdefault(mark, line.number)
        if first != line.number:
            sheet.bad_lines.append(Fault(line.number, "name", _say("repeated", line=first)))
        elif isinstance(found, Stakeholder):
            sheet.seats.append(found)
        elif isinstance(found, Person):
            sheet.people.append(found)
        else:
            sheet.new.append(line)
    return sheet


def _fault(line: Line, sector: str) -> Fault | None:
    if not line.name and not line.email:
        return Fault(line.number, "name", _say("nothing"))
    if len(line.name) > MOST_NAME:
        return Fault(line.number, "name", _say("long", most=MOST_NAME))
    if len(line.organisation) > MOST_ORGANISATION:
        return Fault(line.number, "organisation", _say("long", most=MOST_ORGANISATION))
    if sector and not line.sector:
        return Fault(line.number, "sector", _say("sector_form"))
    if line.email:
        try:
            validate_email(line.email)
        except ValidationError:
            return Fault(line.number, "email", _say("email_form"))
    return None


def _sectors() -> dict[str, str]:
    """Codes, and the words for them in the three languages."""
    words = {code: code for code in Sector.values}
    for language in LANGUAGES:
        with translation.override(language):
            words |= {str(sector.label).lower(): sector.value for sector in Sector}
    return words


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _of(who: Stakeholder | Person) -> str:
    firm = who.organisation if isinstance(who, Stakeholder) else None
    return firm.name.lower() if firm else ""


def _mail(who: Stakeholder | Person) -> str:
    if isinstance(who, Stakeholder) and who.person is not None:
        return who.email or who.person.email
    return who.email


def _say(code: str, **params: object) -> str:
    return str(_TEXTS[code]) % params
