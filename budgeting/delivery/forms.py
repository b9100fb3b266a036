"""Forms with which staff report on a project: a step, a contract, a payment, a photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput, TengeField

from ..enums import MilestoneKind, PhotoKind
from ..forms import reason_field
from ..models import Milestone, Project
from ..texts import Texts


class MilestoneForm(forms.Form):
    """One step. What is done already, or planned already, is not asked again."""

    planned_date = forms.DateField(
        label=_("Planned for"),
        widget=DayInput,
        required=False,
        help_text=_("Public from now on, and not changed later."),
    )
    expected_date = forms.DateField(
        label=_("Expected now"),
        widget=DayInput,
        required=False,
        help_text=_("If it differs from the plan. Later than planned needs the reason below."),
    )
    delay_reason_kk = reason_field("kk", max_length=500, rows=3)
    delay_reason_ru = reason_field("ru", max_length=500, rows=3)
    delay_reason_en = reason_field("en", max_length=500, rows=3)
    done_date = forms.DateField(
        label=_("Done on"),
        widget=DayInput,
        required=False,
        help_text=_("A step that is done stays done."),
    )

    def __init__(self, *args: Any, kind: str, held: Milestone | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.held = MilestoneKind(kind), held
        if held is None:
            self.fields["planned_date"].required = True
        else:
            del self.fields["planned_date"]
            self.initial.setdefault("expected_date", held.expected_date)
            for code in ("kk", "ru", "en"):
                self.initial.setdefault(
                    f"delay_reason_{code}", getattr(held, f"delay_reason_{code}")
                )

    def reason(self) -> Texts:
        names = {code: f"delay_reason_{code}" for code in ("kk", "ru", "en")}
        return {code: self.cleaned_data.get(name, "") for code, name in names.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        planned = self.held.planned_date if self.held else data.get("planned_date")
        expected = data.get("expected_date")
        if planned and expected and expected > planned:
            for code in ("kk", "ru"):
                if not data.get(f"delay_reason_{code}", "").strip():
                    self.add_error(
                        f"delay_reason_{code}", _("Say in this language why it takes longer.")
                    )
        return data


class ContractForm(forms.Form):
    contractor = forms.CharField(label=_("Contractor"), max_length=150)
    subject = forms.CharField(label=_("What the contract is for"), max_length=200)
    number = forms.CharField(label=_("Number of the contract"), max_length=60)
    amount_tenge = TengeField(label=_("Amount"), min_value=1)
    signed_date = forms.DateField(label=_("Signed on"), widget=DayInput)


class PaymentForm(forms.Form):
    contract = forms.ChoiceField(label=_("Contract"), required=False)
    what = forms.CharField(
        label=_("For what"),
        max_length=200,
        help_text=_("For example: advance, paving stones, second stage."),
    )
    amount_tenge = TengeField(label=_("Amount"), min_value=1)
    paid_date = forms.DateField(label=_("Paid on"), widget=DayInput)

    def __init__(self, *args: Any, project: Project, warned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contract = self.fields["contract"]
        assert isinstance(contract, forms.ChoiceField)
        contract.choices = [
            ("", _("Without a contract")),
            *((str(c.pk), f"{c.number}, {c.contractor}") for c in project.contracts.all()),
        ]
        # The usual case: the newest contract is the one being paid.
        self.initial.setdefault("contract", contract.choices[-1][0])
        if warned:
            self.fields["over_contract"] = forms.BooleanField(
                label=_("Yes, more is paid than the contract is worth"), required=False
            )


class PhotoForm(forms.Form):
    kind = forms.ChoiceField(label=_("When"), choices=PhotoKind.choices, widget=forms.RadioSelect)
    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP. Place and camera are removed from the file."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    alt = forms.CharField(
        label=_("What the photo shows"),
        max_length=200,
        help_text=_("In a few words, for those who cannot see it."),
    )
    taken_date = forms.DateField(label=_("Taken on"), widget=DayInput)


class BoardFilterForm(forms.Form):
    """Narrows the board; whatever does not fit is ignored."""

    marks_optional = False

    year = forms.ChoiceField(label=_("Year of the vote"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(
        self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *options]
