"""The agenda: its items, and what residents propose for it."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.official import Texts, read_texts, text_fields

from ..models import AgendaProposal, Meeting
from .preparing import names

MOST_ITEMS = 40
ClockInput = forms.TimeInput({"type": "time"}, format="%H:%M")


class ItemForm(forms.Form):
    """One row. An empty one is left out; a known one keeps its key."""

    marks_optional = False

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    starts_at = forms.TimeField(label=_("Begins"), required=False, widget=ClockInput)
    speaker = forms.CharField(label=_("Who reports"), max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", _("Item"), max_length=200, required=())
        self.order_fields([*names("title"), "starts_at", "speaker"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.has_changed() and not data.get("DELETE"):
            for code in official.missing(read_texts(data, "title")):
                self.add_error(f"title_{code}", _("Write the item in this language too."))
        return data


AgendaFormSet = formset_factory(
    ItemForm, extra=2, max_num=MOST_ITEMS, validate_max=True, can_delete=True, can_order=True
)


def agenda_initial(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {"pk": item.pk, "starts_at": item.starts_at, "speaker": item.speaker}
        | {f"title_{code}": text for code, text in official.read(item, "title").items()}
        for item in meeting.agenda.all()
    ]


def agenda_of(formset: Any) -> list[dict[str, Any]]:
    """What `set_agenda` takes, in the order that the rows ask for."""
    return [
        {
            "pk": form.cleaned_data.get("pk"),
            "starts_at": form.cleaned_data.get("starts_at"),
            "speaker": form.cleaned_data.get("speaker", ""),
            "title": read_texts(form.cleaned_data, "title"),
        }
        for form in formset.ordered_forms
        if any(read_texts(form.cleaned_data, "title").values())
    ]


class ProposeForm(forms.Form):
    title = forms.CharField(
        label=_("Item"),
        max_length=150,
        help_text=_("What should be decided, in one line. It is public, with your name."),
    )
    text = forms.CharField(
        label=_("Why should it be discussed?"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Whom it concerns, and what you ask for. Up to 1,500 characters."),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)


class DecideForm(forms.Form):
    """Onto the agenda under an official title, or declined with a public reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Put it on the agenda")), ("decline", _("Decline it"))],
        widget=forms.RadioSelect,
    )
    starts_at = forms.TimeField(label=_("Begins"), required=False, widget=ClockInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Public. Needed if you decline; write it in the language of the proposal."),
    )

    def __init__(self, *args: Any, proposal: AgendaProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "title",
            _("Title on the agenda"),
            max_length=200,
            required=(),
            initial={proposal.language: proposal.title},
            hint=_("Needed if you accept, in Kazakh and Russian."),
        )
        self.order_fields(["decision", *names("title"), "starts_at", "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        decision = data.get("decision")
        if decision == "decline" and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Say why the item is declined: the reason is public."))
        if decision == "accept":
            for code in official.missing(self.title()):
                self.add_error(f"title_{code}", _("Write the item in this language too."))
        return data

    def title(self) -> Texts:
        return read_texts(self.cleaned_data, "title")
