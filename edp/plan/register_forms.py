"""Forms of the akimat's registers of instruments and programmes."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import ItemKind, ProgrammeLevel
from .forms import RowForm, Text
from .models import Instrument, Programme, ProgrammeItem


class InstrumentForm(RowForm):
    model = Instrument
    texts = (Text("title", is_title=True), Text("text", 3), Text("owner"))
    is_financial = forms.TypedChoiceField(
        label=_("What it gives"),
        choices=[("1", _("money")), ("", _("something else: advice, space, training"))],
        coerce=bool,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    url = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    def choose(self) -> None:
        self.fields["is_financial"].initial = "1"

    def clean_is_financial(self) -> bool:
        return bool(self.cleaned_data["is_financial"])

    def _read_row(self, names: Sequence[str]) -> None:
        super()._read_row(names)
        self.fields["is_financial"].initial = "1" if self.row.is_financial else ""


class ProgrammeForm(RowForm):
    model = Programme
    texts = (Text("title", is_title=True), Text("source"))
    level = forms.ChoiceField(
        label=_("Level"), choices=ProgrammeLevel.choices, widget=forms.RadioSelect
    )
    first_year = forms.IntegerField(label=_("From the year"), min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label=_("To the year"), min_value=1990, max_value=2100)
    url = forms.URLField(label=_("Link"), required=False, assume_scheme="https")


class ItemForm(RowForm):
    model = ProgrammeItem
    texts = (Text("title", is_title=True),)
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, widget=forms.RadioSelect)
