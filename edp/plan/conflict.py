"""When two people edit the same thing: what the other one saved, beside what this one wrote."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from commons.interface.differences import Piece, words

from .forms import RowForm


@dataclass(frozen=True)
class Theirs:
    """A field whose saved text differs; `pieces` lead from the saved text to the one below."""

    label: str
    href: str
    saved: str
    pieces: list[Piece]


def theirs(form: RowForm, row: Any) -> list[Theirs]:
    """Puts the new version into the form, so that saving again is a decision, and returns what
    stands there now wherever it differs from what was sent."""
    fresh = type(form)(akimat=form.akimat, round=form.round, row=row, original=form.original)
    found = []
    for bound in form:
        if bound.is_hidden or bound.name == "confirmed":
            continue
        saved, mine = _shown(fresh[bound.name]), _shown(bound)
        if saved != mine:
            found.append(Theirs(str(bound.label), f"#{bound.auto_id}", saved, words(saved, mine)))
    data: Any = form.data
    form.data = data = data.copy()
    data[form.add_prefix("version")] = str(row.version)
    return found


def _shown(bound: BoundField) -> str:
    """A value as a person reads it: the names of what was chosen, not their keys."""
    value = bound.value()
    chosen = {str(one) for one in value} if isinstance(value, (list, tuple)) else {str(value)}
    if hasattr(bound.field, "choices"):
        labels = [str(label) for key, label in bound.field.choices if str(key) in chosen]
        return ", ".join(labels)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
