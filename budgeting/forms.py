"""Forms of specialists, authors and the expert council, on pages of the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import TengeField

from . import checklist
from .enums import Answer, Decision, ProjectStatus, ReviewStage
from .models import Project, Review
from .texts import Texts

REASON_LABELS = {
    "kk": _("Reason in Kazakh"),
    "ru": _("Reason in Russian"),
    "en": _("Reason in English"),
}


def reason_field(language: str, *, max_length: int, rows: int) -> forms.CharField:
    """One language of a public reason; which of them are needed is for the form to say."""
    return forms.CharField(
        label=REASON_LABELS[language],
        max_length=max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
    )


class ReasonMixin(forms.Form):
    """A public reason in three languages; Kazakh and Russian are needed, English is welcome."""

    reason_kk = reason_field("kk", max_length=2000, rows=4)
    reason_ru = reason_field("ru", max_length=2000, rows=4)
    reason_en = reason_field("en", max_length=2000, rows=4)

    def reason(self) -> Texts:
        return {code: self.cleaned_data.get(f"reason_{code}", "") for code in REASON_LABELS}

    def require_reason(self) -> None:
        """Tie the error to each field that is missing, so that it is found at once."""
        for code in ("kk", "ru"):
            if not self.cleaned_data.get(f"reason_{code}", "").strip():
                self.add_error(f"reason_{code}", _("Give the reason in this language too."))


class ReviewForm(ReasonMixin):
    """The checklist, the money, the decision. What is needed depends on the decision."""

    marks_optional = False

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    cost_tenge = TengeField(
        label=_("Cost by your estimate"),
        required=False,
        min_value=1,
        help_text=_("What building it will cost at current prices, in tenge."),
    )
    upkeep_tenge = TengeField(
        label=_("Upkeep per year"),
        required=False,
        min_value=0,
        help_text=_("Cleaning, repairs, electricity. Enter 0 if there is none."),
    )

    def __init__(self, *args: Any, project: Project, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.stage = project, stage
        self.initial.setdefault("cost_tenge", project.cost_tenge or project.proposal.cost_tenge)
        self.initial.setdefault("upkeep_tenge", project.upkeep_tenge)
        for question in checklist.QUESTIONS:
            self.fields[f"q_{question.code}"] = forms.ChoiceField(
                label=question.text,
                help_text=question.hint,
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer this question.")},
            )
        decisions = [
            choice
            for choice in Decision.choices
            if stage == ReviewStage.FIRST or choice[0] != Decision.CORRECT
        ]
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = decisions

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"q_{question.code}"] for question in checklist.QUESTIONS]

    def answers(self) -> dict[str, str]:
        return {
            question.code: self.cleaned_data[f"q_{question.code}"]
            for question in checklist.QUESTIONS
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        decision = data.get("decision")
        if decision in (Decision.CORRECT, Decision.INFEASIBLE):
            self.require_reason()
        if decision == Decision.FEASIBLE:
            if not data.get("cost_tenge"):
                self.add_error("cost_tenge", _("A feasible project needs its cost."))
            for question in checklist.QUESTIONS:
                if question.blocking and data.get(f"q_{question.code}") == Answer.NO:
                    self.add_error(
                        f"q_{question.code}",
                        _("With this answer the project cannot be feasible."),
                    )
        return data


def earlier_answers(review: Review | None) -> dict[str, Any]:
    """What the first review found, as the beginning of the recheck."""
    if review is None:
        return {}
    return {
        **{f"q_{code}": answer for code, answer in review.answers.items()},
        "cost_tenge": review.cost_tenge,
        "upkeep_tenge": review.upkeep_tenge,
    }


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why is the finding wrong?"),
        help_text=_("Answer the reason given. The text is public, so leave out private details."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class CouncilForm(ReasonMixin):
    upheld = forms.TypedChoiceField(
        label=_("Decision of the council"),
        choices=[
            ("yes", _("The appeal is upheld: the project is feasible")),
            ("no", _("The appeal is dismissed: the project is not feasible")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    cost_tenge = TengeField(
        label=_("Cost on the ballot"),
        required=False,
        min_value=1,
        help_text=_("Only if the appeal is upheld and the cost of the review does not hold."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in ("kk", "ru"):
            self.fields[f"reason_{code}"].required = True


class ProjectFilterForm(forms.Form):
    """Narrows the list of projects; whatever does not fit is ignored."""

    marks_optional = False

    status = forms.ChoiceField(label=_("State"), required=False)
    envelope = forms.ChoiceField(label=_("Envelope"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(
        self,
        *args: Any,
        envelopes: list[tuple[str, str]],
        categories: list[tuple[str, str]],
        counts: dict[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        statuses = [
            (status, f"{label} ({counts[status]})")
            for status, label in ProjectStatus.choices
            if counts.get(status)
        ]
        for name, choices in (
            ("status", statuses),
            ("envelope", envelopes),
            ("category", categories),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *choices]
