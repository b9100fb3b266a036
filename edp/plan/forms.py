"""Forms of the plan's editors. Each text has its three languages; a draft needs only the
authoritative one, the publication asks for Kazakh and Russian."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput, TengeField
from commons.interface.official import Texts, read, read_texts, text_fields
from commons.people.models import Organisation
from commons.territories.models import Akimat

from ..models import Round
from . import queries
from .enums import ActionStatus, Degree, ExAnteResult
from .models import (
    Action,
    Challenge,
    Editable,
    ExAnte,
    Instrument,
    Objective,
    Plan,
    Priority,
    ProgrammeItem,
    Risk,
)


@dataclass(frozen=True)
class Text:
    name: str
    rows: int = 0
    hint: str | Promise = ""
    is_title: bool = False


class RowForm(forms.Form):
    """A row's texts and its other fields; `version` is what the editor saw."""

    model: ClassVar[type[Editable]]
    texts: ClassVar[Sequence[Text]] = ()
    # Checkboxes of what may be a hundred rows: they scroll in a box of their own.
    long_lists: ClassVar[Sequence[str]] = ()

    def __init__(
        self,
        *args: Any,
        akimat: Akimat,
        round: Round | None = None,
        row: Any = None,
        original: str = "kk",
        **kwargs: Any,
    ) -> None:
        self.akimat, self.round, self.row, self.original = akimat, round, row, original
        super().__init__(*args, **kwargs)
        own = list(self.fields)
        for text in self.texts:
            self._add_text(text)
        self.order_fields([name for name in self.fields if name not in own] + own)
        self.choose()
        if row is not None:
            self._read_row(own)
            self.fields["confirmed"] = forms.BooleanField(
                label=_("The translations still hold"),
                required=False,
                help_text=_(
                    "Tick this when you changed the original without changing what it says. "
                    "Otherwise readers are told that the translation is older."
                ),
            )
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=row.version if row else 0
        )

    def choose(self) -> None:
        """Set what can be chosen."""

    def _add_text(self, text: Text) -> None:
        field = self.model._meta.get_field(text.name)
        text_fields(
            self,
            text.name,
            capfirst(str(field.verbose_name)),  # type: ignore[union-attr]
            rows=text.rows,
            max_length=field.max_length,  # type: ignore[union-attr]
            required=[self.original] if text.is_title else [],
            initial=read(self.row, text.name) if self.row is not None else None,
            hint=text.hint,
        )

    def _read_row(self, names: Sequence[str]) -> None:
        many = {field.name for field in self.model._meta.many_to_many}
        for name in names:
            if name in many:
                self.fields[name].initial = [one.pk for one in getattr(self.row, name).all()]
            elif hasattr(self.row, name):
                self.fields[name].initial = getattr(self.row, name)

    def read_texts(self) -> dict[str, Texts]:
        return {text.name: read_texts(self.cleaned_data, text.name) for text in self.texts}

    def values(self) -> Mapping[str, Any]:
        """What is no text."""
        ours = {f"{text.name}_{code}" for text in self.texts for code in ("kk", "ru", "en")}
        ours |= {"version", "confirmed"}
        return {
            name: list(value) if hasattr(value, "iterator") else value
            for name, value in self.cleaned_data.items()
            if name not in ours
        }

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0

    @property
    def confirmed(self) -> bool:
        return bool(self.cleaned_data.get("confirmed"))


class PlanForm(RowForm):
    model = Plan
    texts = (
        Text("vision", 6, _("Where the region wants to be when the plan is done, in a paragraph.")),
        Text("steering", 4, _("Who meets how often, and who answers for the whole.")),
    )
    review_date = forms.DateField(label=_("Next review"), widget=DayInput, required=False)


class ChallengeForm(RowForm):
    model = Challenge
    texts = (
        Text("title", is_title=True, hint=_("What stands in the way, in one line.")),
        Text("text", 4),
    )


def _items_field() -> Any:
    return forms.ModelMultipleChoiceField(
        label=_("What of the programmes it serves"),
        queryset=ProgrammeItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class PriorityForm(RowForm):
    model = Priority
    texts = (
        Text("title", is_title=True, hint=_("An activity, not a sector.")),
        Text("text", 5),
    )
    long_lists = ("programme_items",)
    challenge: Any = forms.ModelChoiceField(
        label=_("Answers the challenge"), queryset=Challenge.objects.none(), required=False
    )
    programme_items: Any = _items_field()

    def choose(self) -> None:
        _set(self, "challenge", Challenge.objects.filter(plan__round=self.round))
        _choose_items(self)


class ObjectiveForm(RowForm):
    model = Objective
    texts = (Text("title", is_title=True, hint=_("What is different once it is reached.")),)


class ActionForm(RowForm):
    model = Action
    texts = (
        Text("title", is_title=True, hint=_("What somebody does.")),
        Text("text", 4),
        Text("target", hint=_("For example: 300 places in three schools.")),
        Text("funding_source"),
    )
    long_lists = ("partners", "instruments", "programme_items")
    lead = forms.ModelChoiceField(
        label=_("Lead"), queryset=Organisation.objects.none(), required=False
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_date = forms.DateField(label=_("From"), widget=DayInput, required=False)
    ends_date = forms.DateField(label=_("Until"), widget=DayInput, required=False)
    staff_months = forms.IntegerField(
        label=_("Work, person-months"),
        min_value=0,
        max_value=30_000,
        required=False,
        help_text=_("How many months of one person's work it takes in all."),
    )
    needs_no_money = forms.BooleanField(label=_("It needs no money of its own"), required=False)
    public_tenge = TengeField(label=_("Public money"), min_value=0, required=False)
    private_tenge = TengeField(label=_("Private money"), min_value=0, required=False)
    instruments: Any = forms.ModelMultipleChoiceField(
        label=_("Existing instruments it uses"),
        queryset=Instrument.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Link what already exists rather than inventing something new."),
    )
    programme_items: Any = _items_field()

    def choose(self) -> None:
        everybody = queries.organisations(self.akimat)
        _set(self, "lead", everybody)
        _set(self, "partners", everybody)
        _set(self, "instruments", queries.instruments(self.akimat))
        _choose_items(self)


class RiskForm(RowForm):
    model = Risk
    texts = (Text("text", is_title=True), Text("mitigation", 3))
    action: Any = forms.ModelChoiceField(
        label=_("Of the action"),
        queryset=Action.objects.none(),
        required=False,
        empty_label=_("the whole plan"),
    )
    likelihood = forms.TypedChoiceField(
        label=_("How likely"), choices=Degree.choices, coerce=int, widget=forms.RadioSelect
    )
    impact = forms.TypedChoiceField(
        label=_("How bad"), choices=Degree.choices, coerce=int, widget=forms.RadioSelect
    )
    owner = forms.ModelChoiceField(
        label=_("Who watches it"), queryset=Organisation.objects.none(), required=False
    )

    def choose(self) -> None:
        ours = Action.objects.filter(objective__priority__round=self.round)
        _set(self, "action", ours.order_by("objective__priority__position", "position", "pk"))
        _set(self, "owner", queries.organisations(self.akimat))


FORMS: dict[str, type[RowForm]] = {
    "challenge": ChallengeForm,
    "priority": PriorityForm,
    "objective": ObjectiveForm,
    "action": ActionForm,
    "risk": RiskForm,
}


class ExAnteForm(RowForm):
    model = ExAnte
    texts = (
        Text("need", 4, _("With figures: how many go without today, how often, since when.")),
        Text("users"),
        Text("upkeep_payer"),
        Text("alternatives", 4, _("Also doing nothing, and what others did in such a case.")),
        Text("conclusion", 2),
    )
    users_now = forms.IntegerField(
        label=_("Users at the start"), min_value=0, max_value=2_000_000_000, required=False
    )
    users_later = forms.IntegerField(
        label=_("Users after five years"),
        min_value=0,
        max_value=2_000_000_000,
        required=False,
        help_text=_("A school was once built without a count of its future pupils."),
    )
    upkeep_tenge = TengeField(
        label=_("Upkeep a year"),
        min_value=0,
        required=False,
        help_text=_("What it costs each year once it stands; 0 if nothing."),
    )
    result = forms.ChoiceField(
        label=_("Result"), choices=ExAnteResult.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            [
                *[f"{name}_{code}" for name in ("need", "users") for code in ("kk", "ru", "en")],
                "users_now",
                "users_later",
                "upkeep_tenge",
            ]
        )
        last = ["result", *[f"conclusion_{code}" for code in ("kk", "ru", "en")]]
        last += ["confirmed", "version"]
        self.order_fields([name for name in self.fields if name not in last] + last)


class StatusForm(forms.Form):
    """What can follow the state of an action; a stop needs its reason."""

    status = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["status"]
        field.choices = [(code, capfirst(str(ActionStatus(code).label))) for code in choices]
        text_fields(
            self,
            "reason",
            _("Why it is stopped"),
            rows=3,
            max_length=1000,
            required=[],
            hint=_("Only for a stop, and then in Kazakh and in Russian."),
        )


class JoinForm(forms.Form):
    others: Any = forms.ModelMultipleChoiceField(
        label=_("Priorities that become part of it"),
        queryset=Priority.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one other priority to join.")},
    )

    def __init__(self, *args: Any, priority: Priority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Priority.objects.filter(round=priority.round_id).exclude(pk=priority.pk)
        _set(self, "others", others.order_by("position", "pk"))


class PublishForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "note",
            _("What is new in this version"),
            rows=3,
            max_length=1000,
            required=[],
            hint=_("Readers see it in the list of versions."),
        )


def _set(form: forms.Form, name: str, queryset: Any) -> None:
    field: Any = form.fields[name]
    field.queryset = queryset


def _choose_items(form: RowForm) -> None:
    items = ProgrammeItem.objects.filter(programme__akimat=form.akimat)
    ordered = items.select_related("programme").order_by(
        "programme__level", "programme__title", "programme", "position", "pk"
    )
    _set(form, "programme_items", ordered)
    field: Any = form.fields["programme_items"]
    field.label_from_instance = lambda item: f"{item.programme.title}: {item.title}"
