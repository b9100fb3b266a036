"""The score sheet of an evaluator: points and a reason for each criterion, under its area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from ..enums import CriterionKind
from ..errors import ScoringError
from ..models import Criterion, Figure, ScoreSheet
from ..operations.sheets import LONGEST_REASON, LONGEST_REMARK
from ..sheets import version_of

POINTS_NEEDED = _("Give points.")
REASON_NEEDED = _("Say why, in a sentence or two.")


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion on the sheet: two fields, or the figure that stands in their place."""

    criterion: Criterion
    value: BoundField | None
    reason: BoundField | None
    figure: Figure | None = None

    @property
    def is_answered(self) -> bool:
        return bool(self.value and self.value.value() and self.reason and self.reason.value())


class SheetForm(forms.Form):
    """Nothing is required here: a sheet is saved half done and checked when it is handed in.

    `criteria` from `queries.criteria_of`, so that the page costs the same for one and for twenty.
    """

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        sheet: ScoreSheet,
        criteria: Sequence[Criterion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.criteria = list(criteria)
        given = {score.criterion_id: score for score in sheet.scores.all()}
        for one in self.judged:
            score = given.get(one.pk)
            self.fields[f"value_{one.pk}"] = _points(one, score.value if score else None)
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=_("Your reason: %(criterion)s") % {"criterion": one.title},
                required=False,
                max_length=LONGEST_REASON,
                initial=score.reason if score else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["remark"] = forms.CharField(
            label=_("Anything else about the whole (if you like)"),
            required=False,
            max_length=LONGEST_REMARK,
            initial=sheet.remark,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["version"] = forms.CharField(
            required=False, initial=version_of(sheet), widget=forms.HiddenInput
        )

    @property
    def judged(self) -> list[Criterion]:
        return [one for one in self.criteria if one.kind == CriterionKind.QUALITATIVE]

    def groups(self) -> list[tuple[str, list[Question]]]:
        """(title of the area or "", questions), in the order of the scorecard. Figures stand among
        them, so that an evaluator sees what is known."""
        figures = {one.criterion_id: one for one in self.sheet.alternative.figures.all()}
        groups: dict[str, list[Question]] = {}
        for one in self.criteria:
            judged = one.kind == CriterionKind.QUALITATIVE
            question = Question(
                one,
                self[f"value_{one.pk}"] if judged else None,
                self[f"reason_{one.pk}"] if judged else None,
                figures.get(one.pk),
            )
            groups.setdefault(one.area.title if one.area else "", []).append(question)
        return list(groups.items())

    def scores(self) -> dict[int, tuple[float | None, str]]:
        """For `operations.save_sheet`."""
        data = self.cleaned_data
        return {
            one.pk: (data.get(f"value_{one.pk}"), data.get(f"reason_{one.pk}") or "")
            for one in self.judged
        }

    def saved(self) -> dict[str, Any]:
        """Keyword arguments for `operations.save_sheet`, but for sheet, actor and moment."""
        data = self.cleaned_data
        return {
            "scores": self.scores(),
            "remark": data["remark"],
            "version": data.get("version") or "",
        }

    def refuse(self, error: ScoringError) -> None:
        """An incomplete sheet is marked at every field that is empty."""
        if error.code != "sheet_incomplete":
            named = [name for name in error.params.get("fields", ()) if name in self.fields]
            self.add_error(named[0] if named else None, error.message)
            return
        for name in error.params["fields"]:
            is_points = name.startswith("value_")
            self.add_error(name, POINTS_NEEDED if is_points else REASON_NEEDED)

    def keep_version(self) -> None:
        """After a saving whose handing in was refused: the page carries on from what is saved."""
        sent = self.data.dict() if isinstance(self.data, QueryDict) else dict(self.data)
        self.data = {**sent, self.add_prefix("version"): version_of(self.sheet)}


def _points(one: Criterion, value: float | None) -> forms.TypedChoiceField:
    means = {anchor.value: anchor.text for anchor in one.anchors.all()}
    low, high = int(one.low or 0), int(one.high or 0)
    choices = [
        (str(n), f"{n} – {means[n]}" if n in means else str(n)) for n in range(low, high + 1)
    ]
    return forms.TypedChoiceField(
        label=one.title,
        help_text=escape(one.question),  # hints are shown as markup
        choices=choices,
        coerce=float,
        empty_value=None,
        required=False,
        initial=None if value is None else f"{value:g}",
        widget=forms.RadioSelect,
    )


class ConflictForm(forms.Form):
    """A declared conflict of interest takes the sheet away, also one that is handed in."""

    reason = forms.CharField(
        label=_("What connects you with it"),
        help_text=_(
            "For example: you work with the author, your company would be paid, a relative would "
            "gain. Staff of the akimat see this; it is not published."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def refuse(self, error: ScoringError) -> None:
        self.add_error("reason" if error.code == "reason_needed" else None, error.message)
