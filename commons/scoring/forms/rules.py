"""The rules of a scorecard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import MomentInput
from commons.interface.official import read, read_texts, text_fields

from ..enums import Aggregation, RankingMethod
from ..models import Scorecard
from ..operations.cards import RULES

METHODS = (
    (
        RankingMethod.WEIGHTED_SUM,
        _("Weighted sum: points times weights, added up. The easiest to explain."),
    ),
    (
        RankingMethod.TOPSIS,
        _("TOPSIS: how near each is to the best in everything, and how far from the worst."),
    ),
    (
        RankingMethod.PROMETHEE,
        _("PROMETHEE II: each is compared with every other, criterion by criterion."),
    ),
)
AGGREGATIONS = (
    (Aggregation.MEAN, _("Mean")),
    (Aggregation.MEDIAN, _("Median: the one in the middle; a single extreme does not move it")),
    (
        Aggregation.TRIMMED,
        _("Mean without the highest and the lowest, where there are five reviews or more"),
    ),
)


class RulesForm(forms.Form):
    """`values()` goes to `operations.change_scorecard`."""

    method = forms.ChoiceField(
        label=_("How the order is computed"), choices=METHODS, widget=forms.RadioSelect
    )
    aggregation = forms.ChoiceField(
        label=_("How the points of several evaluators are joined"),
        choices=AGGREGATIONS,
        widget=forms.RadioSelect,
    )
    adjusts_severity = forms.BooleanField(
        label=_("Even out evaluators who mark more harshly or more leniently than others"),
        help_text=_(
            "They are shown in any case. Evened out, the usual distance of each evaluator from the "
            "others is taken off their points before these are joined."
        ),
        required=False,
    )
    min_reviews = forms.IntegerField(
        label=_("How many evaluators score each at least"), min_value=1, max_value=50
    )
    opens_at = forms.DateTimeField(
        label=_("Scoring opens"),
        help_text=_("Empty: as soon as you open it."),
        widget=MomentInput,
        required=False,
    )
    closes_at = forms.DateTimeField(
        label=_("Scoring is due"),
        help_text=_("Evaluators are reminded. You close the scoring yourself."),
        widget=MomentInput,
        required=False,
    )

    def __init__(self, *args: Any, scorecard: Scorecard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", _("Title"), max_length=150, initial=read(scorecard, "title"))
        text_fields(
            self,
            "intro",
            _("What is asked of the evaluators"),
            rows=4,
            max_length=2000,
            required=(),
            initial=read(scorecard, "intro"),
        )
        for name in RULES:
            self.initial.setdefault(name, getattr(scorecard, name))
        self.order_fields([name for name in self.fields if name.startswith(("title", "intro"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Scoring must close after it opens."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in RULES},
            "title": read_texts(data, "title"),
            "intro": read_texts(data, "intro"),
        }
