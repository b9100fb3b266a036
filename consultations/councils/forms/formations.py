"""Forms of a formation: its rules, the working group, applications, the decision."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput, MomentInput
from commons.interface.official import read, read_texts, text_fields
from commons.people.enums import Sector
from commons.people.models import Person
from commons.proposals.documents import ACCEPT
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts

from .. import organisations
from ..enums import Method, Outcome, Sex, TieRule
from ..models import Application, Formation, SectorSeats

METHODS = [
    (
        Method.COMPETITION,
        _("Competition: a working group scores applications by published criteria"),
    ),
    (
        Method.LOT,
        _("Lot: seats are drawn among residents, so that the council looks like the people"),
    ),
]


class NewFormationForm(forms.Form):
    method = forms.ChoiceField(
        label=_("How the seats are filled"), choices=METHODS, widget=forms.RadioSelect
    )
    seats = forms.IntegerField(label=_("Seats to fill"), min_value=1)


class FormationForm(forms.Form):
    """What is announced. A draft may be incomplete: the list of what is missing says so."""

    seats = forms.IntegerField(label=_("Seats to fill"), min_value=1)
    reserve = forms.IntegerField(
        label=_("Places in reserve"),
        min_value=0,
        max_value=100,
        help_text=_("When a member leaves, the seat goes to the reserve."),
    )
    apply_until = forms.DateTimeField(
        label=_("Applications until"), widget=MomentInput, required=False
    )
    decide_by = forms.DateField(label=_("Result by"), widget=DayInput, required=False)
    min_reviews = forms.IntegerField(
        label=_("Reviews of each application"),
        min_value=1,
        max_value=30,
        help_text=_("How many members of the working group score each application."),
    )
    tie_rule = forms.ChoiceField(
        label=_("Equal scores"), choices=TieRule.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, formation: Formation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = {name: self.fields.pop(name) for name in list(self.fields)}
        for name, label, hint in (
            ("asked", _("What is asked of a member"), _("What the work is, and how much time.")),
            (
                "conditions",
                _("Who can apply"),
                _("Conditions that each application is checked by."),
            ),
        ):
            text_fields(
                self,
                name,
                label,
                rows=4,
                max_length=2000,
                required=(),
                initial=read(formation, name),
                hint=hint,
            )
        self.fields.update(rest)
        text_fields(
            self,
            "tie_source",
            _("Where the word for lots comes from"),
            max_length=250,
            required=(),
            initial=read(formation, "tie_source"),
            hint=_(
                "Only for lots. A public source that nobody controls, after the last day for "
                "applications: for example, the closing index of an exchange on a named day."
            ),
        )
        plain = ("seats", "reserve", "apply_until", "decide_by", "min_reviews", "tie_rule")
        self.initial = {**{name: getattr(formation, name) for name in plain}, **self.initial}
        if formation.method == Method.LOT:
            for name in ("min_reviews", "tie_rule", "tie_source_kk", "tie_source_ru"):
                del self.fields[name]
            del self.fields["tie_source_en"]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = ("seats", "reserve", "apply_until", "decide_by", "min_reviews", "tie_rule")
        texts = [name for name in ("asked", "conditions", "tie_source") if f"{name}_kk" in data]
        return {
            **{name: data[name] for name in plain if name in data},
            **{name: read_texts(data, name) for name in texts},
        }


class PlanForm(forms.Form):
    """Seats by sector: at least and at most."""

    marks_optional = False

    def __init__(self, *args: Any, plan: list[SectorSeats], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for one in plan:
            for name, label in (("least", _("at least")), ("most", _("at most"))):
                self.fields[f"{name}_{one.sector}"] = forms.IntegerField(
                    label=f"{Sector(one.sector).label.capitalize()}: {label}",
                    min_value=0,
                    max_value=200,
                    initial=getattr(one, name),
                )

    def rows(self) -> list[tuple[str, Any, Any]]:
        return [
            (str(Sector(one.sector).label), self[f"least_{one.sector}"], self[f"most_{one.sector}"])
            for one in self.plan
        ]

    def values(self) -> dict[str, tuple[int, int]]:
        data = self.cleaned_data
        return {
            one.sector: (data[f"least_{one.sector}"], data[f"most_{one.sector}"])
            for one in self.plan
        }


class GroupForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("The person needs an account here to score. The address is not shown."),
    )
    position = forms.CharField(label=_("Work or position"), max_length=150, help_text=_("Public."))
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("Whoever works there does not score applications for the same organisation."),
    )
    sector = forms.ChoiceField(
        label=_("Comes from"), choices=Sector.choices, widget=forms.RadioSelect
    )
    is_head = forms.BooleanField(label=_("Heads the group"), required=False)

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.akimat = akimat

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["organisation"] = organisations.found_or_made(
            self.akimat, data["organisation"], data["sector"]
        )
        return data


class ReasonForm(forms.Form):
    """A public reason, in the languages of the law."""

    def __init__(self, *args: Any, label: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "reason", label, rows=3, max_length=500, hint=hint or _("Public."))

    def reason(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "reason")


class ExtendForm(forms.Form):
    until = forms.DateTimeField(label=_("Applications until"), widget=MomentInput)


class ApplicationForm(forms.Form):
    """What somebody says of themselves. For a draw it asks what the quotas need, and no more."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    organisation = forms.CharField(
        label=_("Organisation that puts you forward"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if you speak for yourself. One applicant of each."),
    )
    sector = forms.ChoiceField(
        label=_("Where you work"),
        choices=[
            (Sector.CIVIL_SOCIETY, _("Civil society, or none of the others")),
            (Sector.BUSINESS, _("Business")),
            (Sector.ACADEMIA, _("Science and education")),
            (Sector.GOVERNMENT, _("Public service")),
        ],
        widget=forms.RadioSelect,
    )
    position = forms.CharField(label=_("Work or position"), max_length=150, required=False)
    territory: forms.ModelChoiceField = forms.ModelChoiceField(  # type: ignore[type-arg]
        Territory.objects.none(),
        label=_("District"),
        required=False,
        empty_label=_("not stated"),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("not stated")), *Sex.choices],
        required=False,
        help_text=_("Only counted, never shown beside your name."),
    )
    household = forms.CharField(
        label=_("Home address"),
        max_length=250,
        help_text=_("Street, house, flat. Never shown: of one household one person is drawn."),
    )
    motivation = forms.CharField(
        label=_("Why do you want to sit in the council?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The working group reads it. Do not write your IIN or telephone number."),
    )
    experience = forms.CharField(
        label=_("What have you done for others?"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Public work, knowledge of budgets or services, people you speak for."),
    )
    attachment = forms.FileField(
        label=_("A document, if you like"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, DOCX, ODT or XLSX, up to 20 MB: a CV, the decision of the organisation."),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=settings.LANGUAGES)
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, my organisation and the result of my application are published, "
            "and that the akimat keeps what I wrote for this formation."
        )
    )

    def __init__(self, *args: Any, formation: Formation, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_lot = formation.method == Method.LOT
        self.initial.setdefault("name", person.name)
        self.initial.setdefault("language", translation.get_language() or "kk")
        if self.is_lot:
            for name in ("organisation", "territory", "experience", "attachment"):
                del self.fields[name]
            self.fields["sex"].required = True
            self.fields["motivation"].required = False
            self.fields["motivation"].label = _("Anything you want to add")
            self.fields["motivation"].help_text = ""
            self.fields["consent"].label = _(
                "I agree to be drawn: my name is published if I take a seat, and the akimat keeps "
                "what I wrote for this formation."
            )
        else:
            del self.fields["household"]
            field = self.fields["territory"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = districts(formation.council.akimat)

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if self.is_lot:
            data["household"] = " ".join(data["household"].split()).casefold()
        return data


class OpenScoringForm(forms.Form):
    closes_at = forms.DateTimeField(
        label=_("Score sheets are due"),
        widget=MomentInput,
        required=False,
        help_text=_("Members of the group are reminded of this day."),
    )


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("The word from the announced source"),
        max_length=200,
        help_text=_("Exactly as it was published. It cannot be changed."),
    )


class CloseForm(forms.Form):
    """A reason is asked only where sheets are missing."""

    def __init__(self, *args: Any, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if missing:
            text_fields(
                self,
                "reason",
                _("Why it is closed with sheets missing"),
                rows=3,
                max_length=1000,
                hint=_("Public, beside the ranking."),
            )

    def reason(self) -> dict[str, str] | None:
        return read_texts(self.cleaned_data, "reason") if "reason_kk" in self.fields else None


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("The working group decides"),
        choices=[
            ("", _("as rules and scores give it")),
            (Outcome.SEATED, _("a seat")),
            (Outcome.RESERVE, _("in reserve")),
            (Outcome.NOT_SEATED, _("no seat")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("outcome", application.decided)
        text_fields(
            self,
            "reason",
            _("Reason"),
            rows=3,
            max_length=1000,
            required=(),
            initial=read(application, "decision_reason"),
            hint=_("Public. Needed wherever the group decides otherwise than rules and scores."),
        )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"outcome": data["outcome"], "reason": read_texts(data, "reason")}


class ResultForm(forms.Form):
    decided_on = forms.DateField(label=_("The working group decided on"), widget=DayInput)
    begins_on = forms.DateField(
        label=_("The term begins"),
        widget=DayInput,
        help_text=_("The term of the council is counted from this day."),
    )
