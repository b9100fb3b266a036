"""Where moderators write a survey: its settings, a page, a question."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commons.interface.forms import MomentInput
from commons.interface.official import LANGUAGES, Texts, read, read_texts, text_fields

from ...models import Question, Survey, SurveyPage
from ..enums import CHOSEN, LEADING, Audience, QuestionKind, ResultsShown
from ..errors import SurveyError
from ..results import scale, scale_label

NO_TEXTS: Texts = {}


class SurveyForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who may answer"), choices=Audience.choices, widget=forms.RadioSelect
    )
    opens_at = forms.DateTimeField(label=_("Opens"), widget=MomentInput)
    closes_at = forms.DateTimeField(label=_("Closes"), widget=MomentInput)
    results_shown = forms.ChoiceField(
        label=_("Results are public"), choices=ResultsShown.choices, widget=forms.RadioSelect
    )
    min_group = forms.IntegerField(
        label=_("Smallest group that is shown"),
        min_value=3,
        max_value=50,
        help_text=_("Answers of fewer people are never shown, so that nobody is recognised."),
    )

    def __init__(self, *args: Any, survey: Survey | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {
            "audience": Audience.EVERYONE,
            "results_shown": ResultsShown.AFTER_CLOSE,
            "min_group": 5,
        }
        if survey is not None:
            initial = {name: getattr(survey, name) for name in self.base_fields}
        super().__init__(*args, **{**kwargs, "initial": initial})
        title = read(survey, "title") if survey else NO_TEXTS
        intro = read(survey, "intro") if survey else NO_TEXTS
        text_fields(self, "title", _("Title"), max_length=150, initial=title)
        text_fields(
            self,
            "intro",
            _("What it is for"),
            rows=4,
            max_length=2000,
            initial=intro,
            hint=_("What you ask, why, and what will be done with the answers."),
        )
        own = list(self.base_fields)
        self.order_fields([name for name in self.fields if name not in own] + own)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close later than it opens."))
        return data

    def settings(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def texts(self, name: str) -> dict[str, str]:
        return read_texts(self.cleaned_data, name)


class PageForm(forms.Form):
    def __init__(self, *args: Any, page: SurveyPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initial = read(page, "title") if page else NO_TEXTS
        text_fields(self, "title", _("Heading of the page"), max_length=150, initial=initial)

    def title(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "title")


class QuestionForm(forms.Form):
    """The fields that a kind of question needs. Answers and lines are written one below the other,
    as many in each language."""

    is_required = forms.BooleanField(label=_("It must be answered"), required=False)
    steps = forms.IntegerField(
        label=_("Numbers of the scale: from 1 to"), min_value=2, max_value=10, required=False
    )
    condition = forms.ChoiceField(
        label=_("Ask it"),
        required=False,
        help_text=_("A question can depend on an answer of an earlier page."),
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        pages: Sequence[SurveyPage],
        page: SurveyPage,
        question: Question | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.question = kind, question
        self._texts("text", _("Question"), max_length=300)
        self._texts("hint", _("Hint"), max_length=300, required=())
        if kind in CHOSEN:
            self._lists("options", _("Answers to choose from"), is_line=False)
        if kind == QuestionKind.MATRIX:
            self._lists("lines", _("What is judged"), is_line=True)
        if kind == QuestionKind.SCALE:
            self._texts("low_label", _("What 1 means"), max_length=80, required=())
            self._texts("high_label", _("What the last number means"), max_length=80, required=())
        else:
            del self.fields["steps"]
        earlier = [one for one in pages if (one.position, one.pk) < (page.position, page.pk)]
        self.conditions = _conditions(earlier)
        field = self.fields["condition"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("always")),
            *[(key, words) for key, (words, _q, _o, _v) in self.conditions.items()],
        ]
        if question is not None:
            for name in ("is_required", "steps"):
                self.initial[name] = getattr(question, name)
            self.initial["condition"] = _condition_key(question)
        self.initial.setdefault("steps", 5)
        self.order_fields(
            [
                *[f"{name}_{code}" for name in ("text", "hint") for code in LANGUAGES],
                "is_required",
                *[f"{name}_{code}" for name in ("options", "lines") for code in LANGUAGES],
                "steps",
                *[f"{name}_{code}" for name in ("low_label", "high_label") for code in LANGUAGES],
                "condition",
            ]
        )

    def _texts(self, name: str, label: str | Promise, **more: Any) -> None:
        initial = read(self.question, name) if self.question else NO_TEXTS
        text_fields(self, name, label, initial=initial, **more)

    def _lists(self, name: str, label: str | Promise, *, is_line: bool) -> None:
        held = (
            [option for option in self.question.options.all() if option.is_line == is_line]
            if self.question
            else []
        )
        initial = {
            code: "\n".join(getattr(option, f"text_{code}") or "" for option in held).rstrip()
            for code in LANGUAGES
        }
        hint = _("One on each line, the same number in each language.")
        text_fields(self, name, label, rows=5, initial=initial, hint=hint)

    def fields_for_operation(self) -> dict[str, Any]:
        """Keyword arguments of `operations.save_question`. Raises SurveyError("lines_differ")."""
        data = self.cleaned_data
        _words, question, option, value = self.conditions.get(
            data.get("condition", ""), ("", None, None, None)
        )
        return {
            "kind": self.kind,
            "text": read_texts(data, "text"),
            "hint": read_texts(data, "hint"),
            "options": _listed(read_texts(data, "options")),
            "lines": _listed(read_texts(data, "lines")),
            "is_required": data["is_required"],
            "steps": data.get("steps") or 5,
            "low_label": read_texts(data, "low_label"),
            "high_label": read_texts(data, "high_label"),
            "if_question": question,
            "if_option": option,
            "if_value": value,
        }


def _listed(texts: Texts) -> list[dict[str, str]]:
    """Line by line; English may be left out altogether."""
    lines = {
        code: [line.strip()[:200] for line in text.splitlines() if line.strip()]
        for code, text in texts.items()
    }
    counts = {code: len(found) for code, found in lines.items()}
    if counts["kk"] != counts["ru"] or counts["en"] not in (0, counts["kk"]):
        raise SurveyError("lines_differ", **counts)
    return [
        {code: found[number] for code, found in lines.items() if found}
        for number in range(counts["kk"])
    ]


def _conditions(pages: Sequence[SurveyPage]) -> dict[str, tuple[str, Question, Any, int | None]]:
    """What a question may depend on: key, words, and what they stand for."""
    found: dict[str, tuple[str, Question, Any, int | None]] = {}
    leading = [one for page in pages for one in page.questions.all() if one.kind in LEADING]
    for question in leading:
        short = Truncator(question.text).chars(60)
        if question.kind == QuestionKind.SCALE:
            for number in scale(question):
                words = _words(short, scale_label(question, number))
                found[f"{question.pk}-v{number}"] = (words, question, None, number)
        else:
            for option in question.options.all():
                key = f"{question.pk}-o{option.pk}"
                found[key] = (_words(short, option.text), question, option, None)
    return found


def _words(question: str, answer: str) -> str:
    return str(_("if “%(question)s” is answered “%(answer)s”")) % {
        "question": question,
        "answer": answer,
    }


def _condition_key(question: Question) -> str:
    if question.if_option_id:
        return f"{question.if_question_id}-o{question.if_option_id}"
    if question.if_value:
        return f"{question.if_question_id}-v{question.if_value}"
    return ""
