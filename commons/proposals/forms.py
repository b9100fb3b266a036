"""One form per page of the wizard, and those of reading and commenting."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import TengeField
from commons.interface.numbers import tenge

from . import documents
from .models import Call, Category, Comment, Proposal, Report
from .places import is_in_kazakhstan
from .queries import districts_of


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    """Answers of one page. Saving is the operation's work, so `answers` gives them as they are."""

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class TitleForm(StepForm):
    class Meta:
        model = Proposal
        fields = ("title", "language")
        widgets = {"language": forms.RadioSelect}
        labels = {
            "title": _("What do you propose, in one line?"),
            "language": _("Which language do you write in?"),
        }
        help_texts = {
            "title": _("Say what and where, for example: “Lights on the path to school 14”."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].widget.attrs["autocomplete"] = "off"
        self.fields["title"].error_messages["required"] = _("Give your proposal a title.")
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in settings.LANGUAGES
        ]

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        if len(title) < 8:
            raise ValidationError(_("Use at least 8 characters, so that others understand it."))
        return title


class TextForm(StepForm):
    class Meta:
        model = Proposal
        fields = ("problem", "description")
        labels = {"problem": _("What is wrong now?"), "description": _("What should be done?")}
        help_texts = {
            "problem": _("Up to 2000 characters. Do not write telephone numbers or IINs."),
            "description": _("Up to 6000 characters. Say what would be built or changed."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, missing in (
            ("problem", _("Say what is wrong now.")),
            ("description", _("Say what should be done.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = missing
            self.fields[name].widget.attrs["rows"] = 6


class KindForm(StepForm):
    class Meta:
        model = Proposal
        fields = ("category", "territory")
        labels = {"category": _("What is it about?"), "territory": _("Where is it?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Call = self.instance.call
        categories = list(Category.objects.filter(call=call))
        if categories:
            field = CategoryField(
                Category.objects.filter(call=call),
                label=self.fields["category"].label,
                widget=forms.RadioSelect,
                empty_label=None,
                error_messages={"required": _("Choose what it is about.")},
            )
            self.fields["category"] = field
        else:
            del self.fields["category"]
        self.fields["territory"] = forms.ModelChoiceField(
            districts_of(call),
            label=self.fields["territory"].label,
            empty_label=str(_("Choose a district")),
            error_messages={"required": _("Choose where it is.")},
        )

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Shows what belongs to each category beside its name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}: {obj.hint}" if obj.hint else str(obj.name)


class PlaceForm(StepForm):
    # Either the address or the point will do, so that neither is optional by itself.
    marks_optional = False

    class Meta:
        model = Proposal
        fields = ("address", "latitude", "longitude")
        labels = {
            "address": _("Address or landmark"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
        }
        help_texts = {"address": _("For example: 7 Abai Street, or the yard behind the library.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("latitude", "longitude"):
            old = self.fields[name]
            self.fields[name] = CoordinateField(label=old.label, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "latitude" in self.errors or "longitude" in self.errors:
            return cleaned
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if latitude is None and longitude is None:
            if not cleaned.get("address"):
                self.add_error("address", _("Give an address or mark the place on the map."))
        elif latitude is None or longitude is None:
            self.add_error("longitude", _("Give both numbers or neither."))
        elif not is_in_kazakhstan(latitude, longitude):
            self.add_error("latitude", _("This point is not in Kazakhstan."))
        return cleaned


class CoordinateField(forms.FloatField):
    """Degrees, with a point or a comma, kept to about a metre."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter degrees as a number, for example 52.287.")}

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        if isinstance(value, str):
            value = value.strip().replace(",", ".")
        number = super().to_python(value)
        return None if number is None else round(number, 5)


class CostForm(StepForm):
    cost_tenge = TengeField(
        label=_("About how much would it cost?"),
        required=False,
        min_value=1,
        max_value=10**12,
        help_text=_("Leave it empty if you cannot tell: specialists will estimate it."),
    )

    class Meta:
        model = Proposal
        fields = ("cost_tenge", "estimate")
        labels = {"estimate": _("How did you estimate it?")}
        help_texts = {
            "estimate": _("For example: 10 benches at 120 000 ₸ each, by the price list of a shop.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["estimate"].widget.attrs["rows"] = 4

    def clean_cost_tenge(self) -> int | None:
        cost: int | None = self.cleaned_data["cost_tenge"]
        most = self.instance.call.max_cost_tenge
        if cost is not None and most is not None and cost > most:
            raise ValidationError(
                _("A proposal of this call may cost %(most)s at most."),
                params={"most": tenge(most)},
            )
        return cost


class GainForm(StepForm):
    class Meta:
        model = Proposal
        fields = ("beneficiaries",)
        labels = {"beneficiaries": _("Who gains from it?")}
        help_texts = {"beneficiaries": _("For example: pupils of school 14 and people with prams.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beneficiaries"].required = True
        self.fields["beneficiaries"].error_messages["required"] = _("Say who gains from it.")


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name))


class SeveralFilesField(forms.FileField):
    """Any number of files; each is judged by the operation that takes it."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in (data if isinstance(data, list | tuple) else [data]) if file]


class FilesForm(forms.Form):
    """New files, and for each picture of the proposal what it shows."""

    images = SeveralFilesField(
        label=_("Add pictures"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/*"}),
    )
    documents = SeveralFilesField(
        label=_("Add documents"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": documents.ACCEPT}),
    )

    def __init__(self, *args: Any, held: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        for image in held:
            self.fields[f"alt_{image.pk}"] = forms.CharField(
                label=_("What does it show?"),
                required=False,
                max_length=200,
                initial=image.alt,
            )

    def described(self) -> list[tuple[Any, Any]]:
        """Each picture with the field of its description."""
        return [(image, self[f"alt_{image.pk}"]) for image in self.held]


STEP_FORMS: Mapping[str, type[StepForm]] = {
    "title": TitleForm,
    "text": TextForm,
    "kind": KindForm,
    "place": PlaceForm,
    "cost": CostForm,
    "gain": GainForm,
}


class CommentForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Comment
        fields = ("text",)
        labels = {"text": _("Your comment")}
        help_texts = {"text": _("Up to 2000 characters. Everyone will see it with your name.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 4
        self.fields["text"].error_messages["required"] = _("Write your comment first.")


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Report
        fields = ("reason",)
        labels = {"reason": _("What is wrong with this comment?")}
        help_texts = {"reason": _("Only the moderators see your words.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = _("Say what is wrong.")
