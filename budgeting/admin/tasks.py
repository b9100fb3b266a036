"""The task list of a round in preparation: what is done, what is missing, what must come first."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.rounds.admin import forms as rounds

from ..enums import PHASE_ORDER
from ..models import Round
from . import forms


@dataclass(frozen=True)
class Task(rounds.Task):
    # Categories and limits belong to the call, which comes with the dates of the intake.
    needs_call: bool = False


TASKS: tuple[Task, ...] = (
    Task(
        "texts",
        _("Texts"),
        _("Title, summary and rules in three languages"),
        rounds.TextsForm,
        lambda round: rounds.are_written(round, "title", "summary", "rules"),
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
WORDING = Task(
    "wording",
    _("Clarify the wording"),
    _("An amendment that explains the rules and changes none"),
    rounds.WordingForm,
    lambda round: True,
)
BY_SLUG = {task.slug: task for task in TASKS}


def find(round: Round, slug: str) -> Task | None:
    if slug == WORDING.slug:
        return WORDING if round.frozen_at else None
    found = BY_SLUG.get(slug)
    return None if found is None or (found.needs_call and round.call is None) else found


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
