"""Forms of the evidence of a round."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commons.interface.official import Texts, read, read_texts, text_fields
from commons.territories.models import Territory
from commons.territories.queries import inside

from ..models import LibraryEntry, Round, SwotItem
from . import queries
from .enums import Dimension, Mobility, PolicyArea, Quadrant, Strength


def _language() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which language do you write in?"),
        choices=settings.LANGUAGES,
        initial=lambda: get_language() or "kk",
        widget=forms.RadioSelect,
    )


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SourcedForm(forms.Form):
    """What makes a claim one that others can check."""

    source = forms.CharField(
        label=_("Where does this come from?"),
        max_length=300,
        help_text=_("A report and its page, a register, a person who knows: others will check."),
        error_messages={"required": _("Say where the claim comes from.")},
    )
    source_url = forms.URLField(
        label=_("Link to the source"), required=False, assume_scheme="https", max_length=200
    )


class AssetForm(SourcedForm):
    title = forms.CharField(
        label=_("What is the strength, in one line?"),
        max_length=150,
        help_text=_("For example: “Rail crossing to China with a dry port”."),
        error_messages={"required": _("Name the strength.")},
    )
    text = forms.CharField(
        label=_("Why is it one?"), max_length=2000, required=False, widget=_long()
    )
    dimension = forms.ChoiceField(
        label=_("What kind of strength is it?"), choices=Dimension.choices, widget=forms.RadioSelect
    )
    mobility = forms.ChoiceField(
        label=_("Could it move to another region?"),
        choices=Mobility.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A river or a mine stays. A firm or a skilled team can leave. "
            "What cannot leave is the surer ground to build on."
        ),
    )
    territory: Any = forms.ModelChoiceField(
        label=_("Where is it?"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("the whole territory"),
    )
    language = _language()
    field_order = (
        "title", "text", "dimension", "mobility", "source", "source_url", "territory", "language",
    )  # fmt: skip

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["territory"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = inside(round.territory).filter(level__lte=2)


class ReasonForm(forms.Form):
    text = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        widget=_long(3),
        error_messages={"required": _("Say why, so that others can answer.")},
    )


class RemarkForm(ReasonForm):
    language = _language()


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken out?"),
        max_length=300,
        error_messages={"required": _("Say why: it stays in the record.")},
    )


class SwotForm(forms.Form):
    quadrant = forms.ChoiceField(
        label=_("Where does it belong?"), choices=Quadrant.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Say it in one sentence"),
        max_length=300,
        widget=_long(2),
        error_messages={"required": _("Write a sentence.")},
    )
    language = _language()


class MergeForm(forms.Form):
    """Other standing entries of the same quarter."""

    sources = forms.ModelMultipleChoiceField(
        label=_("Which entries say the same?"),
        queryset=SwotItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, item: SwotItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["sources"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)
        rows = queries.swot(item.round).filter(quadrant=item.quadrant)
        choice.queryset = rows.exclude(pk=item.pk)


class TrendForm(SourcedForm):
    title = forms.CharField(
        label=_("What is changing, in one line?"),
        max_length=150,
        error_messages={"required": _("Name the trend.")},
    )
    text = forms.CharField(
        label=_("What changes, and what does it mean here?"),
        max_length=3000,
        widget=_long(6),
        error_messages={"required": _("Say what it means here.")},
    )
    horizon_years = forms.IntegerField(
        label=_("In how many years will it be felt here?"), min_value=1, max_value=50
    )
    language = _language()
    field_order = ("title", "text", "horizon_years", "source", "source_url", "language")


class EntryForm(SourcedForm):
    """An entry of the library in three languages."""

    area = forms.ChoiceField(label=_("Policy area"), choices=PolicyArea.choices)
    strength = forms.TypedChoiceField(
        label=_("How far does the evidence carry?"),
        choices=Strength.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, entry: LibraryEntry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (
            ("title", _("What it was, in one line"), 0, 150),
            ("place", _("Where, and when"), 0, 150),
            ("tried", _("What was tried"), 5, 3000),
            ("result", _("What came of it"), 5, 3000),
        )
        for name, label, rows, most in labels:
            initial = read(entry, name) if entry else None
            text_fields(self, name, label, rows=rows, max_length=most, initial=initial)

    def texts(self) -> dict[str, Texts]:
        names = ("title", "place", "tried", "result")
        return {name: read_texts(self.cleaned_data, name) for name in names}

    def facts(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("area", "strength", "source", "source_url")
        }


class LinkForm(forms.Form):
    round: Any = forms.ModelChoiceField(label=_("Which round?"), queryset=Round.objects.none())
    opportunity = forms.IntegerField(
        label=_("Number of an opportunity, if it is about one"), required=False, min_value=1
    )
    why = forms.CharField(label=_("What do we learn from it?"), max_length=300, required=False)

    def __init__(self, *args: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["round"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = rounds

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        pk, round = data.get("opportunity"), data.get("round")
        data["card"] = None
        if pk and round:
            data["card"] = queries.linkable(round).filter(pk=pk).first()
            if data["card"] is None:
                self.add_error("opportunity", _("This round has no opportunity of this number."))
        return data
