"""An author's appeal to the expert council, and the council's decision."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.people.models import Person
from commons.territories.workdays import add_working_days

from .. import notices, texts
from ..enums import ProjectStatus, RoundStatus
from ..errors import BudgetingError
from ..models import Appeal, Project
from ..queries.ballots import appeal_deadline, standing_review
from ..texts import Texts
from .reviewing import require_cost
from .states import locked_project, move_project, require_project, require_round


@transaction.atomic
def file_appeal(*, project: Project, actor: Person, text: str, at: datetime) -> Appeal:
    """The author appeals once, within the akimat's appeal days after the finding."""
    project = locked_project(project)
    if project.proposal.author_id != actor.pk:
        raise BudgetingError("not_the_author")
    require_round(project.round, RoundStatus.ANNOUNCED)
    if Appeal.objects.filter(project=project).exists():
        raise BudgetingError("appeal_filed")
    require_project(project, ProjectStatus.INFEASIBLE)
    if not text.strip():
        raise BudgetingError("appeal_text_needed")
    today = timezone.localdate(at)
    finding = standing_review(project)
    if finding and today > (deadline := appeal_deadline(project, finding)):
        raise BudgetingError("appeal_over", date=deadline)
    move_project(project, ProjectStatus.APPEALED)
    # The council has as long as a review takes.
    project.due_date = add_working_days(today, project.round.akimat.review_days)
    project.save()
    appeal = Appeal.objects.create(
        project=project, text=text.strip(), filed_at=at, due_date=project.due_date
    )
    _record(appeal, "appeal.filed", actor, at)
    notices.to_council(appeal, at)
    return appeal


@transaction.atomic
def decide_appeal(
    *,
    appeal: Appeal,
    actor: Person,
    upheld: bool,
    reason: Texts,
    at: datetime,
    cost_tenge: int | None = None,
) -> Appeal:
    """A member of the expert council enters the council's decision with its reason.

    An upheld project goes to the ballot at `cost_tenge`, else at the cost of the review, else at
    the author's; one of them must be there and fit the envelope.
    """
    project = locked_project(appeal.project)
    appeal = Appeal.objects.get(pk=appeal.pk)
    if not project.round.council.filter(person=actor).exists():
        raise BudgetingError("not_on_council")
    if has_part_in(actor, project):
        raise BudgetingError("own_case")
    if appeal.decided_at:
        raise BudgetingError("appeal_decided")
    texts.require(reason, "reason_needed")
    if upheld:
        project.cost_tenge = cost_tenge or project.cost_tenge or project.proposal.cost_tenge
        require_cost(project, project.cost_tenge)
        move_project(project, ProjectStatus.FEASIBLE)
    else:
        move_project(project, ProjectStatus.INFEASIBLE)
    project.due_date = None
    project.save()
    texts.write(appeal, "reason", reason)
    appeal.upheld = upheld
    appeal.decided_at = at
    appeal.decided_by = actor
    appeal.save()
    _record(appeal, "appeal.decided", actor, at, upheld=upheld)
    notices.to_author(project, "appeal_upheld" if upheld else "appeal_dismissed", at)
    return appeal


def has_part_in(person: Person, project: Project) -> bool:
    """The author, and whoever reviewed the project, do not judge it."""
    if project.proposal.author_id == person.pk:
        return True
    return project.reviews.filter(specialist=person).exists()


def _record(appeal: Appeal, verb: str, actor: Person, at: datetime, **detail: object) -> None:
    record(
        verb=verb,
        subject=appeal,
        at=at,
        actor=actor,
        akimat=appeal.project.round.akimat,
        project=appeal.project_id,
        **detail,
    )
