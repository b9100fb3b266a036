"""The task list of a round in preparation: what is done, what is missing."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.rounds.admin import forms as rounds
from commons.rounds.admin.forms import are_written

from ..enums import RoundKind, StageKind
from ..models import Round
from ..queries import stages
from . import forms


@dataclass(frozen=True)
class Task(rounds.Task):
    # Kinds of round that have the task; empty for all.
    kinds: tuple[str, ...] = ()


TASKS: tuple[Task, ...] = (
    Task(
        "texts",
        _("Texts"),
        _("Title, summary and rules in three languages"),
        forms.TextsForm,
        lambda round: are_written(round, "title", "summary", "rules"),
    ),
    Task(
        "mandate",
        _("Mandate"),
        _("The act that orders the round, who asked for it and why"),
        forms.MandateForm,
        lambda round: are_written(round, "mandate", "mandate_act") and bool(round.mandate_date),
    ),
    Task(
        "stages",
        _("Stages and dates"),
        _("From the mandate to monitoring; a stage without dates is left out"),
        forms.StagesForm,
        lambda round: stages.stage(round, StageKind.DISCOVERY) is not None,
    ),
    Task(
        "room",
        _("People in the room"),
        _("Who may come, and the least share of each group; the usual values are set"),
        forms.RoomForm,
        lambda round: round.min_sector_percent <= 25,
    ),
    Task(
        "deciding",
        _("Ideas, reviews and consultation"),
        _("How many ideas, how many reviews of each, and how the public is asked"),
        forms.DecidingForm,
        lambda round: True,
    ),
    Task(
        "prize",
        _("Label and support"),
        _("What the winners may call themselves and what they get"),
        forms.PrizeForm,
        lambda round: are_written(round, "label"),
        kinds=(RoundKind.COMPETITION,),
    ),
)
BY_SLUG = {task.slug: task for task in TASKS}
WORDING = Task(
    "wording",
    _("Clarify the wording"),
    _("An amendment that explains the rules and changes none"),
    rounds.WordingForm,
    lambda round: True,
)


def of_round(round: Round) -> list[Task]:
    return [task for task in TASKS if not task.kinds or round.kind in task.kinds]


def find(round: Round, slug: str) -> Task | None:
    if slug == WORDING.slug:
        return WORDING if round.frozen_at else None
    return next((task for task in of_round(round) if task.slug == slug), None)


def task_list(round: Round) -> list[dict[str, Any]]:
    """Each task with whether it is done."""
    return [{"task": task, "done": task.is_done(round)} for task in of_round(round)]
