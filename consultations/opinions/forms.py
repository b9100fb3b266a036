"""Forms of conversations and statements."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.forms import DayInput
from commons.territories.models import Akimat

from ..drafts.models import Draft
from .models import Conversation, Statement


class ConversationForm(forms.Form):
    draft: "forms.ModelChoiceField[Draft]" = forms.ModelChoiceField(
        queryset=Draft.objects.none(),
        label=_("About the draft document"),
        required=False,
        empty_label=_("about no draft"),
    )

    def __init__(
        self, *args: Any, akimat: Akimat, conversation: Conversation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].queryset = Draft.objects.filter(akimat=akimat)  # type: ignore[attr-defined]
        held = {
            name: official.read(conversation, name) if conversation else None
            for name in ("title", "about")
        }
        official.text_fields(
            self, "title", _("Open question"), max_length=200, initial=held["title"],
            hint=_("For example: How should people get to work in Pavlodar?"),
        )  # fmt: skip
        official.text_fields(
            self, "about", _("What it is about"), rows=4, max_length=2000, initial=held["about"],
            hint=_("What will be decided, and what the answers are for."),
        )  # fmt: skip
        if conversation is not None:
            del self.fields["draft"]
        names = [f"{name}_{code}" for name in ("title", "about") for code in official.LANGUAGES]
        self.order_fields(names)

    def texts(self, name: str) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, name)


class OpenForm(forms.Form):
    closes_on = forms.DateField(label=_("Last day"), widget=DayInput)


class SeedForm(forms.Form):
    """A statement of the akimat."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self, "text", _("Statement"), max_length=200,
            hint=_("One thought that one can agree or disagree with. No question, no “and”."),
        )  # fmt: skip

    def texts(self) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, "text")


class SuggestForm(forms.Form):
    text = forms.CharField(
        label=_("Your statement"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thought, in your words. A moderator reads it, then others vote on it."),
        error_messages={"required": _("Write the statement.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class PublishForm(forms.Form):
    """Translations of a participant's statement; the author's own wording is not among them."""

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = official.read(statement, "text")
        others = [code for code in official.LANGUAGES if code != statement.language]
        official.text_fields(
            self, "text", _("Translation"), max_length=200, required=(), initial=held,
            hint=_("Machine or own: readers of the other languages vote on it."),
        )  # fmt: skip
        for code in official.LANGUAGES:
            if code not in others:
                del self.fields[f"text_{code}"]

    def texts(self) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, "text")


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not published"),
        max_length=300,
        help_text=_("Public, beside the statement."),
        error_messages={"required": _("Say in public why the statement is not published.")},
    )


class OutcomeForm(forms.Form):
    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self, "outcome", _("What came of it"), rows=4, max_length=3000,
            initial=official.read(conversation, "outcome"),
            hint=_("What was changed because of the answers, and what was not, and why."),
        )  # fmt: skip

    def texts(self) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, "outcome")
