"""Forms of a draw: what to mirror, quotas, the seed, its entry."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.forms import DayInput, MomentInput

from .enums import Fairness, Feature, SeedKind
from .models import Draw, DrawQuota
from .pool import traits
from .words import feature_label, value_labels


class FeaturesForm(forms.Form):
    features = forms.MultipleChoiceField(
        label=_("What the panel must mirror"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    ages = forms.CharField(
        label=_("Ages at which the bands begin"),
        max_length=60,
        help_text=_("For example: 18, 30, 45, 60. The last band has no end."),
    )
    fairness = forms.ChoiceField(
        label=_("Chances"), choices=Fairness.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "features": draw.features,
            "ages": ", ".join(map(str, draw.age_bounds)),
            "fairness": draw.fairness,
        }
        super().__init__(*args, **kwargs)
        known = [(one.value, feature_label(one)) for one in Feature]
        further = [(one, feature_label(one)) for one in traits(draw.formation)]
        self.fields["features"].choices = known + further  # type: ignore[attr-defined]

    def clean_ages(self) -> list[int]:
        words = self.cleaned_data["ages"].replace(";", ",").split(",")
        try:
            return [int(word) for word in words if word.strip()]
        except ValueError:
            raise forms.ValidationError(
                _("Write ages in rising order, from 14 to 100, for example: 18, 30, 45, 60.")
            ) from None


class QuotasForm(forms.Form):
    """Two numbers and the census for each value of each feature."""

    census_source = forms.CharField(
        label=_("Source of the census figures"), max_length=250, required=False
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        kwargs["initial"] = {"census_source": draw.census_source}
        super().__init__(*args, **kwargs)
        self.held = list(draw.quotas.all())
        seats = draw.formation.seats
        values: dict[str, list[str]] = {}
        for row in self.held:
            values.setdefault(row.feature, []).append(row.value)
        self.labels = value_labels(values)
        for row in self.held:
            for name, initial, most, needed in (
                ("least", row.least, seats, True),
                ("most", row.most, seats, True),
                ("weight", row.weight, 10**8, False),
            ):
                self.fields[f"{name}_{row.pk}"] = forms.IntegerField(
                    label=self._label(row, name),
                    min_value=0,
                    max_value=most,
                    initial=initial,
                    required=needed,
                )

    def _label(self, row: DrawQuota, name: str) -> str:
        words: Mapping[str, Any] = {
            "least": _("at least"),
            "most": _("at most"),
            "weight": _("in the census"),
        }
        return f"{self.labels[row.feature, row.value]}: {words[name]}"

    def groups(self) -> list[tuple[str, list[tuple[str, list[forms.BoundField]]]]]:
        """(feature, [(value, its three fields)]) for the table."""
        found: dict[str, list[tuple[str, list[forms.BoundField]]]] = {}
        for row in self.held:
            fields = [self[f"{name}_{row.pk}"] for name in ("weight", "least", "most")]
            label = self.labels[row.feature, row.value]
            found.setdefault(row.feature, []).append((label, fields))
        return [(feature_label(feature), rows) for feature, rows in found.items()]

    def rows(self) -> dict[int, tuple[int, int, int | None]]:
        data = self.cleaned_data
        return {
            row.pk: (data[f"least_{row.pk}"], data[f"most_{row.pk}"], data[f"weight_{row.pk}"])
            for row in self.held
        }


class SeedForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Where the seed comes from"), choices=SeedKind.choices, widget=forms.RadioSelect
    )
    seed_at = forms.DateTimeField(
        label=_("The seed comes into being"),
        widget=MomentInput,
        required=False,
        help_text=_("For a public source: after the chances are published."),
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": draw.seed_kind, "seed_at": draw.seed_at}
        super().__init__(*args, **kwargs)
        official.text_fields(
            self, "source", _("The source, and how it becomes the seed"), rows=3, max_length=1000,
            initial=official.read(draw, "seed_source"),
            hint=_(
                "For example: the six winning numbers of the lottery on 12 June, in the order "
                "drawn, with a hyphen between them. Or: who the three parties are."
            ),
        )  # fmt: skip
        held = list(draw.parties.all())
        for n in range(3):
            party = held[n] if n < len(held) else None
            self.fields[f"party_{n}"] = forms.CharField(
                label=_("Party %(n)s") % {"n": n + 1}, max_length=120, required=False,
                initial=party.name if party else "",
            )  # fmt: skip
            self.fields[f"commitment_{n}"] = forms.CharField(
                label=_("Commitment of party %(n)s (SHA-256)") % {"n": n + 1}, max_length=64,
                required=False, initial=party.commitment if party else "",
            )  # fmt: skip

    def texts(self) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, "source")

    def parties(self) -> list[tuple[str, str]]:
        data = self.cleaned_data
        return [(data[f"party_{n}"], data[f"commitment_{n}"]) for n in range(3)]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the published chances are given up"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Public."),
        error_messages={"required": _("Say in public why the quotas change.")},
    )


class EnterForm(forms.Form):
    seed = forms.CharField(
        label=_("Seed"),
        max_length=300,
        help_text=_("Exactly as the source publishes it: each sign counts."),
        error_messages={"required": _("Enter the seed exactly as its source publishes it.")},
    )


class RevealForm(forms.Form):
    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(draw.parties.all())
        for party in self.parties:
            self.fields[f"secret_{party.pk}"] = forms.CharField(
                label=_("Secret of %(party)s") % {"party": party.name}, max_length=200
            )

    def secrets(self) -> dict[str, str]:
        return {party.name: self.cleaned_data[f"secret_{party.pk}"] for party in self.parties}


class SeatForm(forms.Form):
    declined = forms.TypedMultipleChoiceField(
        label=_("Who declined the seat"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Others follow by the same seed, so that the quotas are kept."),
    )
    begins_on = forms.DateField(label=_("The term begins"), widget=DayInput)

    def __init__(self, *args: Any, numbers: list[tuple[int, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"begins_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.fields["declined"].choices = numbers  # type: ignore[attr-defined]


class ReplaceForm(forms.Form):
    begins_on = forms.DateField(label=_("The mandate begins"), widget=DayInput)
