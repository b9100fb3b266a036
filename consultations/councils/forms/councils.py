"""Forms of a council: its name and size, its seats, who leads it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import DayInput
from commons.interface.official import read, read_texts, text_fields
from commons.people.enums import Sector
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts

from ...meetings.models import Meeting
from ...periods import periods_of
from .. import organisations
from ..enums import EndKind, Seat
from ..models import Commission, Council, Mandate

YES_NO = [("", _("not stated")), ("yes", _("yes")), ("no", _("no"))]


class CouncilForm(forms.Form):
    size = forms.IntegerField(label=_("Number of seats"), min_value=1)

    def __init__(
        self, *args: Any, akimat: Akimat, council: Council | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        periods = periods_of(akimat)
        size = self.fields.pop("size")
        told = _("From %(least)s to %(most)s, by the law.")
        size.help_text = told % {"least": periods.council_min, "most": periods.council_max}
        size.initial = council.size if council else None
        name = read(council, "name") if council else None
        about = read(council, "about") if council else None
        text_fields(self, "name", _("Name"), max_length=200, initial=name)
        text_fields(
            self,
            "about",
            _("What it watches over"),
            rows=3,
            max_length=2000,
            required=(),
            initial=about,
            hint=_("In plain words: budgets, services, bodies."),
        )
        self.fields["size"] = size

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": read_texts(data, "name"),
            "about": read_texts(data, "about"),
            "size": data["size"],
        }


class DayForm(forms.Form):
    """One day, with its own words."""

    day = forms.DateField(widget=DayInput)

    def __init__(self, *args: Any, label: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = label
        self.fields["day"].help_text = hint


class MemberForm(forms.Form):
    """A seat given by hand, or corrected."""

    name = forms.CharField(label=_("Name"), max_length=120)
    position = forms.CharField(label=_("Work or position"), max_length=150, required=False)
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("Empty for who speaks for themselves. One organisation has one seat."),
    )
    sector = forms.ChoiceField(
        label=_("Whom the seat stands for"),
        choices=Sector.choices,
        widget=forms.RadioSelect,
        help_text=_("Government means an official. All others count as civil society."),
    )
    territory: forms.ModelChoiceField = forms.ModelChoiceField(  # type: ignore[type-arg]
        Territory.objects.none(),
        label=_("District"),
        required=False,
        empty_label=_("not stated"),
    )
    is_woman = forms.ChoiceField(
        label=_("Woman"),
        choices=YES_NO,
        required=False,
        help_text=_("Only counted, never shown beside the name."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Not public. The seat goes to the account that confirms this address."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    begins_on = forms.DateField(label=_("Seat begins"), widget=DayInput)

    def __init__(
        self, *args: Any, akimat: Akimat, mandate: Mandate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.akimat = akimat
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = districts(akimat)
        if mandate is None:
            return
        del self.fields["begins_on"], self.fields["language"]
        if mandate.person_id is not None:
            del self.fields["email"]
        woman = {True: "yes", False: "no", None: ""}[mandate.is_woman]
        held = {name: getattr(mandate, name) for name in ("name", "position", "sector", "email")}
        self.initial = {
            **held,
            "organisation": mandate.organisation.name if mandate.organisation else "",
            "territory": mandate.territory_id,
            "is_woman": woman,
        }

    def values(self) -> dict[str, Any]:
        """An organisation that is not known yet is added: call it with the write."""
        data = dict(self.cleaned_data)
        data["is_woman"] = {"yes": True, "no": False}.get(data["is_woman"])
        data["organisation"] = organisations.found_or_made(
            self.akimat, data["organisation"], data["sector"]
        )
        return data


class EndForm(forms.Form):
    """A member leaves."""

    kind = forms.ChoiceField(
        label=_("Why the seat ends"),
        choices=[one for one in EndKind.choices if one[0] != EndKind.TERM],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("In more words"), max_length=300, required=False, help_text=_("Public.")
    )
    ended_on = forms.DateField(label=_("Last day"), widget=DayInput)


class OfficerForm(forms.Form):
    """Whom the council elected, and where."""

    seat = forms.ChoiceField(
        label=_("Seat"),
        choices=[
            (Seat.CHAIR, _("Chair")),
            (Seat.DEPUTY, _("Deputy chair")),
            (Seat.SECRETARY, _("Secretary")),
            (Seat.MEMBER, _("Member: the office ends")),
        ],
        widget=forms.RadioSelect,
    )
    mandate = forms.ChoiceField(label=_("Who"))
    meeting = forms.ChoiceField(
        label=_("Elected at the meeting"),
        required=False,
        help_text=_("Its roll call shows how each member voted."),
    )
    elected_on = forms.DateField(label=_("Day of the election"), widget=DayInput)

    def __init__(
        self,
        *args: Any,
        seats: Sequence[Mandate],
        meetings: Sequence[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(one.pk): one for one in seats}
        self.meetings = {str(one.pk): one for one in meetings}
        who, where = self.fields["mandate"], self.fields["meeting"]
        assert isinstance(who, forms.ChoiceField)
        assert isinstance(where, forms.ChoiceField)
        who.choices = [(key, _described(one)) for key, one in self.seats.items()]
        where.choices = [
            ("", _("not on this site")),
            *((key, one.title) for key, one in self.meetings.items()),
        ]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "mandate": self.seats[data["mandate"]],
            "seat": data["seat"],
            "meeting": self.meetings.get(data["meeting"]),
            "elected_on": data["elected_on"],
        }


class PresidiumForm(forms.Form):
    mandates = forms.MultipleChoiceField(
        label=_("Presidium"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: Sequence[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(one.pk): one for one in seats}
        field = self.fields["mandates"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _described(one)) for key, one in self.seats.items()]
        self.initial.setdefault("mandates", [str(one.pk) for one in seats if one.in_presidium])

    def chosen(self) -> list[Mandate]:
        return [self.seats[key] for key in self.cleaned_data["mandates"]]


class CommissionForm(forms.Form):
    mandates = forms.MultipleChoiceField(
        label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ChoiceField(label=_("Chair of the commission"), required=False)

    def __init__(
        self,
        *args: Any,
        seats: Sequence[Mandate],
        commission: Commission | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rest = {name: self.fields.pop(name) for name in ("mandates", "chair")}
        name = read(commission, "name") if commission else None
        about = read(commission, "about") if commission else None
        text_fields(self, "name", _("Name"), max_length=200, initial=name)
        text_fields(
            self,
            "about",
            _("What it deals with"),
            rows=2,
            max_length=1000,
            required=(),
            initial=about,
        )
        self.fields.update(rest)
        self.seats = {str(one.pk): one for one in seats}
        who, chair = self.fields["mandates"], self.fields["chair"]
        assert isinstance(who, forms.MultipleChoiceField)
        assert isinstance(chair, forms.ChoiceField)
        who.choices = [(key, _described(one)) for key, one in self.seats.items()]
        chair.choices = [("", _("not elected yet")), *who.choices]
        if commission is not None:
            held = list(commission.members.all())
            self.initial.setdefault("mandates", [str(one.mandate_id) for one in held])
            leads = [str(one.mandate_id) for one in held if one.is_chair]
            self.initial.setdefault("chair", leads[0] if leads else "")

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": read_texts(data, "name"),
            "about": read_texts(data, "about"),
            "mandates": [self.seats[key] for key in data["mandates"]],
            "chair": self.seats.get(data["chair"]),
        }


def _described(one: Mandate) -> str:
    return f"{one.name}, {one.organisation.name}" if one.organisation else one.name
