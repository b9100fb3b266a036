"""What is entered while a meeting runs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import MomentInput
from commons.interface.official import Texts, read_texts, text_fields

from ...councils.models import Mandate
from ...meetings.models import Meeting
from .. import queries, quorum
from ..enums import CAST, ELECTIONS, Choice, Majority, Presence, RollCallKind

GUESTS = 9999


class ByMember(forms.Form):
    """One choice for each member, in fields named by the keys of their mandates."""

    options: Iterable[tuple[str, Any]] = ()

    def __init__(
        self, *args: Any, members: Iterable[Mandate], held: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        for row in self.members:
            self.fields[f"m{row.pk}"] = forms.ChoiceField(
                label=row.name,
                choices=[(code, capfirst(str(label))) for code, label in self.options],
                required=False,
                initial=held.get(row.pk, ""),
                widget=forms.RadioSelect,
            )

    def marks(self, default: str = "") -> dict[int, str]:
        """By the keys of the mandates; `default` for those nothing was chosen for."""
        return {row.pk: self.cleaned_data[f"m{row.pk}"] or default for row in self.members}

    def rows(self) -> list[tuple[Mandate, forms.BoundField]]:
        return [(row, self[f"m{row.pk}"]) for row in self.members]


class AttendanceForm(ByMember):
    options = Presence.choices

    guests = forms.IntegerField(
        label=_("Guests in the room"), min_value=0, max_value=GUESTS, initial=0
    )
    guests_remote = forms.IntegerField(
        label=_("Guests who take part remotely"), min_value=0, max_value=GUESTS, initial=0
    )


class VotesForm(ByMember):
    """“Did not vote” is what an empty choice means; it is there to be chosen again."""

    options = [(choice.value, choice.label) for choice in CAST] + [("", Choice.NOT_VOTING.label)]


class TimesForm(forms.Form):
    started_at = forms.DateTimeField(label=_("Began"), widget=MomentInput)
    ended_at = forms.DateTimeField(label=_("Ended"), widget=MomentInput)


def item_field(meeting: Meeting) -> forms.Field:
    return forms.ModelChoiceField(
        label=_("Item of the agenda"),
        queryset=queries.agenda(meeting),
        required=False,
        empty_label=str(_("none")),
    )


class SpeakerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    topic = forms.CharField(label=_("On what"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Speaks in"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = item_field(meeting)


class NoteForm(forms.Form):
    def __init__(self, *args: Any, held: Texts | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("What was said and agreed. The minutes need it in Kazakh and in Russian.")
        text_fields(
            self, "text", _("Note"), rows=5, max_length=6000, required=(), initial=held, hint=hint
        )

    def texts(self) -> Texts:
        return read_texts(self.cleaned_data, "text")


class DecisionForm(forms.Form):
    def __init__(
        self, *args: Any, meeting: Meeting, held: Texts | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "text", _("Decision"), rows=3, max_length=2000, initial=held)
        if held is None:
            self.fields["item"] = item_field(meeting)

    def texts(self) -> Texts:
        return read_texts(self.cleaned_data, "text")


class RollCallForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is voted on"), choices=RollCallKind.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "text",
            _("What is put to the vote"),
            rows=3,
            max_length=2000,
            required=(),
            hint=_("Word for word: if it is adopted, this is the decision. Elections need none."),
        )
        self.fields["candidate"] = forms.ModelChoiceField(
            label=_("Candidate"),
            queryset=quorum.members(meeting),
            required=False,
            help_text=_("Only for an election."),
        )
        self.fields["rule"] = forms.ChoiceField(
            label=_("What it needs"), choices=Majority.choices, initial=Majority.PRESENT
        )
        self.fields["item"] = item_field(meeting)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind in ELECTIONS and not data.get("candidate"):
            self.add_error("candidate", _("Choose the member who is to be elected."))
        if kind and kind not in ELECTIONS:
            for code in ("kk", "ru"):
                if not data.get(f"text_{code}"):
                    self.add_error(f"text_{code}", _("Write what is put to the vote."))
        return data

    def texts(self) -> Texts:
        return read_texts(self.cleaned_data, "text")
