"""Registration for a meeting, and requests for environmental hearings."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.territories.models import Akimat

from .. import queries
from ..enums import MeetingKind, Mode, Need
from ..models import Meeting, MeetingRegistration
from .preparing import capped


class RegisterForm(forms.Form):
    """How somebody takes part. Only the ways that the meeting offers can be chosen."""

    mode = forms.ChoiceField(
        label=_("How will you take part?"),
        choices=[],
        widget=forms.RadioSelect,
        initial=Mode.IN_PERSON,
    )
    wants_to_speak = forms.BooleanField(
        label=_("I wish to speak"),
        required=False,
        help_text=_("The list of speakers is public: your name and your topic."),
    )
    topic = forms.CharField(label=_("What will you speak about?"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("In which language will you speak?"), choices=settings.LANGUAGES
    )
    needs = forms.MultipleChoiceField(
        label=_("What do you need in order to take part?"),
        choices=capped(Need.choices),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only the staff who prepare the room see this."),
    )
    needs_text = forms.CharField(label=_("Something else you need"), max_length=200, required=False)

    def __init__(
        self, *args: Any, meeting: Meeting, held: MeetingRegistration | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        mode: Any = self.fields["mode"]
        mode.choices = modes_of(meeting)
        if len(mode.choices) == 1:
            mode.widget = forms.HiddenInput()
            mode.initial = mode.choices[0][0]
        if held is not None:
            for name in RegisterForm.base_fields:
                self.initial[name] = getattr(held, name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("wants_to_speak") and not (data.get("topic") or "").strip():
            self.add_error("topic", _("Write what you wish to speak about."))
        return data


class EnterForm(RegisterForm):
    """Somebody who calls or comes by, entered by staff."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Never shown to others. By it nobody is entered twice."),
    )
    field_order = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("mode", _("How do they take part?")),
            ("wants_to_speak", _("Wishes to speak")),
            ("topic", _("What will they speak about?")),
            ("language", _("In which language will they speak?")),
            ("needs", _("What do they need in order to take part?")),
            ("needs_text", _("Something else they need")),
        ):
            self.fields[name].label = label


def modes_of(meeting: Meeting) -> list[tuple[str, str]]:
    offered = []
    if meeting.place or not meeting.is_remote:
        offered.append(Mode.IN_PERSON)
    if meeting.is_remote:
        offered.append(Mode.REMOTE)
    return capped((mode.value, mode.label) for mode in offered)


class RequestForm(forms.Form):
    title = forms.CharField(
        label=_("What should the hearing be about?"),
        max_length=150,
        help_text=_("The project or the plant, and where. Public, with your name."),
    )
    text = forms.CharField(
        label=_("Why is a hearing needed?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    organisation = forms.CharField(
        label=_("Organisation you speak for"),
        max_length=200,
        required=False,
        help_text=_("A company or an association. Leave empty if you ask as a resident."),
    )
    territory: Any = forms.ModelChoiceField(
        label=_("District"), queryset=None, required=False, empty_label=_("The whole akimat")
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.places(akimat)


class AnswerForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("A hearing will be held")), ("no", _("No hearing will be held"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer with the reason"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Public, and sent to who asked. Write in the language of the request."),
    )


class FilterForm(forms.Form):
    """What the list of meetings can be narrowed by."""

    marks_optional = False

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[])
    place: Any = forms.ModelChoiceField(
        label=_("District"), queryset=None, required=False, empty_label=_("Everywhere")
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("All kinds")), *capped(MeetingKind.choices)]
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.places(akimat)
