"""Figures of many opportunities at once: pasted from a spreadsheet, or as a CSV file."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commons.scoring.models import Alternative, Criterion

LARGEST = 512 * 1024


@dataclass(frozen=True, slots=True)
class FigureLine:
    alternative: Alternative
    criterion: Criterion
    value: float
    source: str


class FiguresImportForm(forms.Form):
    """Columns: code of the opportunity, code of the question, value, source. All lines or none:
    every bad line is named with what is wrong."""

    text = forms.CharField(
        label=_("Paste the lines here"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One line for each figure: number of the opportunity; code of the question; value; "
            "source. Separated by semicolons, commas or tabs."
        ),
    )
    file = forms.FileField(label=_("Or a CSV file"), required=False)

    def __init__(
        self,
        *args: Any,
        alternatives: Sequence[Alternative],
        criteria: Sequence[Criterion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.alternatives = {one.code.lower(): one for one in alternatives}
        self.criteria = {one.code.lower(): one for one in criteria}
        self.lines: list[FigureLine] = []

    def clean_file(self) -> str:
        upload = self.cleaned_data.get("file")
        if not upload:
            return ""
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is too large: at most 512 KB."))
        raw: bytes = upload.read()
        for encoding in ("utf-8-sig", "cp1251"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(_("This is not a text file."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        text = data.get("file") or data.get("text") or ""
        field = "file" if data.get("file") else "text"
        if not text.strip():
            self.add_error("text", _("Paste lines or choose a file."))
            return data
        for number, cells in enumerate(_rows(text), start=1):
            if number == 1 and _is_heading(cells):
                continue
            problem = self._line(cells)
            if problem:
                words = _now("Line %(number)s: %(problem)s")
                self.add_error(field, words % {"number": number, "problem": problem})
        return data

    def _line(self, cells: list[str]) -> str:
        """What is wrong with it; empty where it was taken."""
        if len(cells) < 3:
            return _now("three or four columns are needed.")
        code, key, number = (cell.strip() for cell in cells[:3])
        alternative = self.alternatives.get(code.lower())
        if alternative is None:
            return _now("no opportunity has the number “%(code)s”.") % {"code": code}
        criterion = self.criteria.get(key.lower())
        if criterion is None:
            return _now("no question with figures has the code “%(code)s”.") % {"code": key}
        value = _number(number)
        if value is None:
            return _now("“%(value)s” is not a number.") % {"value": number}
        source = cells[3].strip() if len(cells) > 3 else ""
        if len(source) > 250:
            return _now("the source is longer than 250 characters.")
        self.lines.append(FigureLine(alternative, criterion, value, source))
        return ""


def _rows(text: str) -> list[list[str]]:
    first = text.strip().splitlines()[0]
    separator = next((one for one in ("\t", ";") if one in first), ",")
    rows = csv.reader(io.StringIO(text.strip()), delimiter=separator)
    return [row for row in rows if any(cell.strip() for cell in row)]


def _is_heading(cells: list[str]) -> bool:
    return len(cells) > 2 and _number(cells[2]) is None and cells[0].strip().lower() == "code"


def _number(text: str) -> float | None:
    """1234.5, 1 234,5 and 1234,5 are the same number."""
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
