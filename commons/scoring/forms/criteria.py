"""Areas, a criterion, what its points mean, and the figures of one that is taken from data."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES, Texts, missing, read, read_texts, text_fields

from ..enums import CriterionKind, Direction, Preference
from ..models import Alternative, Criterion, Scorecard

SPARE_AREAS = 2
KINDS = (
    (CriterionKind.QUALITATIVE, _("Evaluators judge it on a scale of points")),
    (CriterionKind.QUANTITATIVE, _("A figure from data, the same for all evaluators")),
)
PLAIN = (
    "kind",
    "direction",
    "weight",
    "low",
    "high",
    "preference",
    "indifference",
    "strict",
)


class AreasForm(forms.Form):
    """All headings in their order, and empty lines for new ones; an emptied one goes."""

    def __init__(self, *args: Any, scorecard: Scorecard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: list[Any] = [*scorecard.areas.all(), *[None] * SPARE_AREAS]
        self.keys = [area.pk if area else None for area in known]
        for n, area in enumerate(known):
            text_fields(
                self,
                f"area{n}",
                _("Area %(number)s") % {"number": n + 1},
                max_length=150,
                required=(),
                initial=read(area, "title") if area else None,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(len(self.keys)):
            texts = read_texts(data, f"area{n}")
            if any(texts.values()):
                for code in missing(texts):
                    self.add_error(f"area{n}_{code}", _("Write the title in this language too."))
        return data

    def values(self) -> list[tuple[int | None, Texts]]:
        """For `operations.set_areas`."""
        told = [(key, read_texts(self.cleaned_data, f"area{n}")) for n, key in enumerate(self.keys)]
        return [(key, texts) for key, texts in told if any(texts.values())]

    def lines(self) -> list[list[BoundField]]:
        """The fields of one heading after the other."""
        return [[self[f"area{n}_{code}"] for code in LANGUAGES] for n in range(len(self.keys))]


class CriterionForm(forms.Form):
    """`values()` goes to `operations.add_criterion` or `change_criterion`."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    kind = forms.ChoiceField(label=_("How it is judged"), choices=KINDS, widget=forms.RadioSelect)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, widget=forms.RadioSelect
    )
    weight = forms.DecimalField(
        label=_("Weight"),
        help_text=_("Only the proportions count. Easiest to read if all together make 100."),
        min_value=0,
        max_value=1000,
        max_digits=7,
        decimal_places=3,
    )
    low = forms.FloatField(label=_("Lowest"), required=False)
    high = forms.FloatField(
        label=_("Highest"),
        required=False,
        help_text=_(
            "The ends of the scale. For a figure: the values that count as worst and best at the "
            "ends; empty takes the smallest and the largest that occur."
        ),
    )
    preference = forms.ChoiceField(
        label=_("What counts as a difference"),
        choices=Preference.choices,
        help_text=_("Only PROMETHEE II asks this."),
    )
    indifference = forms.FloatField(
        label=_("q: differences up to it do not count"), min_value=0, required=False
    )
    strict = forms.FloatField(
        label=_("p: differences from it on count fully"), min_value=0, required=False
    )

    def __init__(
        self,
        *args: Any,
        scorecard: Scorecard,
        criterion: Criterion | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        row = criterion or Criterion(scorecard=scorecard)
        self.criterion = criterion
        self.areas = {str(one.pk): one for one in scorecard.areas.all()}
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = [("", _("None")), *((pk, one.title) for pk, one in self.areas.items())]
        self._texts(row)
        self.initial.setdefault("area", str(row.area_id or ""))
        for name in PLAIN:
            self.initial.setdefault(name, readable(getattr(row, name)))
        self.order_fields([*self._names("title"), *self._names("question"), "area", "kind"])

    def _texts(self, row: Criterion) -> None:
        given = {name: read(row, name) for name in ("title", "question", "unit", "source")}
        text_fields(self, "title", _("Criterion"), max_length=150, initial=given["title"])
        text_fields(
            self,
            "question",
            _("What to ask oneself"),
            rows=2,
            max_length=600,
            required=(),
            initial=given["question"],
        )
        text_fields(
            self,
            "unit",
            _("Unit of the figure"),
            max_length=60,
            required=(),
            initial=given["unit"],
            hint=_("For example: people, %, million tenge a year."),
        )
        text_fields(
            self,
            "source",
            _("Where the figures are to come from"),
            max_length=250,
            required=(),
            initial=given["source"],
        )

    def _names(self, name: str) -> list[str]:
        return [f"{name}_{code}" for code in LANGUAGES]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("indifference", "strict"):
            if data.get(name) is None:
                data[name] = 0.0
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        texts = ("title", "question", "unit", "source")
        return {
            **{name: data[name] for name in PLAIN},
            **{name: read_texts(data, name) for name in texts},
            "area": self.areas.get(data["area"]),
        }


def readable(value: Any) -> Any:
    """20 instead of 20.000, 5 instead of 5.0."""
    if isinstance(value, str) or value is None:
        return value
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else str(value)


class AnchorsForm(forms.Form):
    """What each point means; `values()` goes to `operations.set_anchors`."""

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        low, high = int(criterion.low or 0), int(criterion.high or 0)
        told = {anchor.value: anchor for anchor in criterion.anchors.all()}
        self.points = range(high, low - 1, -1)
        for n in self.points:
            text_fields(
                self,
                f"anchor{n}",
                _("Points: %(number)s") % {"number": n},
                max_length=250,
                required=("kk", "ru") if n in (low, high) else (),
                initial=read(told[n], "text") if n in told else None,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in self.points:
            texts = read_texts(data, f"anchor{n}")
            if any(texts.values()):
                for code in missing(texts):
                    name = f"anchor{n}_{code}"
                    if name not in self.errors:
                        self.add_error(name, _("Write it in this language too."))
        return data

    def values(self) -> dict[int, Texts]:
        return {n: read_texts(self.cleaned_data, f"anchor{n}") for n in self.points}


class FiguresForm(forms.Form):
    """One source, and a value for each alternative: for `operations.enter_figures`."""

    source = forms.CharField(
        label=_("Where these figures come from"),
        help_text=_("Publication, table, year: so that anybody can find them."),
        max_length=250,
    )

    def __init__(
        self,
        *args: Any,
        criterion: Criterion,
        alternatives: Sequence[Alternative],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.alternatives = alternatives
        given = {one.alternative_id: one for one in criterion.figures.all()}
        sources = [one.source for one in given.values() if one.source]
        self.initial.setdefault("source", sources[-1] if sources else "")
        for one in alternatives:
            figure = given.get(one.pk)
            self.fields[f"value_{one.pk}"] = forms.FloatField(
                label=f"{one.code}. {one.title}",
                required=False,
                min_value=criterion.low,
                max_value=criterion.high,
                initial=readable(figure.value) if figure else None,
            )

    def values(self) -> dict[int, float | None]:
        """{key of the alternative: value or None}."""
        return {one.pk: self.cleaned_data.get(f"value_{one.pk}") for one in self.alternatives}
