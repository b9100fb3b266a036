"""Sliders to ask "what if": nothing of it is saved."""

from typing import Any

from django import forms
from django.http import QueryDict
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
                initial=round(100 * one.weight),
                widget=Slider(attrs={"min": 0, "max": MOST, "step": 1}),
            )
        self.fields["method"] = forms.ChoiceField(
            label=_("Method"),
            choices=RankingMethod.choices,
            initial=result.method,
        )

    @classmethod
    def of(cls, sent: QueryDict, result: Result) -> "WhatIfForm":
        """Unbound without an answer; a slider that was not sent stays where it is."""
        plain = cls(result=result)
        if not set(sent) & set(plain.fields):
            return plain
        own = {name: field.initial for name, field in plain.fields.items()}
        return cls({**own, **{name: sent[name] for name in own if sent.get(name)}}, result=result)

    def weights(self) -> dict[str, float]:
        """By code."""
        return {one.code: float(self.cleaned_data[name]) for name, one in self.names.items()}

    def method(self) -> str:
        return str(self.cleaned_data["method"])

    def sliders(self) -> list[Any]:
        return [self[name] for name in self.names]
