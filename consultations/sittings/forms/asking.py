"""Questions, their answers, and appeals against minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.official import Texts, read_texts, text_fields

from ..enums import AnswerKind, AppealDecision


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Up to 1000 characters, in any language. Everybody sees it with your name."),
    )


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How it was answered"),
        choices=[
            (AnswerKind.WRITTEN, _("In writing, here")),
            (AnswerKind.ROOM, _("At the meeting: I write down in short what was said")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    answerer = forms.CharField(
        label=_("Who answered"),
        max_length=150,
        help_text=_("Name and post, for example: A. Omarova, head of the roads department."),
    )


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it hidden?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is public, and the author is told."),
    )


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong in the minutes?"),
        min_length=20,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Name the place in the minutes, and what was said or decided in truth."),
    )


class AppealAnswerForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=AppealDecision.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "answer", _("Reasoned answer"), rows=5, max_length=4000)

    def texts(self) -> Texts:
        return read_texts(self.cleaned_data, "answer")
