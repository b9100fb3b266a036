"""One form per page of writing a card, and those of merging and splitting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.forms import TengeField
from commons.people.enums import Sector

from . import readiness
from .models import Opportunity
from .operations import Part, PartnerFields

MOST_PARTNERS = 12
MOST_PARTS = 4


def _long(rows: int = 6, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class StepForm(forms.Form):
    """`initial_of` reads the card; `answers` is what `save_card` takes."""

    @staticmethod
    def initial_of(card: Opportunity) -> dict[str, Any]:
        raise NotImplementedError

    def __init__(self, *args: Any, card: Opportunity, **kwargs: Any) -> None:
        self.card = card
        kwargs["initial"] = self.initial_of(card)
        super().__init__(*args, **kwargs)

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class IdeaForm(StepForm):
    title = forms.CharField(
        label=_("What could the region do, in one line?"),
        max_length=120,
        help_text=_("For example: “Cold store for berries at the dry port of Altynkol”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the card a title.")},
    )
    activity = forms.CharField(
        label=_("Which activity is it, not which sector?"),
        max_length=200,
        help_text=_(
            "A sector is too wide to choose: not “tourism”, but “online booking that shortens "
            "queues at the lake”. Say what somebody would do."
        ),
        error_messages={"required": _("Say which activity it is.")},
    )
    language = forms.ChoiceField(
        label=_("Which language do you write in?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(card: Opportunity) -> dict[str, Any]:
        proposal = card.proposal
        return {
            "title": proposal.title,
            "activity": card.activity,
            "language": proposal.language,
        }

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        if len(title) < 8:
            raise ValidationError(_("Use at least 8 characters, so that others understand it."))
        return title


class TextForm(StepForm):
    problem = forms.CharField(
        label=_("What is wrong or missing now?"),
        max_length=2000,
        widget=_long(),
        help_text=_("Up to 2000 characters. Say who has the problem. No telephone numbers."),
        error_messages={"required": _("Say what is wrong or missing now.")},
    )
    description = forms.CharField(
        label=_("What is new about it?"),
        max_length=6000,
        widget=_long(8),
        help_text=_("Up to 6000 characters. Say what would be done that nobody does here yet."),
        error_messages={"required": _("Say what is new.")},
    )

    @staticmethod
    def initial_of(card: Opportunity) -> dict[str, Any]:
        return {"problem": card.proposal.problem, "description": card.proposal.description}


PARTNER_HINTS = {
    Sector.GOVERNMENT: _("For example: Akimat of Aksu: gives the land."),
    Sector.BUSINESS: _("For example: Berry Union: grows and delivers."),
    Sector.ACADEMIA: _("For example: Toraighyrov University: tests the quality."),
    Sector.CIVIL_SOCIETY: _("For example: Union of Gardeners: trains members."),
}


class PeopleForm(StepForm):
    market = forms.CharField(
        label=_("Who would buy or use it?"),
        max_length=2000,
        widget=_long(4),
        help_text=_("Where they are, how many, and what they use today."),
        error_messages={"required": _("Say who would buy or use it.")},
    )
    assets_text = forms.CharField(
        label=_("What of this region does it build on?"),
        max_length=1500,
        required=False,
        widget=_long(3),
        help_text=_("A mine, a school, a road, a skill: what others cannot easily copy."),
    )

    def __init__(self, *args: Any, card: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, card=card, **kwargs)
        assets = card.round.assets.filter(withdrawn_at__isnull=True).order_by("title", "pk")
        if assets.exists():
            self.fields["assets"] = forms.ModelMultipleChoiceField(
                assets,
                label=_("Strengths from the register that it uses"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=list(card.assets.values_list("pk", flat=True)),
                error_messages={
                    "invalid_choice": _(
                        "One of the strengths is not in the register any more. Choose again."
                    )
                },
            )
        held = list(card.partners.all())
        for sector in Sector:
            self.fields[f"partners_{sector}"] = forms.CharField(
                label=_PartnerLabel(sector),  # type: ignore[arg-type]
                required=False,
                max_length=2000,
                widget=_long(2),
                help_text=str(PARTNER_HINTS[sector]),
                initial="\n".join(
                    _line(row.name, row.role) for row in held if row.sector == sector
                ),
            )

    @staticmethod
    def initial_of(card: Opportunity) -> dict[str, Any]:
        return {"market": card.market, "assets_text": card.assets_text}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        partners: list[PartnerFields] = []
        for sector in Sector:
            name = f"partners_{sector}"
            rows = [_partner(sector, line) for line in data.get(name, "").splitlines()]
            kept = [row for row in rows if row is not None]
            if any(len(row.name) > 200 or len(row.role) > 250 for row in kept):
                self.add_error(name, _now("Write one partner a line, in at most 200 characters."))
            partners += kept
        if len(partners) > MOST_PARTNERS:
            self.add_error(
                None,
                _now("Name at most %(most)s partners: those without whom it would not work.")
                % {"most": MOST_PARTNERS},
            )
        data["partners"] = partners
        return data

    def answers(self) -> dict[str, Any]:
        names = ("market", "assets_text", "partners", "assets")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def partner_fields(self) -> list[forms.BoundField]:
        return [self[f"partners_{sector}"] for sector in Sector]


class _PartnerLabel:
    def __init__(self, sector: Sector) -> None:
        self.sector = sector

    def __str__(self) -> str:
        return str(self.sector.label).capitalize()


def _line(name: str, role: str) -> str:
    return f"{name}: {role}" if role else name


def _partner(sector: str, line: str) -> PartnerFields | None:
    name, _colon, role = line.partition(":")
    name, role = " ".join(name.split()), " ".join(role.split())
    return PartnerFields(sector, name, role) if name else None


class MeansForm(StepForm):
    trl = forms.TypedChoiceField(
        label=_("How ready is it?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_(
            "Nine levels of technology readiness, known as TRL. Choose the last one that is true."
        ),
    )
    cost_low_tenge = TengeField(
        label=_("It would cost from, tenge"), required=False, min_value=1, max_value=10**13
    )
    cost_high_tenge = TengeField(
        label=_("to, tenge"),
        required=False,
        min_value=1,
        max_value=10**13,
        help_text=_("Until it works, all payers together. Leave both empty if you cannot tell."),
    )
    risks = forms.CharField(
        label=_("What could go wrong?"), max_length=2000, required=False, widget=_long(4)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, f"{level}. {words}") for level, words in readiness.LEVELS.items()]
        field: Any = self.fields["trl"]
        field.choices = [("", _("I cannot tell")), *levels]

    @staticmethod
    def initial_of(card: Opportunity) -> dict[str, Any]:
        names = ("trl", "cost_low_tenge", "cost_high_tenge", "risks")
        return {name: getattr(card, name) for name in names}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("cost_low_tenge"), data.get("cost_high_tenge")
        if low is not None and high is not None and high < low:
            self.add_error("cost_high_tenge", _now("The second sum must not be below the first."))
        return data


STEP_FORMS: dict[str, type[StepForm]] = {
    "idea": IdeaForm,
    "text": TextForm,
    "people": PeopleForm,
    "means": MeansForm,
}


class ReasonForm(forms.Form):
    """A public reason in the three languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self,
            "reason",
            _("Reason"),
            rows=3,
            max_length=1000,
            required=official.LANGUAGES,
            hint=_("Public, in all three languages. Authors and supporters are told."),
        )

    def reason(self) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, "reason")


class MergeForm(ReasonForm):
    heir = forms.TypedChoiceField(
        label=_("Into which card?"),
        coerce=int,
        error_messages={"required": _("Choose the card that goes on.")},
    )

    def __init__(
        self,
        *args: Any,
        likely: Sequence[Opportunity],
        others: Sequence[Opportunity],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["heir"]
        groups: list[Any] = [("", _("Choose a card"))]
        for name, cards in ((_("Similar ones"), likely), (_("All others"), others)):
            if cards:
                groups.append((name, [(one.pk, f"№ {one.pk}. {one}") for one in cards]))
        field.choices = groups
        self.order_fields(["heir"])


class SplitForm(ReasonForm):
    """Up to four parts on one page; a part without a title is not made."""

    def __init__(self, *args: Any, card: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = list(self.fields)
        for n in range(1, MOST_PARTS + 1):
            needed = n <= 2
            self.fields[f"title_{n}"] = forms.CharField(
                label=_("Title"),
                max_length=120,
                required=needed,
                error_messages={"required": _("Give this part a title.")},
            )
            self.fields[f"activity_{n}"] = forms.CharField(
                label=_("Activity, not sector"),
                max_length=200,
                required=False,
                initial=card.activity if needed else "",
            )
            self.fields[f"problem_{n}"] = forms.CharField(
                label=_("What is wrong or missing now"),
                max_length=2000,
                required=False,
                widget=_long(4),
                initial=card.proposal.problem if needed else "",
            )
            self.fields[f"description_{n}"] = forms.CharField(
                label=_("What is new"),
                max_length=6000,
                required=False,
                widget=_long(5),
                initial=card.proposal.description if needed else "",
            )
        self.order_fields([name for name in self.fields if name not in reasons] + reasons)

    def parts(self) -> list[Part]:
        data = self.cleaned_data
        return [
            Part(
                title=" ".join(data[f"title_{n}"].split()),
                activity=data[f"activity_{n}"],
                problem=data[f"problem_{n}"],
                description=data[f"description_{n}"],
            )
            for n in range(1, MOST_PARTS + 1)
            if data.get(f"title_{n}", "").strip()
        ]

    def part_fields(self) -> list[tuple[int, bool, list[forms.BoundField]]]:
        names = ("title", "activity", "problem", "description")
        return [
            (n, n <= 2, [self[f"{name}_{n}"] for name in names]) for n in range(1, MOST_PARTS + 1)
        ]

    def reason_fields(self) -> list[forms.BoundField]:
        return [self[f"reason_{code}"] for code in official.LANGUAGES]
