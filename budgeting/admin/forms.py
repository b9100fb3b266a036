"""The tasks of setting a round up: each form knows what of the round it changes."""

import csv
import io
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.forms import MomentInput, TengeField
from commons.interface.official import read_texts, text_fields
from commons.rounds.admin.forms import TaskForm, of_this_century
from commons.territories.models import Territory
from commons.territories.queries import districts
from commons.voting.enums import BallotFormat

from .. import texts
from ..enums import PHASE_ORDER, PhaseKind, Rule
from ..operations import Changes
from ..operations.setup import CategoryText

MAX_CATEGORIES = 15
SPARE_ROWS = 3


class PhasesForm(TaskForm):
    """Six phases, each half-open: it ends at the moment the next one may begin."""

    pairs = True

    def build(self) -> None:
        held = {phase.kind: phase for phase in self.round.phases.all()}
        for kind in PHASE_ORDER:
            phase = held.get(kind)
            for name, label in (
                ("opens", gettext_lazy("Opens")),
                ("closes", gettext_lazy("Closes")),
            ):
                self.fields[f"{kind}_{name}"] = forms.DateTimeField(
                    label=label,
                    widget=MomentInput(),
                    validators=[of_this_century],
                    initial=getattr(phase, f"{name}_at") if phase else None,
                )
            legend = str(PhaseKind(kind).label).capitalize()
            self.groups.append((legend, "", [f"{kind}_opens", f"{kind}_closes"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        before: datetime | None = None
        for kind in PHASE_ORDER:
            opens, closes = data.get(f"{kind}_opens"), data.get(f"{kind}_closes")
            if opens and closes and closes <= opens:
                self.add_error(f"{kind}_closes", _("It must close after it opens."))
            if opens and before and opens < before:
                self.add_error(f"{kind}_opens", _("The phase before it is still open then."))
            before = closes or before
        return data

    def changes(self) -> Changes:
        data = self.cleaned_data
        return {
            "phases": {
                kind: (data[f"{kind}_opens"], data[f"{kind}_closes"]) for kind in PHASE_ORDER
            }
        }

    def changed(self) -> Changes:
        """A phase that is over need not be touched."""
        kinds = {name.rsplit("_", 1)[0] for name in self.touched()}
        spans = {kind: span for kind, span in self.changes()["phases"].items() if kind in kinds}
        return {"phases": spans} if spans else {}


class EnvelopesForm(TaskForm):
    """Money for the whole territory, for districts, or for both; an empty field is no envelope."""

    def build(self) -> None:
        held = {envelope.territory_id: envelope for envelope in self.round.envelopes.all()}
        inside = Q(pk__in=districts(self.round.akimat)) & Q(
            kato__startswith=self.round.territory.prefix
        )
        places = Territory.objects.filter(
            Q(pk=self.round.territory_id) | inside | Q(pk__in=held)
        ).order_by("level", "kato")
        self.places = {f"budget_{place.kato}": place for place in places}
        for name, place in self.places.items():
            whole = place.pk == self.round.territory_id
            envelope = held.get(place.pk)
            self.fields[name] = TengeField(
                label=_("%(place)s, the whole of it") % {"place": place} if whole else str(place),
                required=False,
                min_value=1,
                initial=envelope.budget_tenge if envelope else None,
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("Enter the money of at least one envelope."))
        return data

    def changes(self) -> Changes:
        money = self.cleaned_data
        return {
            "envelopes": [
                (place, money[name]) for name, place in self.places.items() if money[name]
            ]
        }

    def changed(self) -> Changes:
        return self.changes() if self.touched() else {}


class CategoriesForm(TaskForm):
    """Rows of names; a row without names goes. A CSV file replaces all rows."""

    columns: ClassVar = tuple(
        f"{part}_{code}" for part in ("name", "hint") for code in texts.LANGUAGES
    )

    def build(self) -> None:
        call = self.round.call
        held = list(call.categories.order_by("position", "pk")) if call else []
        self.rows = min(MAX_CATEGORIES, max(len(held) + SPARE_ROWS, 5))
        for number in range(self.rows):
            category = held[number] if number < len(held) else None
            name = texts.read(category, "name") if category else None
            hint = texts.read(category, "hint") if category else None
            for part, label, length, held_text in (
                ("name", gettext_lazy("Name"), 80, name),
                ("hint", gettext_lazy("What belongs here"), 250, hint),
            ):
                stem = f"{part}{number}"
                text_fields(self, stem, label, max_length=length, required=(), initial=held_text)
            fields = [
                f"{part}{number}_{code}" for part in ("name", "hint") for code in texts.LANGUAGES
            ]
            self.groups.append((_("Category %(number)s") % {"number": number + 1}, "", fields))
        self.fields["file"] = forms.FileField(
            label=_("Or a CSV file with all categories"),
            required=False,
            help_text=_("UTF-8. Columns: %(columns)s. It replaces the rows above.")
            % {"columns": ", ".join(self.columns)},
        )
        self.groups.append((_("Import"), "", ["file"]))

    def clean_file(self) -> list[dict[str, str]] | None:
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        try:
            text = upload.read(256 * 1024).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not UTF-8 text.")) from None
        try:
            return self._categories(csv.DictReader(io.StringIO(text)))
        except csv.Error:
            raise forms.ValidationError(_("The file cannot be read as CSV.")) from None

    def _categories(self, reader: Any) -> list[dict[str, str]]:
        missing = {"name_kk", "name_ru"} - set(reader.fieldnames or ())
        if missing:
            words = _("Line 1: expected the columns name_kk and name_ru; missing: %(missing)s.")
            raise forms.ValidationError(words % {"missing": ", ".join(sorted(missing))})
        return self._lines(reader)

    def _lines(self, reader: Any) -> list[dict[str, str]]:
        found, problems = [], []
        for row in reader:
            line = reader.line_num
            cells = {column: (row.get(column) or "").strip() for column in self.columns}
            for column in ("name_kk", "name_ru"):
                if not cells[column]:
                    words = _("Line %(line)s, %(field)s: expected a name, found nothing.")
                    problems.append(words % {"line": line, "field": column})
            for column, text in cells.items():
                limit = 80 if column.startswith("name") else 250
                if len(text) > limit:
                    words = _("Line %(line)s, %(field)s: expected at most %(limit)s characters.")
                    problems.append(words % {"line": line, "field": column, "limit": limit})
            found.append(cells)
        if not found or len(found) > MAX_CATEGORIES:
            words = _("Expected between 1 and %(most)s lines, found %(found)s.")
            problems.append(words % {"most": MAX_CATEGORIES, "found": len(found)})
        if problems:
            raise forms.ValidationError(problems)
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("file") or "file" in self.errors:
            return data
        named = 0
        for number in range(self.rows):
            name = read_texts(data, f"name{number}")
            if not any(name.values()):
                continue
            named += 1
            for code in texts.missing(name):
                self.add_error(f"name{number}_{code}", _("Name it in this language too."))
        if not named:
            raise forms.ValidationError(_("Name at least one category."))
        return data

    def changes(self) -> Changes:
        data = self.cleaned_data
        if data.get("file"):
            return {
                "categories": [
                    {"name": read_texts(row, "name"), "hint": read_texts(row, "hint")}
                    for row in data["file"]
                ]
            }
        rows: list[CategoryText] = [
            {"name": read_texts(data, f"name{n}"), "hint": read_texts(data, f"hint{n}")}
            for n in range(self.rows)
        ]
        return {"categories": [row for row in rows if any(row["name"].values())]}

    def changed(self) -> Changes:
        return self.changes() if self.touched() else {}


class ProposingForm(TaskForm):
    max_per_person = forms.IntegerField(
        label=gettext_lazy("Proposals per person"), min_value=1, max_value=50
    )
    author_min_age = forms.IntegerField(
        label=gettext_lazy("Least age of an author"), min_value=0, max_value=100
    )
    max_cost_tenge = TengeField(
        label=gettext_lazy("Largest cost of a proposal"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Leave empty if the envelope is the only limit."),
    )
    needs_residency = forms.BooleanField(
        label=gettext_lazy("Only people with verified residency may propose"), required=False
    )

    def build(self) -> None:
        call = self.round.call
        if call is None:
            return
        self.initial = {
            "max_per_person": call.max_per_person,
            "author_min_age": call.min_age,
            "max_cost_tenge": call.max_cost_tenge,
            "needs_residency": call.needs_residency,
            **self.initial,
        }

    def changes(self) -> Changes:
        data = self.cleaned_data
        return {
            "max_per_person": data["max_per_person"],
            "author_min_age": data["author_min_age"],
            "max_cost_tenge": data["max_cost_tenge"],
            "needs_residency": data["needs_residency"],
        }


# Whether a number is asked for at all depends on the ballot, so each says for which it counts.
HINTS = {
    "ballot_format": gettext_lazy(
        "Spend the budget: any projects that together fit the money. Choose several or one: so "
        "many ticks. Share points: a sum to hand out. Marks: each project by itself. Rank: the "
        "best in order. Yes or no: an answer to each."
    ),
    "max_choices": gettext_lazy("For “choose several”, and how many places there are to rank."),
    "points_total": gettext_lazy("For “share points”."),
    "points_each": gettext_lazy("For “share points”; for marks it is the highest mark."),
    "may_change": gettext_lazy("Otherwise a vote is final at once."),
    "min_votes": gettext_lazy("A project with fewer votes cannot win. 0: no such limit."),
    "leftovers": gettext_lazy(
        "What districts leave over can be spent on projects for the whole territory; that needs an "
        "envelope of the whole territory."
    ),
    "completion": gettext_lazy(
        "The equal shares seldom use up all money. Raising all shares a little and counting anew "
        "keeps the groups of voters balanced; giving the rest to most votes is simpler."
    ),
    "add1_start": gettext_lazy("Elections elsewhere use both; the difference is below one tenge."),
    "add1_stop": gettext_lazy("The second raises the shares as far as the budget lets them."),
    "comparison": gettext_lazy(
        "A brake: the winners by votes alone are taken instead if strictly more voters find more "
        "of their own choices among them."
    ),
}


class RuleForm(TaskForm):
    who: ClassVar = ["min_age", "late_registration"]
    ballot: ClassVar = ["ballot_format", "max_choices", "points_total", "points_each", "may_change"]
    count: ClassVar = ["rule", "min_votes", "threshold_share", "leftovers", "lot_seed"]
    shares: ClassVar = ["completion", "add1_start", "add1_step", "add1_stop", "comparison"]
    names: ClassVar = (*who, *ballot, *count, *shares)

    def build(self) -> None:
        self.rule_fields(*self.names)
        for name in ("ballot_format", "rule", "completion", "add1_start", "add1_stop", "leftovers"):
            field: Any = self.fields[name]
            field.widget = forms.RadioSelect(choices=field.choices)
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint
        only_shares = _("These hold for the Method of Equal Shares alone.")
        self.groups = [
            (_("Who votes"), "", self.who),
            (_("The ballot"), "", self.ballot),
            (_("The count"), "", self.count),
            (_("Equal Shares"), only_shares, self.shares),
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        total, each = data.get("points_total"), data.get("points_each")
        if data.get("ballot_format") == BallotFormat.POINTS and total and each and each > total:
            self.add_error("points_each", _("This is more than there is to share."))
        if data.get("comparison") and data.get("rule") not in (None, Rule.EQUAL_SHARES):
            self.add_error("comparison", _("Only the Method of Equal Shares can be compared."))
        return data

    def changes(self) -> Changes:
        return {name: self.cleaned_data[name] for name in self.names}  # type: ignore[return-value]
