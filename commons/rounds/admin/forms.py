"""Forms of the tasks of setting a round up: each knows what of the round it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.official import (
    LANGUAGES,
    OWN_NAMES,
    missing,
    read,
    read_texts,
    text_fields,
)

Words = str | Promise


class TaskForm(forms.Form):
    """One task of the set-up. `changes()` is what the operation gets."""

    # Fields that stand together: a legend, a line below it and the names of the fields.
    groups: list[tuple[str, str, list[str]]]
    # Whether the two fields of a group stand side by side.
    pairs = False

    def __init__(self, *args: Any, round: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.at = round, at
        self.groups = []
        self.build()

    def build(self) -> None:
        """Add the fields with what the round holds now."""

    def changes(self) -> Any:
        raise NotImplementedError

    def touched(self) -> set[str]:
        """Own fields that differ from what the round holds."""
        words = ("amendment_", "why_")
        return {name for name in self.changed_data if not name.startswith(words)}

    def changed(self) -> Any:
        """Of the changes only what differs from now: an amendment changes nothing else."""
        touched = self.touched()
        return {
            name: value
            for name, value in self.changes().items()
            if touched & {name, *(f"{name}_{code}" for code in LANGUAGES)}
        }

    @property
    def sections(self) -> list[tuple[str, str, list[Any]]]:
        """Bound fields by group, for the template; without groups all in one."""
        if not self.groups:
            return [("", "", list(self))]
        return [(legend, hint, [self[n] for n in names]) for legend, hint, names in self.groups]

    def by_language(self, *names: str) -> None:
        """Each language is written in one go."""
        for code in LANGUAGES:
            self.groups.append((OWN_NAMES[code], "", [f"{name}_{code}" for name in names]))

    def rule_fields(self, *names: str) -> None:
        """Fields of the model, so that labels and limits are said once."""
        for name in names:
            column: Any = self.round._meta.get_field(name)
            shown = column.formfield()
            # What the column can hold; a form of a model would ask them too.
            shown.validators += column.validators
            shown.label = str(shown.label)[:1].upper() + str(shown.label)[1:]
            shown.initial = getattr(self.round, name)
            self.fields[name] = shown


class TextsForm(TaskForm):
    """The texts that every round has."""

    title_hint: Words = ""
    original_language = forms.ChoiceField(
        label=gettext_lazy("Authoritative language"),
        choices=[("kk", "Қазақша"), ("ru", "Русский")],
        help_text=gettext_lazy("The other texts are translations and say so when they lag behind."),
    )

    def build(self) -> None:
        self.fields["original_language"].initial = self.round.original_language
        text_fields(
            self,
            "title",
            gettext_lazy("Title"),
            max_length=150,
            initial=read(self.round, "title"),
            hint=self.title_hint,
        )
        text_fields(
            self,
            "summary",
            gettext_lazy("In one paragraph"),
            rows=3,
            max_length=600,
            initial=read(self.round, "summary"),
        )
        text_fields(
            self,
            "rules",
            gettext_lazy("Rules in full"),
            rows=8,
            max_length=50_000,
            initial=read(self.round, "rules"),
            hint=gettext_lazy("An empty line begins a new paragraph. Frozen when you announce."),
        )
        self.groups = [("", "", ["original_language"])]
        self.by_language("title", "summary", "rules")

    def changes(self) -> dict[str, Any]:
        texts = {
            name: read_texts(self.cleaned_data, name) for name in ("title", "summary", "rules")
        }
        return {"original_language": self.cleaned_data["original_language"], **texts}


class WordingForm(TaskForm):
    """An amendment that clarifies and changes no rule."""

    def changes(self) -> dict[str, Any]:
        return {}


def amendment_fields(form: TaskForm) -> None:
    """Frozen rules change only in public: what changes, and why."""
    own = list(form.fields)
    text_fields(form, "amendment", gettext_lazy("What changes"), rows=3, max_length=2000)
    text_fields(form, "why", gettext_lazy("Why"), rows=2, max_length=1000)
    if not form.groups and own:
        form.groups = [("", "", own)]
    names = [f"{part}_{code}" for code in LANGUAGES for part in ("amendment", "why")]
    form.groups.append((_("The public amendment"), "", names))


def of_this_century(value: date) -> None:
    if not 2000 <= value.year < 2100:
        raise forms.ValidationError(_("Enter a date of this century."))


@dataclass(frozen=True)
class Task:
    """A line of the task list."""

    slug: str
    label: Words
    hint: Words
    form: type[TaskForm]
    is_done: Callable[[Any], bool]


def are_written(round: Any, *names: str) -> bool:
    return not any(missing(read(round, name)) for name in names)
