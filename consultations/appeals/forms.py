"""Forms of asking, finding and answering questions."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat, Territory
from commons.territories.queries import inside

from .enums import Standing
from .models import Question, QuestionReply


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("Your question in one sentence"),
        max_length=120,
        min_length=8,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: When will the road from Aksu to Kalkaman be repaired?"),
        error_messages={"required": _("Write your question.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class DetailsForm(forms.Form):
    description = forms.CharField(
        label=_("What should the akim know to answer it?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Name the place if it matters. No telephone numbers, no IIN: all is public."),
        error_messages={"required": _("Write a few words about your question.")},
    )
    territory: "forms.ModelChoiceField[Territory]" = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("District or city"), required=False
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = inside(akimat.territory).filter(level__lte=akimat.territory.level + 1)
        self.fields["territory"].queryset = places  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *Standing.choices], required=False
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("newest", _("newest first")),
            ("supported", _("most asked for first")),
            ("due", _("longest waiting first")),
        ],
        required=False,
    )

    def chosen(self, name: str) -> str:
        """What was asked for; nothing where it makes no sense."""
        if not self.is_bound:
            return ""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class ReplyForm(forms.Form):
    def __init__(
        self, *args: Any, question: Question, last: QuestionReply | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        office = official.read(last, "office") if last else None
        text = official.read(last, "text") if last else None
        official.text_fields(
            self, "office", _("Who replies"), max_length=200, initial=office,
            hint=_("Office and name, for example: Department of Roads, M. Sadykov."),
        )  # fmt: skip
        official.text_fields(
            self, "text", _("Reply"), rows=6, max_length=6000, initial=text,
            hint=_("Say first what was asked for, then what will be done, by whom and when."),
        )  # fmt: skip
        if last is not None:
            official.text_fields(
                self, "reason", _("Why it is corrected"), rows=2, max_length=500,
                hint=_("Public. The former wording stays readable."),
            )  # fmt: skip

    def texts(self, name: str) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, name)


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who prepares the reply"), queryset=Person.objects.none())

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Person.objects.filter(
            memberships__akimat=akimat, memberships__role__in=(Role.MODERATOR, Role.SPECIALIST)
        )
        self.fields["to"].queryset = staff.distinct().order_by("name", "pk")  # type: ignore[attr-defined]
