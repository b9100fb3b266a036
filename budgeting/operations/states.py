"""Locks rows and moves them along the tables of allowed transitions."""

from commons.proposals.models import Proposal

from ..enums import PROJECT_TRANSITIONS, ROUND_TRANSITIONS, ProjectStatus, RoundStatus
from ..errors import BudgetingError
from ..models import Project, Round


def locked_round(round: Round) -> Round:
    """The round as it is now, nobody else's to change until the transaction ends."""
    return (
        Round.objects.select_for_update(of=("self",))
        .select_related("akimat__territory", "territory", "call")
        .get(pk=round.pk)
    )


def locked_project(project: Project) -> Project:
    """The project, its proposal and round locked first: all operations lock in this order."""
    Proposal.objects.select_for_update(no_key=True).only("pk").get(pk=project.proposal_id)
    round = locked_round(project.round)
    found = (
        Project.objects.select_for_update(of=("self",))
        .select_related("proposal__author", "envelope__territory", "specialist")
        .get(pk=project.pk)
    )
    found.round = round
    return found


def require_round(round: Round, *allowed: str) -> None:
    """Raise BudgetingError unless the round is in one of the states."""
    if round.status not in allowed:
        raise BudgetingError("wrong_state", state=RoundStatus(round.status).label)


def require_project(project: Project, *allowed: str) -> None:
    if project.status not in allowed:
        raise BudgetingError("wrong_project_state", state=ProjectStatus(project.status).label)


def move_round(round: Round, to: str) -> None:
    """Set the state; the caller saves."""
    if to not in ROUND_TRANSITIONS[round.status]:
        raise BudgetingError("wrong_state", state=RoundStatus(round.status).label)
    round.status = to


def move_project(project: Project, to: str) -> None:
    """Set the state; the caller saves."""
    if to not in PROJECT_TRANSITIONS[project.status]:
        raise BudgetingError("wrong_project_state", state=ProjectStatus(project.status).label)
    project.status = to
