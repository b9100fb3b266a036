"""Forms of a commitment: its steps, and objections to “done”."""

from typing import Any

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput
from commons.interface.official import read_texts, text_fields
from commons.proposals.documents import ACCEPT


class StepForm(forms.Form):
    """A text in three languages, with a file where proof may be attached."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, DOCX, XLSX or ODT. Public at once."),
    )

    def __init__(
        self, *args: Any, label: str | Lazy, hint: str | Lazy, with_file: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "text", label, rows=4, max_length=2000, hint=hint)
        if not with_file:
            del self.fields["upload"]
        self.order_fields(["text_kk", "text_ru", "text_en", "upload"])

    def text(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "text")


class MoveForm(StepForm):
    to = forms.DateField(
        label=_("New day"),
        widget=DayInput,
        error_messages={"required": _("Set the new day.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, with_file=False, **kwargs)
        self.order_fields(["to"])


class DisputeForm(forms.Form):
    words = forms.CharField(
        label=_("What is not done?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Public, with your name. Say what you saw, where and when."),
        error_messages={"required": _("Say what is not done.")},
    )


class AnswerDisputeForm(forms.Form):
    upheld = forms.ChoiceField(
        label=_("Is the objection right?"),
        choices=[
            ("yes", _("Yes, it is not done: take it up again")),
            ("no", _("No, it is done")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the objection is right.")},
    )
    due = forms.DateField(
        label=_("Promised anew until"),
        required=False,
        widget=DayInput,
        help_text=_("Needed when the objection is right."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self, "answer", _("Answer"), rows=4, max_length=2000, hint=_("Public, with reasons.")
        )
        self.order_fields(["upheld", "due"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("upheld") == "yes" and not data.get("due") and "due" not in self.errors:
            self.add_error("due", _("Say until which day it is promised anew."))
        return data

    def answer(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "answer")
