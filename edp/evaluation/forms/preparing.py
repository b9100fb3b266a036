"""Setting an evaluation up: which scorecard, which opportunities, who scores, when it closes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import MomentInput
from commons.interface.official import read_texts, text_fields
from commons.people.models import Organisation
from commons.scoring.models import Evaluator

from ...models import Opportunity, Stakeholder

TEMPLATES = (
    (
        "smart_specialisation",
        _("Smart specialisation: six criteria for the priorities of a region"),
    ),
    ("cluster", _("Cluster call: five areas with 22 indicators, wordings to be edited")),
    ("blank", _("Blank: criteria of your own")),
)


class NewEvaluationForm(forms.Form):
    template = forms.ChoiceField(
        label=_("Scorecard to start from"),
        choices=TEMPLATES,
        widget=forms.RadioSelect,
        initial="smart_specialisation",
        help_text=_("All of it can be changed until the scoring opens."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(
            self,
            "title",
            _("Title"),
            max_length=150,
            hint=_("For example: From forty ideas to a shortlist."),
        )

    def title(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "title")


class CandidatesForm(forms.Form):
    """Everything that can be scored, with what is put forward already ticked."""

    marks_optional = False
    opportunities = forms.MultipleChoiceField(
        label=_("Opportunities to be scored"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        eligible: Sequence[Opportunity],
        held: Sequence[Opportunity],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in [*held, *eligible]}
        self.held = {str(one.pk) for one in held}
        field = self.fields["opportunities"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (key, self._words(key, one)) for key, one in sorted(self.known.items(), key=_number)
        ]
        self.initial.setdefault("opportunities", sorted(self.held))

    def _words(self, key: str, one: Opportunity) -> str:
        return f"{one.proposal.title} ({one.get_status_display()})"

    def added(self) -> list[Opportunity]:
        wanted = self.cleaned_data["opportunities"]
        return [self.known[key] for key in wanted if key not in self.held]

    def removed(self) -> list[Opportunity]:
        return [self.known[key] for key in self.held - set(self.cleaned_data["opportunities"])]


def _number(item: tuple[str, Opportunity]) -> int:
    return item[1].pk


class SeatForm(forms.Form):
    """Evaluators from among those who take part in the round."""

    stakeholders = forms.MultipleChoiceField(
        label=_("Take from those who take part"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody gets a sheet on what they or their organisation stand behind."),
    )

    def __init__(self, *args: Any, free: Sequence[Stakeholder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free = {str(one.pk): one for one in free}
        field = self.fields["stakeholders"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _described(one)) for key, one in self.free.items()]

    def chosen(self) -> list[Stakeholder]:
        return [self.free[key] for key in self.cleaned_data["stakeholders"]]


def _described(one: Stakeholder) -> str:
    where = f", {one.organisation.name}" if one.organisation else ""
    return f"{one.name}{where} ({one.get_sector_display()})"


class InviteForm(forms.Form):
    """An expert from outside, by the address of their account."""

    email = forms.EmailField(
        label=_("E-mail address of the expert's account"),
        help_text=_("The person needs an account here first. The address is not shown to anyone."),
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        help_text=_("Leave it empty for an expert who speaks for nobody here."),
    )
    capacity = forms.IntegerField(
        label=_("Most sheets for this person"), min_value=1, max_value=999, required=False
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("None, or that of the person's seat")),
            *((key, one.name) for key, one in self.organisations.items()),
        ]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "email": data["email"],
            "organisation": self.organisations.get(data["organisation"]),
            "capacity": data["capacity"],
        }


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(
        label=_("Most sheets for this person"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Empty: no limit, the work is shared out evenly."),
    )

    def __init__(self, *args: Any, evaluator: Evaluator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("capacity", evaluator.capacity)


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


class ExtendForm(forms.Form):
    closes_at = forms.DateTimeField(
        label=_("New closing time"), widget=MomentInput, help_text=_("Later than now.")
    )
