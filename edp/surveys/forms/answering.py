"""One step of a survey: the questions of a page that this person is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from ...models import Question
from ..enums import QuestionKind
from ..results import scale, scale_label

LONGEST = 3000


@dataclass(frozen=True)
class Block:
    """A question with its fields: one, or one for each line of a matrix."""

    question: Question
    fields: Sequence[BoundField]


class StepForm(forms.Form):
    """`values` are earlier answers by the id of their question."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], values: Mapping[int, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            _ADD[question.kind](self, question, values.get(question.pk))

    def blocks(self) -> list[Block]:
        return [
            Block(question, [self[name] for name in _names(question)])
            for question in self.questions
        ]

    def values(self, *, only_valid: bool = False) -> dict[int, Any]:
        """What is to be kept. With `only_valid`, questions with a fault are left as they were."""
        found: dict[int, Any] = {}
        for question in self.questions:
            names = _names(question)
            if only_valid and any(name in self.errors for name in names):
                continue
            found[question.pk] = _READ[question.kind](self.cleaned_data, question)
        return found


def _name(question: Question) -> str:
    return f"q{question.pk}"


def _names(question: Question) -> list[str]:
    if question.kind != QuestionKind.MATRIX:
        return [_name(question)]
    return [f"{_name(question)}_{line.pk}" for line in question.options.all() if line.is_line]


def _common(question: Question) -> dict[str, Any]:
    # Help texts are put into the page as they are, and a moderator's words are only words.
    return {
        "label": question.text,
        "help_text": escape(question.hint),
        "required": question.is_required,
    }


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(str(one.pk), one.text) for one in question.options.all() if not one.is_line]


def _single(form: StepForm, question: Question, value: Any) -> None:
    form.fields[_name(question)] = forms.ChoiceField(
        choices=_choices(question),
        widget=forms.RadioSelect,
        initial=str(value[0]) if value else None,
        **_common(question),
    )


def _multiple(form: StepForm, question: Question, value: Any) -> None:
    common = _common(question)
    common["help_text"] = common["help_text"] or _("You can choose several.")
    form.fields[_name(question)] = forms.MultipleChoiceField(
        choices=_choices(question),
        widget=forms.CheckboxSelectMultiple,
        initial=[str(pk) for pk in value or []],
        **common,
    )


def _scale(form: StepForm, question: Question, value: Any) -> None:
    form.fields[_name(question)] = forms.TypedChoiceField(
        choices=[(number, scale_label(question, number)) for number in scale(question)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        initial=value,
        **_common(question),
    )


def _matrix(form: StepForm, question: Question, value: Any) -> None:
    held = value if isinstance(value, dict) else {}
    for line in question.options.all():
        if line.is_line:
            form.fields[f"{_name(question)}_{line.pk}"] = forms.ChoiceField(
                label=line.text,
                choices=_choices(question),
                required=question.is_required,
                widget=forms.RadioSelect,
                initial=str(held[str(line.pk)]) if str(line.pk) in held else None,
            )


def _open(form: StepForm, question: Question, value: Any) -> None:
    form.fields[_name(question)] = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        initial=value or "",
        **_common(question),
    )


_ADD: dict[str, Callable[[StepForm, Question, Any], None]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.OPEN: _open,
}


def _read_matrix(data: Mapping[str, Any], question: Question) -> dict[str, int]:
    return {name.rpartition("_")[2]: int(data[name]) for name in _names(question) if data.get(name)}


def _read_single(data: Mapping[str, Any], question: Question) -> list[int]:
    chosen = data.get(_name(question))
    return [int(chosen)] if chosen else []


def _read_multiple(data: Mapping[str, Any], question: Question) -> list[int]:
    return [int(pk) for pk in data.get(_name(question)) or []]


def _read_as_is(data: Mapping[str, Any], question: Question) -> Any:
    return data.get(_name(question))


_READ: dict[str, Callable[[Mapping[str, Any], Question], Any]] = {
    QuestionKind.SINGLE: _read_single,
    QuestionKind.MULTIPLE: _read_multiple,
    QuestionKind.SCALE: _read_as_is,
    QuestionKind.MATRIX: _read_matrix,
    QuestionKind.OPEN: _read_as_is,
}
