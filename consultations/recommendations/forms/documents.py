"""Forms of a final document that is being written. What is missing is found by its checks, so that
half a document can be saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commons.interface.forms import DayInput
from commons.interface.official import LANGUAGES, Texts, read, read_texts, text_fields
from commons.people.models import Person
from commons.territories.models import Akimat

from ..content import TEXTS
from ..enums import ControlForm
from ..models import FinalDocument, Recommendation
from ..queries import staff
from ..sources import Origin


class ClockInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Names of officials are public."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.public_name)


class DocumentForm(forms.Form):
    """Begins with what the source knows, or with the document itself."""

    marks_optional = False

    event_on = forms.DateField(
        label=_("Date of the event"),
        widget=DayInput,
        help_text=_("The period for sending the document counts from this day."),
        error_messages={"required": _("Say on which day it was.")},
    )
    begins = forms.TimeField(label=_("Began at"), required=False, widget=ClockInput)
    ends = forms.TimeField(label=_("Ended at"), required=False, widget=ClockInput)
    forms = forms.MultipleChoiceField(
        label=_("Forms of public control"),
        choices=ControlForm.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, origin: Origin, document: FinalDocument | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held: dict[str, Texts] = (
            {name: read(document, name) for name in TEXTS}
            if document
            else {
                "title": origin.titles,
                "place": origin.places,
                "subjects": origin.subjects,
                "facts": origin.facts,
            }
        )
        for name, label, rows, most, hint in (
            ("title", _("Title"), 0, 200, ""),
            ("place", _("Place"), 0, 250, _("Address and room, or “remote”.")),
            ("tasks", _("Tasks"), 3, 2000, _("What was to be found out or settled.")),
            (
                "subjects",
                _("Who carried it out"),
                2,
                1000,
                _("The council, commission or people who exercised public control."),
            ),
            (
                "facts",
                _("Facts established"),
                6,
                6000,
                _("What is so, and how it is known: figures, visits, words of officials."),
            ),
        ):
            text_fields(
                self,
                name,
                label,
                rows=rows,
                max_length=most,
                required=(),
                initial=held.get(name),
                hint=hint,
            )
        source: Any = document or origin
        self.initial = {
            **self.initial,
            "event_on": source.event_on,
            "begins": source.begins,
            "ends": source.ends,
            "forms": source.forms,
        }
        if origin.event_on is not None:
            self.fields["event_on"].disabled = True
            self.initial["event_on"] = origin.event_on
        if origin.suggested and document is None:
            words = ngettext_lazy(
                "Take over %(n)s decision of the meeting as a recommendation",
                "Take over %(n)s decisions of the meeting as recommendations",
                len(origin.suggested),
            )
            self.fields["take_over"] = forms.BooleanField(
                label=words % {"n": len(origin.suggested)}, required=False, initial=True
            )
        order = ["title", "event_on", "begins", "ends", "place", "forms"]
        self.order_fields([*_spread(order), *_spread(["subjects", "tasks", "facts"])])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It ended before it began."))
        if not any(data.get(f"title_{code}") for code in ("kk", "ru")):
            self.add_error("title_kk", _("Give the document a title in Kazakh or in Russian."))
        return data

    def texts(self) -> dict[str, Texts]:
        return {name: read_texts(self.cleaned_data, name) for name in TEXTS}

    def details(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data.get(name) for name in ("event_on", "begins", "ends", "forms")
        }


class RecommendationForm(forms.Form):
    marks_optional = False

    specialist = PersonChoice(
        label=_("Who should reply"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("not chosen yet"),
        help_text=_("A named person of the akimat. The akimat can hand it over, on record."),
    )

    def __init__(
        self,
        *args: Any,
        akimat: Akimat,
        recommendation: Recommendation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label, rows, hint in (
            ("text", _("Recommendation"), 4, _("One thing to do: who does what, where, by when.")),
            ("grounds", _("Grounds"), 3, _("The facts it rests on.")),
        ):
            text_fields(
                self,
                name,
                label,
                rows=rows,
                max_length=2000,
                required=(),
                initial=read(recommendation, name) if recommendation else None,
                hint=hint,
            )
        chosen: Any = self.fields["specialist"]
        chosen.queryset = staff(akimat)
        if recommendation:
            self.initial["specialist"] = recommendation.specialist_id
        self.order_fields([*_spread(["text", "grounds"]), "specialist"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"text_{code}") for code in LANGUAGES):
            self.add_error("text_kk", _("Write what you recommend, at least in one language."))
        return data

    def values(self) -> dict[str, Any]:
        return {
            "text": read_texts(self.cleaned_data, "text"),
            "grounds": read_texts(self.cleaned_data, "grounds"),
            "specialist": self.cleaned_data["specialist"],
        }


def _spread(names: list[str]) -> list[str]:
    """Each name with its three languages; fields that have none keep their own name."""
    single = ("event_on", "begins", "ends", "forms")
    return [
        one
        for name in names
        for one in ([name] if name in single else [f"{name}_{code}" for code in LANGUAGES])
    ]
