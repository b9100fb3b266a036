"""Forms of events: planning, attendance, notes, the report."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.forms import formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commons.interface import official
from commons.interface.forms import MomentInput
from commons.interface.official import Texts, read_texts, text_fields
from commons.people.enums import Sector
from commons.territories.queries import districts

from ..models import Round
from ..stakeholders.models import Stakeholder
from . import queries
from .enums import EventKind, NoteKind
from .models import Event, Note
from .operations.noting import MOST as MOST_NOTE
from .operations.planning import MOST_GROUPS

MOST_PLACES = 10_000
LIST_BYTES = 2 * 1024 * 1024
SECTORS = [(code, capfirst(label)) for code, label in Sector.choices]


class SeatField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, seat: Any) -> str:
        return f"{seat.name}, {seat.organisation.name}" if seat.organisation else str(seat.name)


class TimesForm(forms.Form):
    """From when to when."""

    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MomentInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("starts_at"), data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The event must end after it begins."))
        return data


class EventForm(TimesForm):
    kind = forms.ChoiceField(
        label=_("Kind of event"),
        choices=[(code, capfirst(label)) for code, label in EventKind.choices],
        help_text=_(
            "A plenary gathers everybody; focus groups can meet side by side inside it. A "
            "roundtable brings one field together, an open meeting is for all residents, a lab "
            "works out a project."
        ),
    )
    inside: Any = forms.ModelChoiceField(
        label=_("Group inside the plenary"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=_("No, it stands by itself"),
    )
    territory: Any = forms.ModelChoiceField(
        label=_("District where it takes place"),
        queryset=None,
        required=False,
        empty_label=_("Not in a single district"),
    )
    link = forms.URLField(
        label=_("Link to take part from afar"),
        required=False,
        assume_scheme="https",
        help_text=_("Shown only to those who have a place."),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Leave empty for no limit. Beyond it people wait, and move up by themselves."),
    )
    is_open = forms.BooleanField(
        label=_("Anyone with an account may come, not only stakeholders of the round"),
        required=False,
    )
    facilitator = SeatField(
        label=_("Facilitator: leads the talk"),
        queryset=None,
        required=False,
        empty_label=_("Nobody yet"),
    )
    rapporteur = SeatField(
        label=_("Rapporteur: writes the report"),
        queryset=None,
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Stakeholders who take part and have an account."),
    )

    def __init__(self, *args: Any, round: Round, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", _("Title"), max_length=150)
        text_fields(self, "about", _("What it is about"), rows=5, max_length=2000, required=())
        text_fields(
            self,
            "place",
            _("Place"),
            max_length=250,
            required=(),
            hint=_("Building, room, street. Leave empty if it is held only on the internet."),
        )
        plenaries = queries.of_round(round).filter(kind=EventKind.PLENARY, inside=None)
        self._choices("inside", plenaries.exclude(pk=event.pk) if event else plenaries)
        self._choices("territory", districts(round.akimat))
        for name in ("facilitator", "rapporteur"):
            held = getattr(event, f"{name}_id") if event else None
            leaders = queries.may_lead(round)
            if held:  # who has lost the account meanwhile still stands in the list
                leaders = leaders | Stakeholder.objects.filter(pk=held).select_related(
                    "organisation"
                )
            self._choices(name, leaders)
        self.order_fields(
            ["kind", *_names("title"), *_names("about"), "starts_at", "ends_at", *_names("place")]
        )
        if event is not None and not self.is_bound:
            self._fill(event)

    def _choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _fill(self, event: Event) -> None:
        for name in ("title", "about", "place"):
            for code, text in official.read(event, name).items():
                self.initial[f"{name}_{code}"] = text
        for name in self.base_fields:
            value = getattr(event, name)
            self.initial[name] = value.pk if hasattr(value, "pk") else value

    def changes(self) -> dict[str, Any]:
        """Arguments for `create_event` and `change_event`."""
        data = {name: self.cleaned_data[name] for name in self.base_fields}
        return data | {
            name: read_texts(self.cleaned_data, name) for name in ("title", "about", "place")
        }


def _names(name: str) -> list[str]:
    return [f"{name}_{code}" for code in official.LANGUAGES]


class AgendaForm(forms.Form):
    """One row. An empty one is left out."""

    marks_optional = False

    starts_at = forms.TimeField(
        label=_("Begins"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    speaker = forms.CharField(label=_("Speaker"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", _("Item"), max_length=200, required=())
        self.order_fields([*_names("title"), "starts_at", "speaker"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.has_changed() and not data.get("DELETE"):
            for code in official.missing(read_texts(data, "title")):
                self.add_error(f"title_{code}", _("Write the item in this language too."))
        return data


MOST_ITEMS = 40
AgendaFormSet = formset_factory(
    AgendaForm, extra=3, max_num=MOST_ITEMS, validate_max=True, can_delete=True, can_order=True
)


def agenda_initial(event: Event) -> list[dict[str, Any]]:
    return [
        {"starts_at": item.starts_at, "speaker": item.speaker}
        | {f"title_{code}": text for code, text in official.read(item, "title").items()}
        for item in event.agenda.all()
    ]


def agenda_of(formset: Any) -> list[dict[str, Any]]:
    """What `set_agenda` takes, in the order that the rows ask for."""
    return [
        {
            "starts_at": form.cleaned_data.get("starts_at"),
            "speaker": form.cleaned_data.get("speaker", ""),
            "title": read_texts(form.cleaned_data, "title"),
        }
        for form in formset.ordered_forms
        if any(read_texts(form.cleaned_data, "title").values())
    ]


class GroupsForm(TimesForm):
    """One title on each line; each line becomes a group."""

    capacity = forms.IntegerField(
        label=_("Places in each group"), required=False, min_value=1, max_value=MOST_PLACES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "titles",
            _("Titles of the groups"),
            rows=5,
            hint=_("One group on each line, in the same order in every language."),
        )
        self.order_fields(_names("titles"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        lines = {code: _lines(data.get(f"titles_{code}")) for code in official.LANGUAGES}
        count = len(lines["kk"])
        for code in ("ru", "en"):
            found = len(lines[code])
            if count and found != count and (found or code == "ru"):
                text = ngettext(
                    "There is %(count)s title in Kazakh: write as many here.",
                    "There are %(count)s titles in Kazakh: write as many here.",
                    count,
                )
                self.add_error(f"titles_{code}", text % {"count": count})
        if count > MOST_GROUPS:
            self.add_error(
                "titles_kk",
                _("At most %(most)s groups can be made at once.") % {"most": MOST_GROUPS},
            )
        for code, titles in lines.items():
            if any(len(title) > 150 for title in titles):
                self.add_error(f"titles_{code}", _("A title may have 150 characters."))
        return data

    def titles(self) -> list[Texts]:
        lines = {code: _lines(self.cleaned_data[f"titles_{code}"]) for code in official.LANGUAGES}
        return [
            {code: found[place] if found else "" for code, found in lines.items()}
            for place in range(len(lines["kk"]))
        ]


def _lines(text: str | None) -> list[str]:
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


class CancelForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "reason",
            _("Why it will not take place"),
            rows=3,
            max_length=300,
            hint=_("Public, and sent to everybody who registered."),
        )

    def reason(self) -> Texts:
        return read_texts(self.cleaned_data, "reason")


class WalkInForm(forms.Form):
    """Somebody at the door who stands on no list."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=SECTORS, widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Never shown to others. By it the same person is found again."),
    )


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("List of those who came (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Divide it."))
        return file


class NoteForm(forms.Form):
    """A new note. `key` is chosen before it is sent, so that sending it twice makes one note."""

    marks_optional = False

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(code, capfirst(label)) for code, label in NoteKind.choices],
        widget=forms.RadioSelect,
        initial=NoteKind.IDEA,
    )
    text = forms.CharField(
        label=_("Note"), max_length=MOST_NOTE, widget=forms.Textarea(attrs={"rows": 4})
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())


class NoteChangeForm(forms.Form):
    """Another wording. `version` is the one that the writer saw."""

    marks_optional = False

    kind = NoteForm.base_fields["kind"]
    text = forms.CharField(
        label=_("Note"), max_length=MOST_NOTE, widget=forms.Textarea(attrs={"rows": 6})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, note: Note, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "text", "version"):
            self.initial.setdefault(name, getattr(note, name))


class ReportForm(forms.Form):
    marks_optional = False

    language = forms.ChoiceField(label=_("Language of the full report"), choices=settings.LANGUAGES)
    report = forms.CharField(
        label=_("Full report"),
        max_length=60_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 26, "class": "report-text"}),
        help_text=_(
            "Plain text. A line that begins with # is a heading, with ## a smaller one, with - an "
            "item of a list, with 1. a numbered item. An empty line begins a new paragraph."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "summary",
            _("Summary"),
            rows=5,
            max_length=4000,
            required=(),
            initial=official.read(event, "summary"),
            hint=_("What came of the event, in a few sentences that anybody understands."),
        )
        self.initial.setdefault("language", event.report_language)
        self.initial.setdefault("report", event.report)
        self.initial.setdefault("version", event.report_version)
        self.order_fields([*_names("summary"), "language", "report", "version"])

    def summary(self) -> Texts:
        return read_texts(self.cleaned_data, "summary")
