"""What a question says: its filters and its page. Anything it should not say is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from commons.territories.models import Akimat

from .declaring import Dataset
from .errors import OpenDataError

PAGE = 100
MOST = 1000
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)
# Keys of rows are 64-bit.
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Ask:
    """`after` is the key of the last row of the page before."""

    akimat: Akimat | None = None
    round: int | None = None
    since: date | datetime | None = None
    limit: int = PAGE
    after: Any = None
    bom: bool = False

    def rows(self, dataset: Dataset) -> QuerySet[Any]:
        """The rows that it asks for, by their key; the page is not cut off yet."""
        found = dataset.rows(self.akimat).order_by("pk")
        if self.round is not None:
            found = found.filter(**{dataset.round: self.round})
        if self.since is not None:
            found = found.filter(**{f"{dataset.since}__gte": _suited(dataset, self.since)})
        return found if self.after is None else found.filter(pk__gt=self.after)


def ask(dataset: Dataset, given: QueryDict, *, table: bool = False) -> Ask:
    """Read the query. `table`: a whole table has no pages. Raises OpenDataError."""
    own = ("bom",) if table else ("limit", "after")
    values = one_of_each(given, (*dataset.filters, *own))
    return Ask(
        akimat=akimat_of(values),
        round=_whole(values, "round", 1, LARGEST),
        since=_since(values),
        limit=_whole(values, "limit", 1, MOST) or PAGE,
        after=key_of(dataset, values["after"], "after") if "after" in values else None,
        bom=bool(_whole(values, "bom", 0, 1)),
    )


def one_of_each(given: QueryDict, known: Iterable[str]) -> Mapping[str, str]:
    """Each parameter once, and none that is not known."""
    known = tuple(known)
    for name, values in given.lists():
        if name not in known:
            raise OpenDataError("unknown_parameter", name=name[:40], known=", ".join(known))
        if len(values) > 1:
            raise OpenDataError("repeated_parameter", name=name)
    return {name: values[0] for name, values in given.lists()}


def akimat_of(values: Mapping[str, str]) -> Akimat | None:
    """One query. None where the whole country is asked for."""
    slug = values.get("akimat")
    if slug is None:
        return None
    found = Akimat.objects.select_related("territory").filter(slug=slug[:50], is_active=True)
    akimat = found.first() if slug.isprintable() else None
    if akimat is None:
        raise OpenDataError("no_akimat", status=404, name=slug[:40])
    return akimat


def key_of(dataset: Dataset, text: str, name: str) -> Any:
    """The key of a row from its text: an integer or a UUID."""
    try:
        if dataset.key.get_internal_type() != "UUIDField" and not _is_whole(text):
            raise ValidationError(text)
        key = dataset.key.to_python(text[:60])
    except (ValidationError, ValueError) as error:
        raise OpenDataError("not_a_key", name=name) from error
    if isinstance(key, int) and not 0 <= key <= LARGEST:
        raise OpenDataError("not_a_key", name=name)
    return key


def _is_whole(text: str) -> bool:
    """In ASCII digits; int() would take a sign, spaces and other digits too."""
    return text.isascii() and text.isdigit() and len(text) < 20


def _whole(values: Mapping[str, str], name: str, low: int, high: int) -> int | None:
    text = values.get(name)
    if text is None:
        return None
    if not _is_whole(text):
        raise OpenDataError("not_a_number", name=name)
    if not low <= int(text) <= high:
        raise OpenDataError("out_of_range", name=name, low=low, high=high)
    return int(text)


def _since(values: Mapping[str, str]) -> date | datetime | None:
    text = values.get("since")
    if text is None:
        return None
    try:
        # A plus sign in a query is a space unless it was encoded.
        found = parse_date(text) or parse_datetime(text.replace(" ", "+").upper())
    except ValueError:
        found = None
    if found is None or (isinstance(found, datetime) and timezone.is_naive(found)):
        raise OpenDataError("not_a_moment", name="since")
    # Nothing here is so old or so far ahead, and time zones reach no farther.
    if not FIRST.year <= found.year <= LAST.year:
        return FIRST if found.year < FIRST.year else LAST
    return found


def _suited(dataset: Dataset, since: date | datetime) -> date | datetime:
    """A day as its first moment, or a moment as its day, as the column needs."""
    model: Any = dataset.model
    for part in dataset.since.split("__"):
        column = model._meta.get_field(part)
        model = column.related_model
    if isinstance(column, DateTimeField):
        return since if isinstance(since, datetime) else _midnight(since)
    return timezone.localdate(since) if isinstance(since, datetime) else since


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())
