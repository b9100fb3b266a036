"""Sliders to ask "what if": nothing of it is saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.scoring.enums import RankingMethod
from commons.scoring.results import Result

MOST = 100


class Slider(forms.NumberInput):
    input_type = "range"


class WhatIfForm(forms.Form):
    """A weight from 0 to 100 for each criterion, read as proportions, and a method."""

    marks_optional = False

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result = result
        self.names = {f"w_{one.code}": one for one in result.criteria}
        for name, one in self.names.items():
            self.fields[name] = forms.IntegerField(
                label=one.title,
                min_value=0,
                max_value=MOST,
                required=False,
                initial=round(100 * one.weight),
                widget=Slider(attrs={"min": 0, "max": MOST, "step": 1}),
            )
        self.fields["method"] = forms.ChoiceField(
            label=_("Method"),
            choices=RankingMethod.choices,
            required=False,
            initial=result.method,
        )

    def weights(self) -> dict[str, float]:
        """By code; a slider that was not sent stays where it is."""
        given = {}
        for name, one in self.names.items():
            value = self.cleaned_data.get(name)
            if value is not None:
                given[one.code] = float(value)
        return given if len(given) == len(self.names) else {**self._own(), **given}

    def _own(self) -> dict[str, float]:
        return {one.code: 100 * one.weight for one in self.result.criteria}

    def method(self) -> str:
        return self.cleaned_data.get("method") or self.result.method

    def sliders(self) -> list[Any]:
        return [self[name] for name in self.names]
