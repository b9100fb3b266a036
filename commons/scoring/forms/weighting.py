"""Weights as numbers, by swing points, or by comparing criteria in pairs."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..models import Comparison, Criterion
from .criteria import readable


class WeightsForm(forms.Form):
    """`values()` goes to `operations.set_weights`."""

    marks_optional = False

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for one in self.criteria:
            self.fields[f"weight_{one.pk}"] = forms.DecimalField(
                label=one.title,
                min_value=0,
                max_value=1000,
                max_digits=7,
                decimal_places=3,
                initial=readable(one.weight),
            )

    def values(self) -> dict[int, Decimal]:
        return {one.pk: self.cleaned_data[f"weight_{one.pk}"] for one in self.criteria}


class SwingForm(forms.Form):
    """`values()` goes to `operations.set_swing`."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for one in self.criteria:
            held = getattr(one, "swing", None)
            self.fields[f"points_{one.pk}"] = forms.IntegerField(
                label=one.title,
                help_text=self._ends(one),
                min_value=0,
                max_value=100,
                initial=held.points if held else None,
            )

    @staticmethod
    def _ends(one: Criterion) -> str:
        means = {anchor.value: anchor.text for anchor in one.anchors.all()}
        worst, best = means.get(int(one.low or 0)), means.get(int(one.high or 0))
        if not worst or not best:
            return ""
        told = {"worst": worst, "best": best}
        return escape(_now("From “%(worst)s” to “%(best)s”") % told)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and max(data.values(), default=0) != 100:
            raise forms.ValidationError(_("Give 100 points to the swing that matters most."))
        return data

    def values(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"points_{one.pk}"] for one in self.criteria}


class ComparisonsForm(forms.Form):
    """Every pair once; `values()` goes to `operations.set_comparisons`."""

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        comparisons: Sequence[Comparison] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = list(combinations(criteria, 2))
        given: dict[tuple[int, int], float] = {}
        for one in comparisons:
            given[one.first_id, one.second_id] = one.ratio
            given[one.second_id, one.first_id] = 1 / one.ratio
        for first, second in self.pairs:
            ratio = given.get((first.pk, second.pk))
            self.fields[f"pair_{first.pk}_{second.pk}"] = forms.ChoiceField(
                label=_now("%(first)s or %(second)s")
                % {"first": first.title, "second": second.title},
                choices=_ratios(first, second),
                initial=None if ratio is None else _nearest(ratio),
            )

    def values(self) -> dict[tuple[int, int], float]:
        found = {}
        for first, second in self.pairs:
            whole, _slash, part = self.cleaned_data[f"pair_{first.pk}_{second.pk}"].partition("/")
            found[first.pk, second.pk] = int(whole) / int(part or 1)
        return found


def _ratios(first: Criterion, second: Criterion) -> list[tuple[str, str]]:
    def words(one: Criterion, times: int) -> str:
        told = {"criterion": one.title, "times": times}
        return _now("%(criterion)s matters %(times)s times as much") % told

    return [
        ("", _now("Choose")),
        *((str(n), words(first, n)) for n in range(9, 1, -1)),
        ("1", _now("Both matter the same")),
        *((f"1/{n}", words(second, n)) for n in range(2, 10)),
    ]


def _nearest(ratio: float) -> str:
    return str(round(ratio)) if ratio >= 1 else f"1/{round(1 / ratio)}"
