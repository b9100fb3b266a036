"""Forms of a reply with what it promises, of its correction, and of hearing the author."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput, MomentInput
from commons.interface.official import LANGUAGES, read, read_texts, text_fields
from commons.people.models import Person
from commons.proposals.documents import ACCEPT

from ..enums import Decision, HeardStatus, Way
from ..models import HeardRequest, Recommendation
from ..operations.replying import MOST_COMMITMENTS, Promise
from ..queries import staff
from .documents import PersonChoice

_REPLY_HINT = _(
    "Reasons, not only the decision: what was found, what will be done and by whom, or why it "
    "cannot be done."
)


class ReplyForm(forms.Form):
    """A draft may be incomplete; `strict` asks for all that a published reply needs."""

    marks_optional = False

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    upload = forms.FileField(
        label=_("Attach a file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, DOCX, XLSX or ODT. Public with the reply."),
    )

    def __init__(self, *args: Any, strict: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = strict
        text_fields(
            self,
            "reply",
            _("Reasoned reply"),
            rows=7,
            max_length=4000,
            required=("kk", "ru") if strict else (),
            hint=_REPLY_HINT,
        )
        self.order_fields(["decision", *(f"reply_{code}" for code in LANGUAGES), "upload"])

    def data_to_keep(self) -> dict[str, Any]:
        """As a draft holds it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "upload"}


class PromiseForm(forms.Form):
    """One commitment; a form that is empty promises nothing."""

    marks_optional = False

    due_on = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    def __init__(self, *args: Any, strict: bool = False, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strict, self.today = strict, today
        text_fields(self, "title", _("What will be done"), max_length=300, required=())
        text_fields(self, "office", _("Responsible office"), max_length=200, required=())
        names = [f"{name}_{code}" for name in ("title", "office") for code in LANGUAGES]
        self.order_fields([*names, "due_on"])

    @property
    def is_used(self) -> bool:
        """Whether anything is written in it: such a one is shown open."""
        return bool(self.errors) or any(bound.value() for bound in self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.strict or not any(data.values()):
            return data
        for name in ("title", "office"):
            for code in ("kk", "ru"):
                if not data.get(f"{name}_{code}"):
                    self.add_error(
                        f"{name}_{code}", _("A promise is written in Kazakh and in Russian.")
                    )
        due = data.get("due_on")
        if due is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Say until which day."))
        elif due is not None and due <= self.today:
            self.add_error("due_on", _("A promise needs a day that is still to come."))
        return data

    def data_to_keep(self) -> dict[str, Any]:
        due = self.cleaned_data.get("due_on")
        return {**self.cleaned_data, "due_on": due.isoformat() if due else ""}


class _PromiseFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def promises(self) -> list[Promise]:
        """What is promised; only for a strict formset that is valid."""
        return [
            Promise(
                title=read_texts(form.cleaned_data, "title"),
                office=read_texts(form.cleaned_data, "office"),
                due_on=form.cleaned_data["due_on"],
            )
            for form in self.forms
            if any(form.cleaned_data.values())
        ]


PromiseFormSet: Any = forms.formset_factory(
    PromiseForm,
    formset=_PromiseFormSet,
    extra=MOST_COMMITMENTS,
    max_num=MOST_COMMITMENTS,
    validate_max=True,
)


def as_posted(data: Mapping[str, Any]) -> dict[str, Any]:
    """A kept draft as the two forms would be sent, so that both can check it strictly."""
    kept = list(data.get("promises", []))
    found = {name: value for name, value in data.items() if name != "promises"}
    found |= {"p-TOTAL_FORMS": str(len(kept)), "p-INITIAL_FORMS": "0"}
    for place, promise in enumerate(kept):
        found |= {f"p-{place}-{name}": value for name, value in promise.items()}
    return found


class CorrectionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["decision"] = recommendation.decision
        text_fields(
            self,
            "reply",
            _("Reasoned reply"),
            rows=7,
            max_length=4000,
            initial=read(recommendation, "reply"),
        )
        text_fields(
            self,
            "reason",
            _("Why it is corrected"),
            rows=2,
            max_length=500,
            hint=_("Public, with the words as they were."),
        )

    def texts(self, name: str) -> dict[str, str]:
        return read_texts(self.cleaned_data, name)


class HandoverForm(forms.Form):
    to = PersonChoice(
        label=_("To whom"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who replies from now on.")},
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["to"]
        people.queryset = staff(recommendation.akimat).exclude(pk=recommendation.specialist_id or 0)
        text_fields(
            self,
            "reason",
            _("Reason"),
            rows=2,
            max_length=500,
            hint=_("Public. The day of the reply stays as it is."),
        )

    def reason(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "reason")


class AskForm(forms.Form):
    wish = forms.ChoiceField(
        label=_("How would you like to be heard?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        initial=Way.PERSON,
    )
    words = forms.CharField(
        label=_("What do you want to speak about?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the akimat reads this."),
    )


class ArrangeForm(forms.Form):
    starts_at = forms.DateTimeField(
        label=_("Day and time"),
        widget=MomentInput,
        error_messages={"required": _("Set a day and a time.")},
    )
    way = forms.ChoiceField(label=_("How"), choices=Way.choices, widget=forms.RadioSelect)
    where = forms.CharField(
        label=_("Where"),
        max_length=250,
        help_text=_("The room, or the address of the video call. Only the author sees it."),
        error_messages={"required": _("Say where.")},
    )

    def __init__(self, *args: Any, request: HeardRequest, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = hint
        self.initial = {
            **self.initial,
            "starts_at": request.starts_at,
            "way": request.way or request.wish,
            "where": request.where,
        }


class OutcomeForm(forms.Form):
    """The author came, with what was agreed in two languages; or did not come."""

    came = forms.ChoiceField(
        label=_("Did the author come?"),
        choices=[
            ("yes", _("Yes, the author was heard")),
            ("no", HeardStatus.MISSED.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the author came.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "outcome",
            _("What was said and agreed"),
            rows=5,
            max_length=3000,
            required=(),
            hint=_("Public. Needed when the author came."),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("came") == "yes":
            for code in ("kk", "ru"):
                if not data.get(f"outcome_{code}"):
                    self.add_error(f"outcome_{code}", _("Write it in Kazakh and in Russian."))
        return data

    def outcome(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "outcome")
