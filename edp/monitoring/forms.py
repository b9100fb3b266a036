"""Forms of indicators, readings, spending and reviews."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput, TengeField
from commons.interface.numbers import decimal
from commons.interface.official import LANGUAGES, Texts, read, read_texts, text_fields

from ..models import Round
from ..plan.forms import RowForm, Text
from ..plan.models import Action, Objective, Priority
from .enums import Direction, Frequency, IndicatorKind
from .models import Indicator, PlanReview, Reading
from .queries import specialists


class FigureInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            shown: str | None = super().format_value(value)
            return shown
        return decimal(value, 4)


class FigureField(forms.DecimalField):
    """Figures as people write them: 1 250,5 or 1250.5."""

    widget = FigureInput
    default_error_messages = {"invalid": _("Enter a figure, for example 1250,5.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 18, "decimal_places": 4, **kwargs})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f'’]", "", value).replace("\u2212", "-")
            value = value.replace(",", ".")
        return super().to_python(value)


class IndicatorForm(RowForm):
    model = Indicator
    texts = (
        Text("title", is_title=True, hint=_("What is counted, in one line.")),
        Text("unit", hint=_("For example: people, %, million tenge.")),
        Text("source", hint=_("Where the figure is taken from each time.")),
    )
    home = forms.ChoiceField(label=_("It measures"), required=False)
    kind = forms.ChoiceField(
        label=_("What kind of figure it is"),
        choices=IndicatorKind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Input is what is put in, output is what is made with it, outcome is what changes for "
            "people and firms."
        ),
    )
    is_controllable = forms.BooleanField(
        label=_("The akimat can move it by itself"),
        required=False,
        help_text=_("Leave it open for what depends on markets, weather or others."),
    )
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, widget=forms.RadioSelect
    )
    baseline_value = FigureField(label=_("Baseline"))
    baseline_date = forms.DateField(label=_("Baseline measured on"), widget=DayInput)
    target_value = FigureField(label=_("Target"))
    target_date = forms.DateField(label=_("Target to be reached by"), widget=DayInput)
    frequency = forms.TypedChoiceField(
        label=_("How often it is read"), choices=Frequency.choices, coerce=int
    )
    first_due_date = forms.DateField(label=_("First reading due"), widget=DayInput)
    responsible: Any = forms.ModelChoiceField(
        label=_("Responsible specialist"),
        queryset=None,
        required=False,
        help_text=_("Is reminded before a reading is due."),
    )

    def __init__(self, *args: Any, is_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_public:
            text_fields(
                self,
                "reason",
                _("Why the baseline or the target changes"),
                rows=2,
                max_length=500,
                required=[],
                hint=_("Only where you change one of them: the plan is public."),
            )

    def choose(self) -> None:
        assert self.round is not None
        home: Any = self.fields["home"]
        home.choices = homes(self.round)
        field: Any = self.fields["responsible"]
        field.queryset = specialists(self.akimat)
        if self.row is not None:
            home.initial = home_key(self.row)

    def values(self) -> Mapping[str, Any]:
        ours = {"home", *[f"reason_{code}" for code in LANGUAGES]}
        return {name: value for name, value in super().values().items() if name not in ours}

    def chosen_home(self) -> Priority | Objective | Action | None:
        found: Priority | Objective | Action | None
        found = home_of(self.round, self.cleaned_data["home"])
        return found

    def reason(self) -> Texts:
        return read_texts(self.cleaned_data, "reason")


MODELS: dict[str, tuple[Any, str]] = {
    "priority": (Priority, "round"),
    "objective": (Objective, "priority__round"),
    "action": (Action, "objective__priority__round"),
}


def homes(round: Round) -> list[Any]:
    """What an indicator can hang on, by kind."""
    groups: list[Any] = [("", _("the whole plan"))]
    for kind, (model, path) in MODELS.items():
        rows = model.objects.filter(**{path: round}).order_by("position", "pk")
        options = [(f"{kind}-{row.pk}", str(row)) for row in rows]
        if options:
            groups.append((model._meta.verbose_name_plural, options))
    return groups


def home_key(indicator: Indicator) -> str:
    for kind in MODELS:
        if key := getattr(indicator, f"{kind}_id"):
            return f"{kind}-{key}"
    return ""


def home_of(round: Round | None, key: str) -> Any:
    """The row that such a key names; the form has checked that there is one."""
    if not key:
        return None
    kind, _dash, pk = key.partition("-")
    model, path = MODELS[kind]
    return model.objects.get(pk=int(pk), **{path: round})


class ReadingForm(forms.Form):
    value = FigureField(label=_("Value"))
    date = forms.DateField(label=_("Measured on"), widget=DayInput)
    source = forms.CharField(
        label=_("Source"),
        max_length=250,
        help_text=_("The document or table this figure is from."),
    )

    def __init__(self, *args: Any, corrected: Reading | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Why it is corrected") if corrected else _("Note")
        text_fields(self, "note", label, rows=2, max_length=500, required=[])
        if corrected is not None:
            self.initial = {
                "value": corrected.value,
                "date": corrected.date,
                "source": corrected.source,
                **self.initial,
            }

    def note(self) -> Texts:
        return read_texts(self.cleaned_data, "note")


class SpendingForm(forms.Form):
    date = forms.DateField(label=_("Spent until"), widget=DayInput)
    public_tenge = TengeField(
        label=_("Public money spent in all"),
        min_value=0,
        help_text=_("Everything since the beginning, not since the last time."),
    )
    private_tenge = TengeField(label=_("Private money spent in all"), min_value=0)
    source = forms.CharField(label=_("Source"), max_length=250)


class DropForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "reason", _("Why it is no longer read"), rows=2, max_length=500)


class ReviewForm(RowForm):
    model = PlanReview
    texts = (Text("works", 5), Text("fails", 5), Text("changes", 5))
    held_date = forms.DateField(label=_("Held on"), widget=DayInput)


class NextRoundForm(forms.Form):
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("Latin letters, digits and hyphens, for example economy-2030."),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", _("Title"), max_length=150, initial=read(round, "title"))
