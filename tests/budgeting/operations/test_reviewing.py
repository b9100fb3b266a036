"""From proposals to findings, corrections and rechecks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting import operations
from budgeting.enums import Decision, PhaseKind, ProjectStatus, ReviewStage, RoundStatus
from budgeting.errors import BudgetingError
from budgeting.models import Project, Round
from budgeting.permissions import can_review
from budgeting.queries.due import lapsed_corrections
from commons.notifications.queries import messages
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal
from commons.proposals.operations import publish, reject
from commons.proposals.permissions import is_editable
from commons.territories.workdays import add_working_days, end_of_day
from tests.factories.budgeting import (
    CITY,
    DISTRICT,
    announced,
    answers,
    day,
    find,
    in_review,
    texts,
)
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(now):
    return day(now, PhaseKind.REVIEW)


# --- sending to review ---


def test_published_proposals_become_projects_once(budget_round, resident, now, at):
    first = in_review(budget_round, resident, now, count=2)
    again = operations.send_to_review(round=budget_round, at=at)

    assert [project.status for project in first] == [ProjectStatus.REVIEW] * 2
    assert again == []
    assert budget_round.projects.count() == 2


def test_proposal_published_late_is_added(budget_round, resident, now, at):
    in_review(budget_round, resident, now)
    late = ProposalFactory(call=budget_round.call, author=resident)

    assert [p.proposal for p in operations.send_to_review(round=budget_round, at=at)] == [late]


@pytest.mark.parametrize(
    "status", [s for s in ProposalStatus.values if s not in ("published", "merged")]
)
def test_only_published_proposals_go_to_review(budget_round, resident, at, status):
    ProposalFactory(call=budget_round.call, author=resident, status=status)
    assert operations.send_to_review(round=budget_round, at=at) == []


def test_nothing_goes_to_review_while_residents_propose(budget_round, resident, now):
    ProposalFactory(call=budget_round.call, author=resident)
    with pytest.raises(BudgetingError) as refused:
        operations.send_to_review(round=budget_round, at=day(now, PhaseKind.INTAKE))
    assert refused.value.params["codes"] == ["intake_over"]


def test_project_belongs_to_the_narrowest_envelope(
    akimat, district, other_district, expert, specialist, resident, now
):
    round = announced(
        akimat,
        now,
        council=[expert],
        envelopes=[(akimat.territory, CITY), (district, DISTRICT)],
    )
    for place in (district, other_district, None):
        ProposalFactory(call=round.call, author=resident, territory=place)

    projects = operations.send_to_review(round=round, at=day(now, PhaseKind.REVIEW))

    assert [project.envelope.territory for project in projects] == [
        district,
        akimat.territory,
        akimat.territory,
    ]


def test_project_outside_every_envelope_has_none(
    akimat, district, other_district, expert, specialist, resident, now
):
    round = announced(akimat, now, council=[expert], envelopes=[(district, DISTRICT)])
    ProposalFactory(call=round.call, author=resident, territory=other_district)

    [project] = operations.send_to_review(round=round, at=day(now, PhaseKind.REVIEW))

    assert project.envelope is None


def test_review_is_due_in_the_akimats_working_days(budget_round, project, at):
    expected = add_working_days(timezone.localdate(at), budget_round.akimat.review_days)
    assert project.due_date == expected


# --- assigning ---


def test_specialist_is_told_of_the_project(project, specialist, moderator, at):
    operations.assign(project=project, specialist=specialist, actor=moderator, at=at)

    project.refresh_from_db()
    assert project.specialist == specialist
    assert [message.kind for message in messages(specialist)] == ["budget_review_waits"]


@pytest.mark.parametrize("name", ["moderator", "resident", "foreign_moderator", "expert"])
def test_only_specialists_of_the_akimat_are_assigned(request, project, moderator, at, name):
    with pytest.raises(BudgetingError, match="not_a_specialist"):
        operations.assign(
            project=project, specialist=request.getfixturevalue(name), actor=moderator, at=at
        )


# --- findings ---


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (Decision.FEASIBLE, ProjectStatus.FEASIBLE),
        (Decision.CORRECT, ProjectStatus.CORRECTION),
        (Decision.INFEASIBLE, ProjectStatus.INFEASIBLE),
    ],
)
def test_finding_moves_the_project_and_tells_the_author(
    project, specialist, resident, at, decision, status
):
    find(project, specialist, at, decision)

    project.refresh_from_db()
    assert project.status == status
    assert project.cost_tenge == 5_000_000
    assert project.upkeep_tenge == 100_000
    assert [message.kind for message in messages(resident)] == [f"budget_review_{decision.value}"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cost_tenge": None}, "cost_needed"),
        ({"cost_tenge": 0}, "cost_needed"),
        ({"cost_tenge": CITY + 1}, "cost_over_envelope"),
        ({"answers": answers(communal_land="no")}, "blocked_by_checklist"),
        ({"answers": {"safe": "yes"}}, "answers_missing"),
        ({"answers": answers(safe="maybe")}, "unknown_answer"),
        ({"answers": {**answers(), "colour": "yes"}}, "unknown_answer"),
        ({"stage": ReviewStage.RECHECK}, "wrong_stage"),
        ({"decision": Decision.INFEASIBLE, "reason": {"kk": "себебі"}}, "reason_needed"),
        ({"decision": Decision.CORRECT, "reason": {"ru": "причина"}}, "reason_needed"),
    ],
)
def test_incomplete_finding_is_refused_and_changes_nothing(project, specialist, at, change, code):
    with pytest.raises(BudgetingError, match=code) as refused:
        find(project, specialist, at, **change)

    assert refused.value.message
    project.refresh_from_db()
    assert project.status == ProjectStatus.REVIEW
    assert not project.reviews.exists()


def test_cost_above_the_limit_of_the_rules_is_refused(
    akimat, expert, specialist, resident, now, at
):
    round = announced(akimat, now, council=[expert], max_cost_tenge=4_000_000)
    [project] = in_review(round, resident, now)
    with pytest.raises(BudgetingError, match="cost_over_limit"):
        find(project, specialist, at, cost=4_000_001)
    assert find(project, specialist, at, cost=4_000_000).pk


def test_unblocking_answer_no_may_stand(project, specialist, at):
    assert find(project, specialist, at, answers=answers(cost_realistic="no")).pk


def test_decided_project_is_not_reviewed_again(project, specialist, at):
    find(project, specialist, at)
    with pytest.raises(BudgetingError, match="wrong_project_state"):
        find(project, specialist, at)


def test_nothing_is_reviewed_once_the_ballot_is_fixed(project, specialist, at):
    Round.objects.update(status=RoundStatus.BALLOT_FIXED)
    with pytest.raises(BudgetingError, match="wrong_state"):
        find(project, specialist, at)


# --- correction ---


@pytest.fixture
def in_correction(project, specialist, at):
    find(project, specialist, at, Decision.CORRECT)
    project.refresh_from_db()
    return project


def test_author_may_edit_during_the_correction_days(in_correction, at):
    days = in_correction.round.akimat.correction_days
    assert in_correction.due_date == add_working_days(timezone.localdate(at), days)
    ends = end_of_day(in_correction.due_date)
    proposal = Proposal.objects.get(pk=in_correction.proposal_id)
    assert is_editable(proposal, ends - timedelta(seconds=1))
    assert not is_editable(proposal, ends)


def test_corrected_project_goes_to_the_recheck(in_correction, resident, at):
    later = at + timedelta(days=1)
    operations.submit_correction(project=in_correction, actor=resident, at=later)

    in_correction.refresh_from_db()
    days = in_correction.round.akimat.recheck_days
    assert in_correction.status == ProjectStatus.REVIEW
    assert in_correction.due_date == add_working_days(timezone.localdate(later), days)
    assert not is_editable(Proposal.objects.get(pk=in_correction.proposal_id), later)


def test_only_the_author_submits_a_correction(in_correction, second_resident, at):
    with pytest.raises(BudgetingError, match="not_the_author"):
        operations.submit_correction(project=in_correction, actor=second_resident, at=at)


def test_correction_ends_with_the_due_day(in_correction, resident):
    ends = end_of_day(in_correction.due_date)
    with pytest.raises(BudgetingError, match="correction_over") as refused:
        operations.submit_correction(project=in_correction, actor=resident, at=ends)
    assert str(in_correction.due_date.year) in refused.value.message
    operations.submit_correction(
        project=in_correction, actor=resident, at=ends - timedelta(seconds=1)
    )


def test_lapsed_correction_is_taken_up_as_it_stands_once(in_correction):
    ends = end_of_day(in_correction.due_date)
    assert list(lapsed_corrections(ends - timedelta(seconds=1))) == []
    assert list(lapsed_corrections(ends)) == [in_correction]

    operations.lapse_correction(project=in_correction, at=ends - timedelta(seconds=1))
    in_correction.refresh_from_db()
    assert in_correction.status == ProjectStatus.CORRECTION

    for _ in range(2):
        operations.lapse_correction(project=in_correction, at=ends)
    in_correction.refresh_from_db()
    assert in_correction.status == ProjectStatus.REVIEW


def test_recheck_cannot_ask_for_another_correction(in_correction, specialist, resident, at):
    operations.submit_correction(project=in_correction, actor=resident, at=at)
    with pytest.raises(BudgetingError, match="corrected_once"):
        find(in_correction, specialist, at, Decision.CORRECT, stage=ReviewStage.RECHECK)
    find(in_correction, specialist, at, stage=ReviewStage.RECHECK)
    in_correction.refresh_from_db()
    assert in_correction.status == ProjectStatus.FEASIBLE


# --- proposals that leave ---


@pytest.mark.parametrize(
    "status",
    [
        ProjectStatus.REVIEW,
        ProjectStatus.CORRECTION,
        ProjectStatus.FEASIBLE,
        ProjectStatus.INFEASIBLE,
        ProjectStatus.APPEALED,
    ],
)
def test_project_of_a_rejected_proposal_leaves_the_round(project, moderator, at, status):
    Project.objects.update(status=status)

    reject(proposal=project.proposal, reason=texts("Spam"), actor=moderator, at=at)

    project.refresh_from_db()
    assert project.status == ProjectStatus.LEFT


def test_project_returns_with_its_proposal(project, moderator, at):
    reject(proposal=project.proposal, reason=texts("Spam"), actor=moderator, at=at)
    publish(proposal=project.proposal, actor=moderator, at=at)

    project.refresh_from_db()
    assert project.status == ProjectStatus.REVIEW
    assert operations.send_to_review(round=project.round, at=at) == []


def test_proposal_on_the_ballot_cannot_be_taken_away(project, moderator, at):
    Project.objects.update(status=ProjectStatus.ON_BALLOT)
    with pytest.raises(BudgetingError, match="on_ballot"):
        reject(proposal=project.proposal, reason=texts("Spam"), actor=moderator, at=at)
    project.proposal.refresh_from_db()
    assert project.proposal.status == ProposalStatus.PUBLISHED


def test_editing_a_proposal_leaves_its_project_alone(in_correction, resident, at):
    from commons.proposals.operations import save_step

    save_step(
        proposal=in_correction.proposal, fields={"title": "Больше скамеек"}, actor=resident, at=at
    )
    in_correction.refresh_from_db()
    assert in_correction.status == ProjectStatus.CORRECTION


def test_nobody_reviews_their_own_proposal_or_anothers_project(
    budget_round, moderator, specialist, second_resident, at
):
    own, given = in_review(budget_round, specialist, at, count=2)
    with pytest.raises(BudgetingError, match="own_case"):
        find(own, specialist, at)
    with pytest.raises(BudgetingError, match="own_case"):
        operations.assign(project=own, specialist=specialist, actor=moderator, at=at)
    assert not can_review(specialist, own)
    Proposal.objects.update(author=second_resident)
    operations.assign(project=given, specialist=specialist, actor=moderator, at=at)
    with pytest.raises(BudgetingError, match="not_a_specialist"):
        find(given, moderator, at)
    assert find(given, specialist, at).specialist == specialist
