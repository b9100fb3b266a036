"""What readers choose on the pages of statistics, and the upload of a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.official import Texts, missing, read_texts, text_fields
from commons.territories.models import Akimat
from commons.territories.tables import MAX_BYTES

from . import queries
from .models import CODE, Dataset
from .operations import DatasetFields, code_from


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File with figures (CSV)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    dataset: Any = forms.ModelChoiceField(
        label=_("Data set"),
        queryset=Dataset.objects.none(),
        required=False,
        empty_label=_("a new one, described below"),
    )
    code = forms.CharField(
        label=_("Code of the new data set"),
        max_length=40,
        required=False,
        validators=[CODE],
        help_text=_("Latin letters, digits, hyphens. Left empty, it is made from the file's name."),
        error_messages={"invalid": _("Use Latin letters, digits, dots and hyphens only.")},
    )
    url = forms.URLField(label=_("Link to the source"), required=False, assume_scheme="https")
    licence = forms.CharField(label=_("Licence"), max_length=120, required=False)
    retrieved_on = forms.DateField(
        label=_("Taken from the source on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_invented = forms.BooleanField(
        label=_("The figures are invented for a demonstration"), required=False
    )
    skip_bad = forms.BooleanField(
        label=_("Leave bad lines out and store the others"),
        required=False,
        help_text=_("Without it nothing is stored as long as one line is bad."),
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["dataset"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = queries.own_datasets(akimat)
        text_fields(self, "title", _("Title of the data set"), max_length=200, required=())
        text_fields(self, "source", _("Source"), max_length=300, required=())

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Split it into parts."),
                params={"most": MAX_BYTES // 1024 // 1024},
            )
        return upload

    def clean(self) -> dict[str, Any]:
        """A new data set needs its title and source; tie the error to what is empty."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("dataset") is None and "dataset" not in self.errors:
            for name in ("title", "source"):
                texts = read_texts(data, name)
                for code in missing(texts):
                    self.add_error(f"{name}_{code}", _("A new data set needs this."))
        return data

    def dataset_fields(self) -> DatasetFields:
        data = self.cleaned_data
        held: Dataset | None = data["dataset"]

        def texts(name: str) -> Texts | None:
            found = read_texts(data, name)
            return None if missing(found) else found

        return DatasetFields(
            code=held.code if held else data["code"] or code_from(data["file"].name),
            title=texts("title"),
            source=texts("source"),
            url=data["url"] or None,
            licence=data["licence"] or None,
            retrieved_on=data["retrieved_on"],
            # A data set that is marked stays marked: a tick that is not set does not unmark it.
            is_invented=True if data["is_invented"] else None,
        )
