"""Who may see and do what with a round and its projects."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from commons.territories.permissions import can_read_desk, is_moderator, is_specialist

from .enums import ProjectStatus, RoundStatus
from .models import Appeal, Project, Round
from .queries.ballots import appeal_open_until


def can_see_round(person: Any, round: Round) -> bool:
    """Everyone, once it is announced; before that the akimat's staff and observers."""
    return round.status != RoundStatus.DRAFT or can_read_desk(person, round.akimat)


def can_review(person: Any, project: Project) -> bool:
    """The specialist it was given to; any specialist of the akimat while it is given to nobody.

    Never its author.
    """
    if not is_specialist(person, project.round.akimat) or is_author(person, project):
        return False
    return project.specialist_id in (None, person.pk)


def may_review_now(person: Any, project: Project) -> bool:
    return (
        can_review(person, project)
        and project.status == ProjectStatus.REVIEW
        and project.round.status == RoundStatus.ANNOUNCED
    )


def can_assign(person: Any, round: Round) -> bool:
    return is_moderator(person, round.akimat)


def is_author(person: Any, project: Project) -> bool:
    return bool(person.is_authenticated and person.pk == project.proposal.author_id)


def may_submit_correction(person: Any, project: Project, at: datetime) -> bool:
    """The author, while the correction time runs."""
    return (
        is_author(person, project)
        and project.status == ProjectStatus.CORRECTION
        and project.round.status == RoundStatus.ANNOUNCED
        and (project.due_date is None or timezone.localdate(at) <= project.due_date)
    )


def may_appeal(person: Any, project: Project, at: datetime) -> bool:
    """The author of a project found infeasible, within the appeal days and only once."""
    return (
        is_author(person, project)
        and project.round.status == RoundStatus.ANNOUNCED
        and appeal_open_until(project, at) is not None
    )


def sits_on_council(person: Any, round: Round) -> bool:
    """A member of the round's expert council. Reads prefetched seats where there are any."""
    if not person.is_authenticated or not person.is_active:
        return False
    return any(seat.person_id == person.pk for seat in round.council.all())


def may_decide_appeal(person: Any, appeal: Appeal) -> bool:
    """A member who is neither the author nor one of the reviewers, while it is undecided."""
    project = appeal.project
    if not sits_on_council(person, project.round) or appeal.decided_at:
        return False
    reviewers = {review.specialist_id for review in project.reviews.all()}
    return person.pk != project.proposal.author_id and person.pk not in reviewers
