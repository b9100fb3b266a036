"""What the page of one round shows: where it stands, what is next, how its stages go."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from .. import links, sections
from ..course import course, span
from ..enums import RoundStatus
from ..models import Round
from ..queries import stages
from ..stage_rail import TITLES
from ..standing import standing
from .steps import next_step
from .tasks import task_list


def overview(request: HttpRequest, round: Round, at: datetime) -> dict[str, Any]:
    step = next_step(round, at)
    return {
        "standing": standing(round, at),
        "step": step,
        "step_due": step is not None and step.is_due(at),
        "tasks": task_list(round),
        "stages": stage_list(request, round, at) if round.announced_at else [],
        "course": course(round, at),
        "amendments": list(round.amendments.all()),
        "public_url": links.of_round(round),
        "is_draft": round.status == RoundStatus.DRAFT,
        "is_announced": round.status == RoundStatus.ANNOUNCED,
        "is_closed": round.status == RoundStatus.CLOSED,
    }


def stage_list(request: HttpRequest, round: Round, at: datetime) -> list[dict[str, Any]]:
    """Each stage with the site's own pages on which it is run."""
    return [
        {
            "title": TITLES[kind],
            "state": "done" if phase.is_over(at) else "now" if phase.is_open(at) else "later",
            "dates": span(phase.opens_at, phase.closes_at),
            "url": links.of_round(round, "stage", kind),
            "edit_url": links.of_round(round, "stage_edit", kind),
            "told": bool(phase.outcome),
            "due": phase.is_over(at) and not phase.outcome,
            "parts": sections.of_stage(request, round, kind, at),
        }
        for kind, phase in stages.by_kind(round).items()
    ]
