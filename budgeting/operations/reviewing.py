"""Feasibility: specialists find, authors correct, specialists check again."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.numbers import grouped
from commons.people.models import Person
from commons.proposals.models import Proposal
from commons.proposals.operations import allow_edits
from commons.territories.models import Territory
from commons.territories.permissions import is_specialist
from commons.territories.workdays import add_working_days, end_of_day

from .. import checklist, notices, texts
from ..checks import require_checks
from ..enums import (
    PROJECT_TRANSITIONS,
    Answer,
    Decision,
    ProjectStatus,
    ReviewStage,
    RoundStatus,
    Step,
)
from ..errors import BudgetingError
from ..models import Envelope, Project, Review, Round
from ..queries.ballots import appeal_deadline
from ..queries.people import proposals_ready
from ..texts import Texts
from .states import locked_project, locked_round, move_project, require_project, require_round


@transaction.atomic
def send_to_review(*, round: Round, at: datetime, actor: Person | None = None) -> list[Project]:
    """Make a project of every published proposal that is none yet; returns the new ones.

    The envelope is the one of the proposal's district, otherwise the one of the whole territory.
    Safe to repeat: proposals published late are added.
    """
    # Proposals before the round, as in every operation, so that no two wait for each other.
    ready = list(
        proposals_ready(round)
        .select_for_update(of=("self",), no_key=True)
        .select_related("author", "territory")
    )
    round = locked_round(round)
    require_round(round, RoundStatus.ANNOUNCED)
    require_checks(round, Step.SEND_TO_REVIEW, at)
    taken = set(round.projects.values_list("proposal_id", flat=True))
    envelopes = list(round.envelopes.select_related("territory"))
    due_date = add_working_days(timezone.localdate(at), round.akimat.review_days)
    projects = [
        Project.objects.create(
            round=round,
            proposal=proposal,
            envelope=envelope_for(envelopes, proposal.territory),
            due_date=due_date,
        )
        for proposal in ready
        if proposal.pk not in taken
    ]
    for project in projects:
        _record(project, "project.created", actor, at)
    return projects


def envelope_for(envelopes: list[Envelope], territory: Territory | None) -> Envelope | None:
    """The narrowest envelope that holds the place; for a proposal without one, the widest."""
    if territory is None:
        holding = [e for e in envelopes if e.territory == e.round.territory]
        return holding[0] if holding else None
    holding = [e for e in envelopes if e.territory.contains(territory)]
    return max(holding, key=lambda e: len(e.territory.prefix), default=None)


@transaction.atomic
def assign(
    *,
    project: Project,
    specialist: Person,
    actor: Person | None,
    at: datetime,
    due_date: date | None = None,
) -> Project:
    """Give a project to a specialist of the akimat, due in the akimat's review days by default."""
    project = locked_project(project)
    require_round(project.round, RoundStatus.ANNOUNCED)
    require_project(project, ProjectStatus.REVIEW, ProjectStatus.CORRECTION)
    if not is_specialist(specialist, project.round.akimat):
        raise BudgetingError("not_a_specialist", person=str(specialist))
    _require_other(project, specialist)
    project.specialist = specialist
    project.due_date = due_date or add_working_days(
        timezone.localdate(at), project.round.akimat.review_days
    )
    project.save()
    _record(project, "project.assigned", actor, at, specialist=specialist.pk)
    notices.to_specialist(project, at)
    return project


@transaction.atomic
def set_envelope(
    *, project: Project, envelope: Envelope, actor: Person | None, at: datetime
) -> Project:
    """Move a project to another envelope of its round while the ballot is not fixed."""
    project = locked_project(project)
    require_round(project.round, RoundStatus.ANNOUNCED)
    if envelope.round_id != project.round_id:
        raise BudgetingError("no_envelope")
    was = project.envelope_id
    project.envelope = envelope
    project.save(update_fields=["envelope"])
    _record(project, "project.moved", actor, at, was=was, envelope=envelope.pk)
    return project


def stage_of(project: Project) -> str:
    """The stage the next review is at: a project sent back for correction is rechecked."""
    corrected = project.reviews.filter(decision=Decision.CORRECT).exists()
    return ReviewStage.RECHECK if corrected else ReviewStage.FIRST


@transaction.atomic
def review(
    *,
    project: Project,
    specialist: Person,
    stage: str,
    answers: Mapping[str, str],
    cost_tenge: int | None,
    upkeep_tenge: int | None,
    decision: str,
    reason: Texts,
    at: datetime,
) -> Review:
    """Record a specialist's finding; it is public at once and the project moves by its decision.

    `answers` covers every code of the checklist with yes, no or n/a. A feasible project needs a
    cost that its envelope and the rules can bear and no blocking "no"; any other decision needs
    a reason in Kazakh and Russian. Nobody reviews a proposal of their own, nor a project that was
    given to somebody else in the meantime.
    """
    project = locked_project(project)
    _require_other(project, specialist)
    if project.specialist_id not in (None, specialist.pk):
        raise BudgetingError("not_a_specialist", person=str(specialist))
    require_round(project.round, RoundStatus.ANNOUNCED)
    require_project(project, ProjectStatus.REVIEW)
    expected = stage_of(project)
    if stage != expected:
        raise BudgetingError("wrong_stage", stage=ReviewStage(expected).label)
    if decision == Decision.CORRECT and stage == ReviewStage.RECHECK:
        raise BudgetingError("corrected_once")
    require_answers(answers)
    if decision == Decision.FEASIBLE:
        require_buildable(project, answers, cost_tenge)
    else:
        texts.require(reason, "reason_needed")
    found = Review.objects.create(
        project=project,
        stage=stage,
        answers=dict(answers),
        cost_tenge=cost_tenge,
        upkeep_tenge=upkeep_tenge,
        decision=decision,
        specialist=specialist,
        made_at=at,
        **texts.columns("reason", reason),
    )
    if cost_tenge is not None:
        project.cost_tenge = cost_tenge
    if upkeep_tenge is not None:
        project.upkeep_tenge = upkeep_tenge
    _follow_decision(project, decision, at)
    project.save()
    _record(project, "project.reviewed", specialist, at, decision=decision, review=found.pk)
    due = appeal_deadline(project, found) if decision == Decision.INFEASIBLE else project.due_date
    notices.to_author(project, f"review_{decision}", at, due=due)
    return found


def _follow_decision(project: Project, decision: str, at: datetime) -> None:
    today = timezone.localdate(at)
    if decision == Decision.CORRECT:
        move_project(project, ProjectStatus.CORRECTION)
        project.due_date = add_working_days(today, project.round.akimat.correction_days)
        allow_edits(proposals=[project.proposal], until=end_of_day(project.due_date), at=at)
    elif decision == Decision.FEASIBLE:
        move_project(project, ProjectStatus.FEASIBLE)
        project.due_date = None
    else:
        move_project(project, ProjectStatus.INFEASIBLE)
        project.due_date = None


def _require_other(project: Project, specialist: Person) -> None:
    if project.proposal.author_id == specialist.pk:
        raise BudgetingError("own_case")


def require_answers(answers: Mapping[str, str]) -> None:
    for code, answer in answers.items():
        if code not in checklist.BY_CODE or answer not in Answer.values:
            raise BudgetingError("unknown_answer", question=code)
    if set(answers) != set(checklist.BY_CODE):
        raise BudgetingError("answers_missing")


def require_buildable(project: Project, answers: Mapping[str, str], cost_tenge: int | None) -> None:
    """Raise unless a project with these answers and this cost can be called feasible."""
    for question in checklist.QUESTIONS:
        if question.blocking and answers.get(question.code) == Answer.NO:
            raise BudgetingError("blocked_by_checklist", question=str(question.text))
    require_cost(project, cost_tenge)


def require_cost(project: Project, cost_tenge: int | None) -> None:
    if not cost_tenge:
        raise BudgetingError("cost_needed")
    envelope = project.envelope
    if envelope is None:
        raise BudgetingError("no_envelope")
    if cost_tenge > envelope.budget_tenge:
        raise BudgetingError("cost_over_envelope", budget=grouped(envelope.budget_tenge))
    limit = project.round.call and project.round.call.max_cost_tenge
    if limit and cost_tenge > limit:
        raise BudgetingError("cost_over_limit", limit=grouped(limit))


@transaction.atomic
def submit_correction(*, project: Project, actor: Person, at: datetime) -> Project:
    """The author says that the corrections are made; the specialist has the recheck days."""
    project = locked_project(project)
    if project.proposal.author_id != actor.pk:
        raise BudgetingError("not_the_author")
    require_round(project.round, RoundStatus.ANNOUNCED)
    require_project(project, ProjectStatus.CORRECTION)
    if project.due_date and at >= end_of_day(project.due_date):
        raise BudgetingError("correction_over", date=project.due_date)
    _to_recheck(project, actor, at, lapsed=False)
    return project


@transaction.atomic
def lapse_correction(*, project: Project, at: datetime) -> Project:
    """Take up a project whose correction time has passed as it stands. Safe to repeat."""
    project = locked_project(project)
    over = project.due_date is not None and at >= end_of_day(project.due_date)
    if project.status == ProjectStatus.CORRECTION and over:
        _to_recheck(project, None, at, lapsed=True)
    return project


def _to_recheck(project: Project, actor: Person | None, at: datetime, lapsed: bool) -> None:
    move_project(project, ProjectStatus.REVIEW)
    project.due_date = add_working_days(timezone.localdate(at), project.round.akimat.recheck_days)
    project.save()
    allow_edits(proposals=[project.proposal], until=None, at=at, actor=actor)
    _record(project, "project.correction_submitted", actor, at, lapsed=lapsed)
    notices.to_specialist(project, at)


@transaction.atomic
def follow_proposal(*, proposal: Proposal, at: datetime, published: bool) -> None:
    """A project leaves review when its proposal is no longer published, and returns with it.

    On the ballot it is too late: raises BudgetingError, so that the proposal stays too.
    """
    found = Project.objects.filter(proposal=proposal).select_related("round").first()
    if found is None:
        return
    project = locked_project(found)
    if published and project.status == ProjectStatus.LEFT:
        move_project(project, ProjectStatus.REVIEW)
        project.due_date = add_working_days(
            timezone.localdate(at), project.round.akimat.review_days
        )
        verb = "project.returned"
    elif not published and project.status != ProjectStatus.LEFT:
        if ProjectStatus.LEFT not in PROJECT_TRANSITIONS[project.status]:
            raise BudgetingError("on_ballot")
        move_project(project, ProjectStatus.LEFT)
        project.due_date = None
        verb = "project.left"
    else:
        return
    project.save()
    _record(project, verb, None, at, proposal=proposal.status)


def _record(
    project: Project, verb: str, actor: Person | None, at: datetime, **detail: object
) -> None:
    record(
        verb=verb,
        subject=project,
        at=at,
        actor=actor,
        akimat=project.round.akimat,
        round=project.round_id,
        **detail,
    )
