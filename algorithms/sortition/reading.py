"""Pools and quotas from CSV files, with every bad line named."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from algorithms.sortition.errors import SortitionError, UnreadableFile
from algorithms.sortition.pool import Pool, Quota, Quotas


def read_quotas(text: str) -> Quotas:
    """Columns feature, value, min, max; others are ignored. Line 1 is the heading.

    Raises UnreadableFile with ``column_missing`` (column), and by line ``cell_empty`` (column),
    ``not_whole_number`` (column, value), ``min_negative``, ``min_above_max``, ``quota_twice``.
    """
    rows, faults = _table(text, ("feature", "value", "min", "max"))
    quotas: dict[tuple[str, str], Quota] = {}
    for line, row in rows:
        try:
            quota = Quota(row["feature"], row["value"], _whole(row, "min"), _whole(row, "max"))
            if (quota.feature, quota.value) in quotas:
                raise SortitionError("quota_twice", feature=quota.feature, value=quota.value)
        except SortitionError as fault:
            faults.append(SortitionError(fault.code, line=line, **fault.params))
        else:
            quotas[quota.feature, quota.value] = quota
    if faults:
        raise UnreadableFile(faults)
    return Quotas.of(quotas.values())


def read_people(
    text: str, quotas: Quotas, *, id_column: str = "id", household_columns: Sequence[str] = ()
) -> tuple[Pool, dict[str, str]]:
    """The pool, and a household key by id: those who agree in ``household_columns``.

    Keys are compared with case and repeated spaces ignored; a person whose cells are all empty has
    no household. Columns that are neither features of the quotas nor named here are ignored.
    Raises UnreadableFile with ``column_missing``, and by line ``cell_empty`` (column), ``id_twice``
    (id), ``value_without_quota`` (feature, value).
    """
    rows, faults = _table(text, (id_column, *quotas.features), household_columns)
    known = {(quota.feature, quota.value) for quota in quotas.rows}
    people: dict[str, dict[str, str]] = {}
    households: dict[str, str] = {}
    for line, row in rows:
        person = row[id_column]
        if person in people:
            faults.append(SortitionError("id_twice", line=line, id=person))
            continue
        for feature in quotas.features:
            if (feature, row[feature]) not in known:
                faults.append(
                    SortitionError(
                        "value_without_quota", line=line, feature=feature, value=row[feature]
                    )
                )
        people[person] = row
        key = [" ".join(row[column].casefold().split()) for column in household_columns]
        if any(key):
            households[person] = "\n".join(key)
    if faults:
        raise UnreadableFile(faults)
    return Pool.of(people, quotas.features), households


def _table(
    text: str, needed: Iterable[str], optional: Iterable[str] = ()
) -> tuple[list[tuple[int, dict[str, str]]], list[SortitionError]]:
    """Complete rows with their line numbers, and the faults of the others."""
    required, allowed_empty = list(needed), list(optional)
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))
    header = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    faults = [
        SortitionError("column_missing", line=1, column=column)
        for column in (*required, *allowed_empty)
        if column not in header
    ]
    if faults:
        raise UnreadableFile(faults)
    rows = []
    for raw in reader:
        row = {name: (raw[name] or "").strip() for name in (*required, *allowed_empty)}
        empty = [column for column in required if not row[column]]
        faults += [
            SortitionError("cell_empty", line=reader.line_num, column=column) for column in empty
        ]
        if not empty:
            rows.append((reader.line_num, row))
    if not rows and not faults:
        faults.append(SortitionError("no_rows", line=1))
    return rows, faults


def _whole(row: dict[str, str], column: str) -> int:
    cell = row[column]
    if not cell.removeprefix("-").isdecimal():
        raise SortitionError("not_whole_number", column=column, value=cell)
    return int(cell)
