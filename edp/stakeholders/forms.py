"""Forms of the room: inviting, answering, asking for a seat, deciding."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.people.enums import OrganisationSize, Sector
from commons.people.models import Organisation, Person
from commons.territories.models import Territory

from ..models import Nomination, Round, Stakeholder
from . import queries
from .balance import districts_of
from .names import near, normalised

YES_NO = [("", _("not stated")), ("yes", _("yes")), ("no", _("no"))]
NEW = "new"


def yes_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _from_yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not stated: True, False or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(choices=YES_NO, coerce=yes_no, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return _from_yes_no(value) if isinstance(value, bool) else value


def sector_field(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Sector"), choices=Sector.choices, **more)


def size_field() -> forms.ChoiceField:
    sizes = [(value, label) for value, label in OrganisationSize.choices if value != "unknown"]
    return forms.ChoiceField(
        label=_("Size of the organisation"), choices=[("", _("not stated")), *sizes], required=False
    )


def woman_field() -> YesNoField:
    return YesNoField(
        label=_("Are you a woman?"),
        help_text=_("Only counted: the round says how many women take part, never who."),
    )


class DistrictField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A district of the round's territory."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Territory.objects.none(),
            label=kwargs.pop("label", _("District")),
            required=False,
            **kwargs,
        )
        # Set afterwards, and lazily: the words are those of the page and not of the import.
        self.empty_label = _("not stated")

    def offer(self, round: Round) -> None:
        found = [place.pk for place in districts_of(round)]
        self.queryset = Territory.objects.filter(pk__in=found).order_by("name", "kato")


class OfOrganisation(forms.Form):
    """Asks back when an organisation of a like name is known already.

    `organisation` is what was written; `match` appears with those known, and `found` is the one
    chosen, or None for a new one.
    """

    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    match = forms.ChoiceField(
        label=_("Is it one of these?"), choices=(), required=False, widget=forms.RadioSelect
    )
    found: Organisation | None = None

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        field = self.fields.get("territory")
        if isinstance(field, DistrictField):
            field.offer(round)
        written = (self.data.get(self.add_prefix("organisation")) or "") if self.is_bound else ""
        self.alike = self._alike(str(written)[:200])
        if self.alike:
            self._match_field().choices = [
                *[(str(one.pk), one.name) for one in self.alike],
                (NEW, _("No, it is another organisation")),
            ]
        else:
            del self.fields["match"]

    def _match_field(self) -> forms.ChoiceField:
        field = self.fields["match"]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _alike(self, written: str) -> list[Organisation]:
        known = list(queries.organisations(self.round.akimat)) if written.strip() else []
        same = [one for one in known if normalised(one.name) == normalised(written)]
        if same:
            self.found = same[0]
            return []
        return near(written, known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.alike and "organisation" in data:
            match = data.get("match")
            if not match:
                self.add_error(
                    "match", _("An organisation of a like name is known already. Choose.")
                )
            elif match != NEW:
                self.found = next(one for one in self.alike if str(one.pk) == match)
        return data


class InviteForm(OfOrganisation):
    name = forms.CharField(label=_("Name of the person"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The invitation goes there."))
    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    sector = sector_field(
        help_text=_("Which of the four groups the person speaks for in this round.")
    )
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    size = size_field()
    in_association = YesNoField(label=_("Member of an association or chamber"))
    territory = DistrictField()
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    field_order = (
        "name",
        "email",
        "organisation",
        "match",
        "sector",
        "position",
        "size",
        "in_association",
        "territory",
        "language",
    )


class ListForm(forms.Form):
    """Either a file or pasted lines."""

    text = forms.CharField(
        label=_("Paste the lines here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        strip=False,
    )
    file = forms.FileField(
        label=_("Or choose a file (CSV)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("file") and not (data.get("text") or "").strip():
            raise forms.ValidationError(_("Paste lines or choose a file: there is nothing yet."))
        return data


class AcceptForm(forms.Form):
    """Yes, with what the person says of themselves."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    position = forms.CharField(label=_("Your position"), max_length=120, required=False)
    territory = DistrictField(label=_("The district you speak for"))
    is_woman = woman_field()
    shows_name = forms.ChoiceField(
        label=_("May everybody see your name?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes, show my name beside the organisation")),
            ("no", _("No, show the organisation only")),
        ],
        help_text=_("Your e-mail address is never shown. You can change your mind later."),
    )

    def __init__(self, *args: Any, stakeholder: Stakeholder, **kwargs: Any) -> None:
        own = ("name", "position", "territory", "is_woman")
        initial = {name: getattr(stakeholder, name) for name in own}
        super().__init__(*args, **{**kwargs, "initial": initial})
        field = self.fields["territory"]
        assert isinstance(field, DistrictField)
        field.offer(stakeholder.round)
        if stakeholder.territory_id and not field.queryset.filter(  # type: ignore[union-attr]
            pk=stakeholder.territory_id
        ):
            self.initial["territory"] = None

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "shows_name": data["shows_name"] == "yes"}


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the akimat reads it. You could name somebody else here."),
    )


class JoinForm(OfOrganisation):
    organisation = forms.CharField(label=_("Name of your organisation"), max_length=200)
    sector = sector_field(initial=Sector.BUSINESS)
    size = size_field()
    territory = DistrictField(label=_("Where it works"))
    in_association = YesNoField(
        label=_("Is it a member of an association or chamber?"),
        help_text=_(
            "The round looks for those whom no association speaks for. Both answers are welcome."
        ),
    )
    name = forms.CharField(label=_("Your name"), max_length=120)
    position = forms.CharField(label=_("Your position"), max_length=120, required=False)
    is_woman = woman_field()
    why = forms.CharField(
        label=_("What do you bring?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you make or know, and what you would like to work on with others."),
    )
    shows_name = forms.ChoiceField(
        label=_("May everybody see your name once you take part?"),
        widget=forms.RadioSelect,
        choices=AcceptForm.base_fields["shows_name"].choices,  # type: ignore[attr-defined]
    )
    field_order = ("organisation", "match", "sector", "size", "territory", "in_association")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", person.name)


class NominateForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Nomination
        fields = ("sector", "name", "organisation_name", "email", "why")
        labels = {
            "name": _("Name of the person"),
            "organisation_name": _("Organisation"),
            "email": _("E-mail, if you know it"),
            "why": _("Why this person?"),
            "sector": _("Sector"),
        }
        help_texts = {"why": _("Only the akimat reads it.")}
        widgets = {"why": forms.Textarea(attrs={"rows": 4})}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, hint: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint
        self.fields["reason"].required = required


class AdmitForm(forms.Form):
    """Which organisation it is; asked only where something like it is known."""

    match = forms.ChoiceField(label=_("Organisation"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, claimed: str, alike: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.alike = {str(one.pk): one for one in alike}
        field = self.fields["match"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *[(key, one.name) for key, one in self.alike.items()],
            (NEW, _("A new one: %(name)s") % {"name": claimed}),
        ]
        if not self.alike:
            del self.fields["match"]

    def organisation(self) -> Organisation | None:
        return self.alike.get(self.cleaned_data.get("match", ""))


class SeatForm(forms.Form):
    """What a moderator may correct. The name is the person's own and stays."""

    sector = sector_field()
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    territory = DistrictField()
    is_woman = YesNoField(label=_("Woman"))
    is_newcomer = forms.BooleanField(
        label=_("In a round of this akimat for the first time"), required=False
    )
    size = size_field()
    in_association = YesNoField(label=_("The organisation is a member of an association"))

    def __init__(self, *args: Any, stakeholder: Stakeholder, **kwargs: Any) -> None:
        own = ("sector", "position", "territory", "is_woman", "is_newcomer")
        initial = {name: getattr(stakeholder, name) for name in own}
        organisation = stakeholder.organisation
        if organisation is not None:
            initial |= {"size": organisation.size, "in_association": organisation.in_association}
        super().__init__(*args, **{**kwargs, "initial": initial})
        field = self.fields["territory"]
        assert isinstance(field, DistrictField)
        field.offer(stakeholder.round)
        if organisation is None:
            del self.fields["size"], self.fields["in_association"]


class PassForm(forms.Form):
    name = forms.CharField(label=_("Name of the person"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The invitation goes there."))
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
