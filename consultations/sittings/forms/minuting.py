"""The words around the record, the recording, and corrections."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.interface.official import Texts, read, read_texts, text_fields

from ...meetings.models import AgendaItem, Meeting
from .. import permissions, queries


class MinutesForm(forms.Form):
    """Opening, a note for each item of the agenda, closing: each in three languages."""

    chaired_by = forms.CharField(label=_("Who chaired the meeting"), max_length=150, required=False)
    written_by = forms.CharField(label=_("Who wrote the minutes"), max_length=150, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minutes, notes = permissions.minutes_of(meeting), queries.notes(meeting)
        self.items = list(queries.agenda(meeting))
        self.fields["chaired_by"].initial = minutes.chaired_by
        self.fields["written_by"].initial = minutes.written_by
        self._texts("opening", _("Before the agenda"), read(minutes, "opening"))
        for item in self.items:
            held = read(notes[item.pk], "text") if item.pk in notes else None
            self._texts(f"note{item.pk}", item.title, held)
        self._texts("closing", _("After the agenda"), read(minutes, "closing"))

    def _texts(self, name: str, label: Any, held: Texts | None) -> None:
        text_fields(self, name, label, rows=4, max_length=6000, required=(), initial=held)

    def texts(self, name: str) -> Texts:
        return read_texts(self.cleaned_data, name)

    def notes(self) -> dict[AgendaItem, Texts]:
        return {item: self.texts(f"note{item.pk}") for item in self.items}


class RecordingForm(forms.Form):
    url = forms.URLField(
        label=_("Link to the recording"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )
    name = forms.CharField(
        label=_("Name of the file"),
        max_length=200,
        required=False,
        help_text=_("If the recording is kept elsewhere: its name, and where one can ask for it."),
    )
    transcript = forms.CharField(
        label=_("What was said, as text"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("For everybody who cannot hear the recording."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)


class CorrectionForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "text", _("Correction"), rows=4, max_length=4000)
        text_fields(self, "reason", _("Why it is needed"), rows=2, max_length=1000)

    def texts(self, name: str) -> Texts:
        return read_texts(self.cleaned_data, name)
