"""The commission: its members, a sitting, what it decided on each opportunity, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.forms import DayInput
from commons.interface.official import read_texts, text_fields
from commons.people.enums import Sector

from ...models import CommissionSeat, Evaluation, Resolution, Verdict
from ..enums import Outcome, Sitting

MOST_VOTES = 99


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    position = forms.CharField(
        label=_("Position"),
        max_length=150,
        required=False,
        help_text=_("Public, like the name. For example: deputy akim, professor, owner of a firm."),
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    is_chair = forms.BooleanField(label=_("Chairs the commission"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sector = self.fields["sector"]
        assert isinstance(sector, forms.ChoiceField)
        sector.choices = [("", _("Not stated")), *Sector.choices]


class PrepareForm(forms.Form):
    sitting = forms.ChoiceField(
        label=_("Which sitting"), choices=Sitting.choices, widget=forms.RadioSelect
    )
    evaluation = forms.ChoiceField(
        label=_("Whose ranking recommends"),
        required=False,
        help_text=_("Only closed evaluations are here: before that, nobody knows the ranking."),
    )

    def __init__(self, *args: Any, closed: Sequence[Evaluation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closed = {str(one.pk): one for one in closed}
        field = self.fields["evaluation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.scorecard.title) for key, one in self.closed.items()]
        if closed:
            self.initial.setdefault("evaluation", str(closed[-1].pk))
        else:
            del self.fields["evaluation"]
        self.initial.setdefault("sitting", Sitting.SHORTLIST)

    def chosen(self) -> Evaluation | None:
        return self.closed.get(self.cleaned_data.get("evaluation", ""))


class SittingForm(forms.Form):
    held_date = forms.DateField(label=_("Held on"), widget=DayInput, required=False)
    present = forms.MultipleChoiceField(
        label=_("Members present"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their names are published with the decision."),
    )

    def __init__(
        self, *args: Any, resolution: Resolution, seats: Sequence[CommissionSeat], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        field = self.fields["present"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (key, f"{seat.name}, {seat.position}" if seat.position else seat.name)
            for key, seat in self.seats.items()
        ]
        here = [str(seat.pk) for seat in resolution.present.all()]
        self.initial.setdefault("present", here or list(self.seats))
        self.initial.setdefault("held_date", resolution.held_date)
        text_fields(
            self,
            "note",
            _("On the whole"),
            rows=4,
            max_length=3000,
            required=(),
            initial=official.read(resolution, "note"),
            hint=_("What the commission wants to say about the decision as a whole."),
        )

    def changes(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "held_date": data["held_date"],
            "present": [self.seats[key] for key in data["present"]],
            "note": read_texts(data, "note"),
        }


class FillForm(forms.Form):
    taken = forms.IntegerField(label=_("How many are taken"), min_value=0)
    reserve = forms.IntegerField(
        label=_("How many are in reserve"), min_value=0, required=False, initial=0
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.initial.setdefault("taken", min(7, most))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["reserve"] = data.get("reserve") or 0
        if data.get("taken") is not None and data["taken"] + data["reserve"] > self.most:
            self.add_error(
                "taken", _("There are only %(most)s opportunities.") % {"most": self.most}
            )
        return data


class DecisionsForm(forms.Form):
    """A row of small fields for each opportunity; half a decision may be saved."""

    marks_optional = False

    def __init__(self, *args: Any, verdicts: Sequence[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verdicts = list(verdicts)
        for verdict in self.verdicts:
            self._add(verdict)

    def _add(self, verdict: Verdict) -> None:
        title = verdict.opportunity.proposal.title
        self.fields[f"outcome_{verdict.pk}"] = forms.ChoiceField(
            label=_Named(title, _("decision")),  # type: ignore[arg-type]
            choices=[("", _("not decided")), *Outcome.choices],
            required=False,
            initial=verdict.outcome,
        )
        numbers = (
            ("rank", _("place"), verdict.rank, 1),
            ("for", _("votes for"), verdict.votes_for, 0),
            ("against", _("votes against"), verdict.votes_against, 0),
            ("abstained", _("abstained"), verdict.votes_abstained, 0),
        )
        for name, label, initial, least in numbers:
            self.fields[f"{name}_{verdict.pk}"] = forms.IntegerField(
                label=_Named(title, label),  # type: ignore[arg-type]
                required=False,
                min_value=least,
                max_value=999 if name == "rank" else MOST_VOTES,
                initial=initial,
            )

    def rows(self) -> list[tuple[Verdict, list[tuple[Any, BoundField]]]]:
        heads = (
            ("outcome", _("Decision")),
            ("rank", _("Place")),
            ("for", _("For")),
            ("against", _("Against")),
            ("abstained", _("Abstained")),
        )
        return [
            (verdict, [(head, self[f"{name}_{verdict.pk}"]) for name, head in heads])
            for verdict in self.verdicts
        ]

    def decisions(self) -> list[tuple[Verdict, dict[str, Any]]]:
        """What changed: (verdict, keyword arguments of `decide`)."""
        found = []
        for verdict in self.verdicts:
            names = [
                f"{n}_{verdict.pk}" for n in ("outcome", "rank", "for", "against", "abstained")
            ]
            if not set(names) & set(self.changed_data):
                continue
            outcome, rank, in_favour, against, abstained = (self.cleaned_data[n] for n in names)
            values = {
                "outcome": outcome,
                "rank": rank,
                "votes_for": in_favour,
                "votes_against": against,
                "votes_abstained": abstained,
            }
            found.append((verdict, values))
        return found


class _Named:
    """ "Title: place", put together when it is shown, in the language of the page."""

    def __init__(self, title: str, what: Any) -> None:
        self.title, self.what = title, what

    def __str__(self) -> str:
        return f"{self.title}: {self.what}"


class ReasonForm(forms.Form):
    def __init__(self, *args: Any, verdict: Verdict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "reason",
            _("Reason"),
            rows=5,
            max_length=2000,
            initial=official.read(verdict, "reason"),
            hint=_("Two or three sentences that the author of the opportunity can follow."),
        )

    def reason(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "reason")
