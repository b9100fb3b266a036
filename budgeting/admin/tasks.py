"""The task list of a round in preparation: what is done, what is missing, what must come first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import texts
from ..enums import PHASE_ORDER
from ..models import Round
from ..queries import people
from . import forms

Words = str | Promise


@dataclass(frozen=True)
class Task:
    slug: str
    label: Words
    hint: Words
    form: type[forms.TaskForm]
    is_done: Callable[[Round], bool]
    # Categories and limits belong to the call, which comes with the dates of the intake.
    needs_call: bool = False


def _texts_done(round: Round) -> bool:
    return not any(texts.missing(texts.read(round, name)) for name in ("title", "summary", "rules"))


TASKS: tuple[Task, ...] = (
    Task(
        "texts",
        _("Texts"),
        _("Title, summary and rules in three languages"),
        forms.TextsForm,
        _texts_done,
    ),
    Task(
        "phases",
        _("Phases and dates"),
        _("From the first proposal to the end of delivery"),
        forms.PhasesForm,
        lambda round: {phase.kind for phase in round.phases.all()} == set(PHASE_ORDER),
    ),
    Task(
        "envelopes",
        _("Money"),
        _("Envelopes for the whole territory and for districts"),
        forms.EnvelopesForm,
        lambda round: bool(round.envelopes.all()),
    ),
    Task(
        "categories",
        _("Categories"),
        _("Kinds of proposals that are admitted"),
        forms.CategoriesForm,
        lambda round: round.call is not None and round.call.categories.exists(),
        needs_call=True,
    ),
    Task(
        "proposing",
        _("Limits of proposals"),
        _("How many per person, how old, how costly"),
        forms.ProposingForm,
        lambda round: round.call is not None,
        needs_call=True,
    ),
    Task(
        "rule",
        _("Voting and the rule"),
        _("Who votes, what the ballot is, how winners are chosen, how ties are broken"),
        forms.RuleForm,
        lambda round: bool(round.lot_seed.strip()),
    ),
)
BY_SLUG = {task.slug: task for task in TASKS}


def task_list(round: Round) -> list[dict[str, Any]]:
    """Each task with its state: done, missing or waiting for the dates."""
    return [
        {
            "slug": task.slug,
            "label": task.label,
            "hint": task.hint,
            "done": task.is_done(round),
            "blocked": task.needs_call and round.call is None,
        }
        for task in TASKS
    ]


def has_specialists(round: Round) -> bool:
    return people.specialists(round.akimat).exists()
