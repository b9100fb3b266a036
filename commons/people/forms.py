"""Forms of accounts and verification."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commons.territories.models import Territory
from commons.territories.queries import active_akimats

from . import operations
from .enums import ConsentKind, Method
from .errors import VerificationError
from .iin import IinError, parse
from .models import Person
from .phones import kazakh_mobile

METHOD_HINTS = {
    Method.ROLL: _("At once, if the akimat has put you on its roll of residents."),
    Method.IN_PERSON: _("Come to the akimat once with your identity card."),
    Method.POST: _("A letter with a code comes to your address within some days."),
    Method.SMS: _("A code comes to your mobile telephone within a minute."),
    Method.EGOV: _("At once: you signed in through eGov."),
}


class SignupForm(forms.Form):
    """What we ask beside the address and the password; allauth builds on this class."""

    field_order = ["name", "email", "password1", "language", "mail", "terms"]

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Others see it beside what you write. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    mail = forms.BooleanField(
        label=_("Tell me by e-mail what becomes of what I wrote, follow or voted for"),
        required=False,
    )
    terms = forms.BooleanField(
        label=_("I agree to the terms of use and to the processing of my personal data"),
        error_messages={"required": _("Without your agreement we cannot keep an account for you.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["terms"].help_text = format_html(
            '<a href="{}">{}</a>', reverse("pages:privacy"), _("What is kept about you, and why")
        )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by allauth once the account exists."""
        now = timezone.now()
        operations.change_profile(
            person=user,
            name=self.cleaned_data["name"],
            language=self.cleaned_data["language"],
            at=now,
        )
        operations.give_consent(person=user, kind=ConsentKind.TERMS, at=now)
        if self.cleaned_data["mail"]:
            operations.give_consent(person=user, kind=ConsentKind.MAIL, at=now)
        user.refresh_from_db()


class ProfileForm(forms.Form):
    name = SignupForm.base_fields["name"]
    language = SignupForm.base_fields["language"]
    mail = SignupForm.base_fields["mail"]


class AkimatForm(forms.Form):
    akimat = forms.ModelChoiceField(
        label=_("Whose resident are you?"),
        queryset=active_akimats(),
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="slug",
        error_messages={"required": _("Choose the akimat of the region or city you live in.")},
    )


class PlaceForm(forms.Form):
    place: "forms.ModelChoiceField[Territory]" = forms.ModelChoiceField(
        label=_("In which district or city do you live?"),
        queryset=Territory.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="kato",
        error_messages={"required": _("Choose the district or city of your registered address.")},
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places


class MethodForm(forms.Form):
    method = forms.ChoiceField(
        label=_("How should we check it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the ways.")},
    )

    def __init__(self, *args: Any, methods: Sequence[Method], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["method"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                method.value,
                format_html(
                    '<strong>{}</strong> <span class="choice-hint">{}</span>',
                    _capitalised(method.label),
                    METHOD_HINTS[method],
                ),
            )
            for method in methods
        ]


def _capitalised(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class IinField(forms.CharField):
    """Twelve digits with a check digit; the error never repeats them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        )
        super().__init__(**{"max_length": 20, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text:
            try:
                parse(text, on=timezone.localdate())
            except IinError as error:
                raise forms.ValidationError(error.message, code=error.code) from None
        return text


class DetailsForm(forms.Form):
    """The IIN, and what the chosen way needs beside it."""

    iin = IinField(
        label=_("IIN"),
        help_text=_("12 digits from your identity card. We keep only an unreadable mark of it."),
    )
    surname = forms.CharField(
        label=_("Surname"),
        max_length=80,
        help_text=_("As it is written on your identity card."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    address = forms.CharField(
        label=_("Postal address"),
        max_length=250,
        help_text=_(
            "Street, house, flat, settlement and postcode. It is deleted once you are verified."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    phone = forms.CharField(
        label=_("Mobile telephone"),
        max_length=25,
        help_text=_("For example +7 701 123 45 67. It is deleted once you are verified."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    NEEDS = {
        Method.IN_PERSON: {"iin"},
        Method.ROLL: {"iin", "surname"},
        Method.POST: {"iin", "address"},
        Method.SMS: {"iin", "phone"},
        Method.EGOV: set(),
    }

    def __init__(self, *args: Any, method: Method, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in self.NEEDS[method]:
                del self.fields[name]

    def clean_phone(self) -> str:
        try:
            return kazakh_mobile(self.cleaned_data["phone"])
        except VerificationError as error:
            raise forms.ValidationError(error.message, code=error.code) from None


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference of the request"),
        max_length=20,
        help_text=_("Six letters and digits: the resident has them on the page or on the slip."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CardForm(forms.Form):
    iin = IinField(
        label=_("IIN from the identity card"),
        help_text=_("Type it off the card: it must be the one that the resident gave."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The resident reads it. Say what to bring or to correct."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RollForm(forms.Form):
    file = forms.FileField(
        label=_("Roll of residents"),
        help_text=_("CSV in UTF-8 with the columns iin, kato, surname; the first line names them."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )


class EraseForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Tick the box, or leave this page to keep your account.")},
    )
