"""Imports figures: all of a file or, where asked for, all but its bad lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from django.db import models, transaction

from commons.audit.operations import record
from commons.interface.official import LANGUAGES, Texts, missing, read, write
from commons.territories.models import Akimat
from commons.territories.tables import Fault

from . import reading
from .errors import FiguresError
from .models import CODE, Activity, Dataset, Employment, Observation, Statistic
from .oked import SECTIONS
from .reading import Entry, Kind, Listing


@dataclass(frozen=True)
class DatasetFields:
    """What to write about the data set; what is None stays as it is."""

    code: str
    title: Texts | None = None
    source: Texts | None = None
    url: str | None = None
    licence: str | None = None
    retrieved_on: date | None = None
    is_invented: bool | None = None


@dataclass
class Report:
    """`lines` are all below the header; `blanks` of them hold no figure. Nothing is kept unless
    `stored`."""

    dataset: str
    kind: Kind
    lines: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    blanks: int = 0
    faults: list[Fault] = field(default_factory=list)
    new_codes: list[str] = field(default_factory=list)
    stored: bool = False

    @property
    def bad_lines(self) -> int:
        return len({fault.line for fault in self.faults})


def code_from(name: str) -> str:
    """A code for a data set from the name of its file."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().rsplit(".", 1)[0]).strip("-")[:40]


@transaction.atomic
def import_figures(
    *,
    file: IO[bytes],
    dataset: DatasetFields,
    akimat: Akimat | None,
    actor: Any,
    at: datetime,
    dry_run: bool = False,
    skip_bad: bool = False,
) -> Report:
    """Store the figures of a file, those that are there already brought up to date; none is
    deleted. With a bad line nothing is stored, unless `skip_bad`. `dry_run` stores nothing.

    Raises FiguresError (not_text, dataset_code, dataset_new) and commons.territories' TableError.
    """
    listing = reading.read(file)
    held = _dataset(dataset, akimat, listing)
    report = Report(held.code, listing.kind, listing.lines, blanks=listing.blanks)
    if listing.kind == "employment":
        _store_employment(held, listing, report)
    else:
        _store_indicators(held, listing, report)
    report.faults = sorted(listing.faults, key=lambda fault: (fault.line, fault.field))
    if dry_run or (report.faults and not skip_bad):
        transaction.set_rollback(True)
        return report
    report.stored = True
    if report.added or report.changed:
        held.imported_at = at
        held.save(update_fields=["imported_at"])
        record(
            verb="import_figures",
            subject=held,
            at=at,
            actor=actor,
            akimat=akimat,
            added=report.added,
            changed=report.changed,
            left_out=report.bad_lines,
        )
    return report


def _dataset(fields: DatasetFields, akimat: Akimat | None, listing: Listing) -> Dataset:
    """The data set, locked, with what is to be written about it; a new one needs title and
    source."""
    if len(fields.code) > 40 or not CODE.regex.match(fields.code):  # type: ignore[union-attr]
        raise FiguresError("dataset_code", dataset=fields.code[:60])
    rows = Dataset.objects.select_for_update(of=("self",), no_key=True)
    held = rows.filter(akimat=akimat, code=fields.code).first()
    source = fields.source or (_common_source(listing) if held is None else None)
    if held is None:
        lacking = [f"title_{code}" for code in missing(fields.title or {})]
        lacking += [f"source_{code}" for code in missing(source or {})]
        if lacking:
            raise FiguresError("dataset_new", dataset=fields.code, missing=", ".join(lacking))
        held, _made = Dataset.objects.get_or_create(akimat=akimat, code=fields.code)
        held = rows.get(pk=held.pk)
    for name, texts in (("title", fields.title), ("source", source)):
        if texts and not missing(texts):
            write(held, name, texts)
    for name in ("url", "licence", "retrieved_on", "is_invented"):
        if (value := getattr(fields, name)) is not None:
            setattr(held, name, value)
    held.save()
    return held


def _common_source(listing: Listing) -> Texts | None:
    """The source that all lines of the file name, if they do."""
    found = {
        tuple(entry.texts.get(f"source_{code}", "") for code in LANGUAGES)
        for entry in listing.entries
    }
    return dict(zip(LANGUAGES, found.pop(), strict=True)) if len(found) == 1 else None


# --- indicators ---


def _store_indicators(held: Dataset, listing: Listing, report: Report) -> None:
    known = {one.code: one for one in Statistic.objects.filter(dataset=held)}
    good: list[Entry] = []
    for code, entries in _by_code(listing.entries).items():
        statistic = known.get(code)
        if _texts_fit(statistic, entries, listing):
            known[code] = _statistic(held, statistic, entries[0], report)
            good += entries
    places = _stored(
        Observation.objects.filter(statistic__in=[known[entry.code] for entry in good])
    )
    rows = [
        Observation(
            statistic=known[entry.code],
            territory=entry.territory,
            year=entry.year,
            period=entry.period,
            value=entry.value,
        )
        for entry in good
    ]
    _write(Observation, "value", rows, places, report)


def _texts_fit(statistic: Statistic | None, entries: list[Entry], listing: Listing) -> bool:
    """Whether the lines agree with what is stored; if not, each of them is a bad line."""
    texts = {name: text for entry in entries for name, text in entry.texts.items()}
    if statistic is None:
        for name in ("name", "unit"):
            if missing({code: texts.get(f"{name}_{code}", "") for code in LANGUAGES}):
                listing.fault(entries[0].line, name, f"new_{name}", found=entries[0].code)
                return False
        return True
    stored = read(statistic, "unit")
    for code in LANGUAGES:
        found = texts.get(f"unit_{code}", "")
        if found and stored[code] and found != stored[code]:
            for entry in entries:
                listing.fault(
                    entry.line, f"unit_{code}", "unit_stored", found=found, stored=stored[code]
                )
            return False
    return True


def _statistic(
    held: Dataset, statistic: Statistic | None, entry: Entry, report: Report
) -> Statistic:
    """The indicator with the texts of the file; a source is kept where it is not the data set's."""
    row = statistic or Statistic(dataset=held, code=entry.code)
    before = [read(row, name) for name in ("name", "unit", "source")]
    for column, text in entry.texts.items():
        name, _code = column.split("_")
        if name != "source" or text != getattr(held, column):
            setattr(row, column, text)
    if statistic is None:
        report.new_codes.append(row.code)
    if statistic is None or before != [read(row, name) for name in ("name", "unit", "source")]:
        row.save()
    return row


# --- employment ---


def _store_employment(held: Dataset, listing: Listing, report: Report) -> None:
    wanted = _by_code(listing.entries)
    known = {one.code: one for one in Activity.objects.filter(code__in=wanted)}
    good: list[Entry] = []
    for code, entries in wanted.items():
        if code not in known:
            texts = {name: entries[0].texts.get(f"name_{name}", "") for name in LANGUAGES}
            if missing(texts) and code in SECTIONS:
                texts = dict(zip(LANGUAGES, SECTIONS[code], strict=True))
            if missing(texts):
                listing.fault(entries[0].line, "name", "new_name", found=code)
                continue
            row = Activity(code=code)
            write(row, "name", texts)
            row.save()
            known[code] = row
            report.new_codes.append(code)
        good += entries
    rows = [
        Employment(
            dataset=held,
            activity=known[entry.code],
            territory=entry.territory,
            year=entry.year,
            persons=int(entry.value),
        )
        for entry in good
    ]
    _write(Employment, "persons", rows, _stored(Employment.objects.filter(dataset=held)), report)


# --- both ---


def _by_code(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.code, []).append(entry)
    return found


def _key(row: Any) -> tuple[Any, ...]:
    head = row.statistic_id if isinstance(row, Observation) else row.activity_id
    return head, row.territory_id, row.year, getattr(row, "period", "")


def _stored(rows: models.QuerySet[Any]) -> dict[tuple[Any, ...], Any]:
    return {_key(row): row for row in rows}


def _write(
    model: Any,
    name: str,
    rows: Sequence[Any],
    stored: Mapping[tuple[Any, ...], Any],
    report: Report,
) -> None:
    added, changed = [], []
    for row in rows:
        there = stored.get(_key(row))
        if there is None:
            added.append(row)
        elif getattr(there, name) != getattr(row, name):
            setattr(there, name, getattr(row, name))
            changed.append(there)
    model.objects.bulk_create(added, batch_size=2000)
    model.objects.bulk_update(changed, [name], batch_size=2000)
    report.added, report.changed = len(added), len(changed)
    report.same = len(rows) - len(added) - len(changed)
