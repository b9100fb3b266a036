"""Forms of writing, finding, signing and answering petitions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.forms import DayInput
from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts

from . import queries
from .enums import Addressee, PetitionDecision, PetitionStatus
from .models import Petition


class StepForm(forms.Form):
    """`initial_of` reads the petition; its cleaned data is what `save_petition` takes."""

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        raise NotImplementedError

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        self.petition = petition
        kwargs["initial"] = self.initial_of(petition)
        super().__init__(*args, **kwargs)


class DemandForm(StepForm):
    title = forms.CharField(
        label=_("What is the petition about, in one line?"),
        max_length=120,
        help_text=_("For example: “Keep bus No. 9 running in the evening”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the petition a title.")},
    )
    description = forms.CharField(
        label=_("What do you demand?"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what should be done, by whom and by when. No telephone numbers."),
        error_messages={"required": _("Say what you demand.")},
    )
    language = forms.ChoiceField(
        label=_("Which language do you write in?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        proposal = petition.proposal
        names = ("title", "description", "language")
        return {name: getattr(proposal, name) for name in names}

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        if len(title) < 8:
            raise ValidationError(_("Use at least 8 characters, so that others understand it."))
        return title


class WhyForm(StepForm):
    problem = forms.CharField(
        label=_("Why is it needed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Up to 2000 characters. Who is concerned, what happens now, what you tried."),
        error_messages={"required": _("Say why it is needed.")},
    )

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        return {"problem": petition.proposal.problem}


class ToForm(StepForm):
    addressee = forms.ChoiceField(
        label=_("Who should answer?"),
        choices=Addressee.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "The akimat runs roads, schools, transport and housing. The maslikhat adopts the "
            "budget and local rules; it needs more signatures."
        ),
    )
    territory: Any = forms.ModelChoiceField(
        queryset=Territory.objects.none(),
        label=_("Which district does it concern?"),
        required=False,
        help_text=_("Everybody in the territory of the akimat can sign in any case."),
    )

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, petition=petition, **kwargs)
        field: Any = self.fields["territory"]
        field.queryset = districts(petition.akimat)
        field.empty_label = _("the whole territory")

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        return {"addressee": petition.addressee, "territory": petition.proposal.territory_id}


STEP_FORMS: dict[str, type[StepForm]] = {"demand": DemandForm, "why": WhyForm, "to": ToForm}


class FilterForm(forms.Form):
    """Reads from the query of the address; never shows an error."""

    marks_optional = False

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("gathering signatures")),
            (PetitionStatus.CONSIDERED, PetitionStatus.CONSIDERED.label),
            (PetitionStatus.ANSWERED, PetitionStatus.ANSWERED.label),
            (PetitionStatus.LAPSED, PetitionStatus.LAPSED.label),
            ("all", _("all states")),
        ],
    )
    addressee = forms.ChoiceField(
        label=_("Addressed to"),
        required=False,
        choices=[("", _("everybody")), *Addressee.choices],
    )
    territory: Any = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("District"), required=False
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("most signatures first")),
            ("newest", _("newest first")),
            ("ending", _("ending soonest first")),
        ],
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.akimat = akimat
        field: Any = self.fields["territory"]
        field.queryset = districts(akimat)
        field.empty_label = _("all districts")
        self.is_valid()

    def _value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def is_narrowed(self) -> bool:
        return any(self._value(name) for name in ("q", "status", "addressee", "territory"))

    def applied(self) -> QuerySet[Petition]:
        """The petitions that pass, in the order asked for."""
        found = queries.listed(self.akimat)
        status = self._value("status") or PetitionStatus.GATHERING
        if status != "all":
            found = found.filter(status=status)
        if self._value("addressee"):
            found = found.filter(addressee=self._value("addressee"))
        if self._value("territory"):
            found = found.filter(proposal__territory=self._value("territory"))
        if self._value("q"):
            found = queries.search(found, self.akimat, self._value("q"))
        return queries.in_order(found, self._value("sort") or "signed")


class SignForm(forms.Form):
    shown = forms.ChoiceField(
        label=_("How should others see you?"),
        widget=forms.RadioSelect,
        initial="place",
        error_messages={"required": _("Choose how others see you.")},
    )

    def __init__(self, *args: Any, name: str, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["shown"]
        field.choices = [
            ("place", _now("A resident of %(place)s") % {"place": place}),
            ("name", _now("%(name)s, %(place)s") % {"name": name, "place": place}),
        ]


class PaperForm(forms.Form):
    """One number for each district."""

    marks_optional = False

    protocol = forms.CharField(
        label=_("Number of the protocol"),
        max_length=60,
        help_text=_("Under this number the scanned sheets are kept in the archive."),
    )
    received_on = forms.DateField(label=_("Sheets received on"), widget=DayInput)

    def __init__(self, *args: Any, places: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            self.fields[f"count_{place.pk}"] = forms.IntegerField(
                label=place.name,
                min_value=0,
                max_value=1_000_000,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def shares(self) -> dict[Territory, int]:
        return {place: self.cleaned_data.get(f"count_{place.pk}") or 0 for place in self.places}

    def counts(self) -> list[forms.BoundField]:
        return [self[f"count_{place.pk}"] for place in self.places]


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it does not count"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Public."),
        error_messages={"required": _("Say why.")},
    )


class HandlerForm(forms.Form):
    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Who answers"),
        error_messages={"required": _("Choose who answers.")},
    )

    def __init__(self, *args: Any, staff: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = staff  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=PetitionDecision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the decision.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self,
            "answer",
            _("Reasons, and what will be done"),
            rows=8,
            max_length=8000,
            hint=_("Say what was checked, what follows and by when. Public."),
        )


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why is the rejection wrong?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Up to 3000 characters. Public, beside the reason of the rejection."),
        error_messages={"required": _("Say why the rejection is wrong.")},
    )


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("upheld", _("The author is right: the petition is accepted")),
            ("dismissed", _("The rejection stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the decision.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self, "reason", _("Reason"), rows=4, max_length=2000, hint=_("Public.")
        )
