"""What a moderator does next with a round, by its clock and by what is still unwritten."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from .. import links
from ..enums import RoundStatus
from ..models import Phase, Round
from ..queries import stages
from . import tasks


@dataclass(frozen=True)
class NextStep:
    """`at` is the moment it becomes due; None for now."""

    label: str
    why: str
    url: str
    at: datetime | None = None

    def is_due(self, at: datetime) -> bool:
        return self.at is None or self.at <= at


def desk_url(name: str, round: Round, *args: str) -> str:
    return reverse(f"admin:edp_round_{name}", args=[round.pk, *args])


def next_step(round: Round, at: datetime) -> NextStep | None:
    """Works on prefetched stages without a query. None for a closed round."""
    if round.status == RoundStatus.CLOSED:
        return None
    if round.status == RoundStatus.DRAFT:
        return _preparing(round)
    held = list(stages.by_kind(round).values())
    if untold := next((p for p in held if p.is_over(at) and not p.outcome), None):
        return NextStep(
            _("Say what came of: %(stage)s") % {"stage": untold.get_kind_display()},
            _("The stage is over and its page does not say yet what came of it."),
            links.of_round(round, "stage_edit", untold.kind),
        )
    if now := stages.current(round, at):
        return _running(round, now)
    if coming := next((p for p in held if p.opens_at > at), None):
        return NextStep(
            _("Prepare: %(stage)s") % {"stage": coming.get_kind_display()},
            _("The next stage has not begun."),
            links.of_round(round, "stage", coming.kind),
            coming.opens_at,
        )
    return NextStep(
        _("Close the round"),
        _("All stages are over and each says what came of it."),
        desk_url("close", round),
    )


def _preparing(round: Round) -> NextStep:
    for task in tasks.of_round(round):
        if not task.is_done(round):
            return NextStep(str(task.label), str(task.hint), desk_url("task", round, task.slug))
    return NextStep(
        _("Announce the round"),
        _("Everything is written. Announcing makes it public and freezes the rules."),
        desk_url("announce", round),
    )


def _running(round: Round, now: Phase) -> NextStep:
    return NextStep(
        _("Run the stage: %(stage)s") % {"stage": now.get_kind_display()},
        _("It is open now. Its page has all that is to be done in it."),
        links.of_round(round, "stage", now.kind),
    )
