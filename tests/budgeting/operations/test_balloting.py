"""Fixing the ballot, opening and closing the vote."""

import hashlib
from datetime import timedelta

import pytest

from budgeting import operations
from budgeting.checks import checks
from budgeting.enums import Decision, PhaseKind, ProjectStatus, RoundStatus, Step
from budgeting.errors import BudgetingError
from budgeting.models import Project, Review, Round
from commons.people.models import Elector, ResidencyVerification
from commons.people.signals import residency_verified
from commons.rounds.checks import stopping
from commons.voting import queries as votes
from commons.voting.enums import PollStatus
from commons.voting.models import LogLeaf, Poll, RollEntry
from tests.factories.approvals import approve_by_two, open_voting
from tests.factories.budgeting import (
    CITY,
    DISTRICT,
    announced,
    day,
    find,
    in_review,
    spans,
    texts,
)
from tests.factories.people import ElectorFactory, ResidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review_day(now):
    return day(now, PhaseKind.REVIEW)


@pytest.fixture
def vote_day(now):
    return day(now, PhaseKind.VOTING)


@pytest.fixture
def feasible(budget_round, resident, specialist, now, review_day):
    """Three feasible projects on one envelope."""
    projects = in_review(budget_round, resident, now, count=3)
    for project in projects:
        find(project, specialist, review_day)
    return projects


@pytest.fixture
def fixed(budget_round, feasible, review_day):
    return operations.fix_ballot(round=budget_round, actor=None, at=review_day)


def refused(round, step, at):
    return [check.code for check in stopping(checks(round, step, at))]


# --- fixing ---


def test_feasible_projects_become_numbered_options(fixed, feasible):
    poll = fixed.envelopes.get().poll
    projects = list(Project.objects.order_by("option__code"))

    assert fixed.status == RoundStatus.BALLOT_FIXED
    assert [project.option.code for project in projects] == ["1", "2", "3"]
    assert {project.status for project in projects} == {ProjectStatus.ON_BALLOT}
    assert {project.option.cost_tenge for project in projects} == {5_000_000}
    assert (poll.status, poll.budget_tenge) == (PollStatus.DRAFT, CITY)


def test_numbers_follow_the_announced_seed(fixed, feasible):
    def drawn(project):
        return hashlib.sha256(f"drawn in public/550000000/{project.proposal_id}".encode()).digest()

    by_number = list(Project.objects.order_by("option__code"))
    assert by_number == sorted(feasible, key=drawn)


@pytest.mark.parametrize(
    ("decision", "code"),
    [(None, "projects_decided"), (Decision.CORRECT, "projects_decided")],
)
def test_undecided_project_keeps_the_ballot_open(
    budget_round, feasible, resident, specialist, now, review_day, decision, code
):
    [more] = in_review(budget_round, resident, now)
    if decision:
        find(more, specialist, review_day, decision)

    assert refused(budget_round, Step.FIX_BALLOT, review_day) == [code]
    with pytest.raises(BudgetingError, match="checks_failed"):
        operations.fix_ballot(round=budget_round, actor=None, at=review_day)


def test_ballot_waits_for_the_time_of_appeals(
    budget_round, feasible, resident, specialist, now, review_day
):
    [more] = in_review(budget_round, resident, now)
    find(more, specialist, review_day, Decision.INFEASIBLE)

    assert refused(budget_round, Step.FIX_BALLOT, review_day) == ["appeals_over"]
    assert refused(budget_round, Step.FIX_BALLOT, review_day + timedelta(days=14)) == []


def test_infeasible_project_without_a_reason_keeps_the_ballot_open(
    budget_round, feasible, resident, specialist, now, review_day
):
    [more] = in_review(budget_round, resident, now)
    find(more, specialist, review_day, Decision.INFEASIBLE)
    Review.objects.filter(project=more).update(reason_kk="")

    later = review_day + timedelta(days=14)
    assert refused(budget_round, Step.FIX_BALLOT, later) == ["reasons_given"]


def test_published_proposal_that_was_not_sent_keeps_the_ballot_open(
    budget_round, feasible, resident, review_day
):
    from tests.factories.proposals import ProposalFactory

    ProposalFactory(call=budget_round.call, author=resident)
    assert refused(budget_round, Step.FIX_BALLOT, review_day) == ["all_sent_to_review"]


def test_ballot_without_projects_is_not_fixed(budget_round, review_day):
    assert refused(budget_round, Step.FIX_BALLOT, review_day) == ["options_exist"]


def test_cost_must_fit_the_envelope(budget_round, feasible, review_day):
    Project.objects.filter(pk=feasible[0].pk).update(cost_tenge=CITY + 1)
    assert refused(budget_round, Step.FIX_BALLOT, review_day) == ["costs_fit"]


def test_envelope_without_projects_has_no_poll_and_warns(
    akimat, district, expert, resident, specialist, now, review_day
):
    envelopes = [(akimat.territory, CITY), (district, DISTRICT)]
    round = announced(akimat, now, council=[expert], envelopes=envelopes)
    [project] = in_review(round, resident, now)
    find(project, specialist, review_day)

    warnings = [
        check.code
        for check in checks(round, Step.FIX_BALLOT, review_day)
        if not check.ok and not check.blocks
    ]
    round = operations.fix_ballot(round=round, actor=None, at=review_day)

    assert warnings == ["options_everywhere"]
    assert [e.poll is None for e in round.envelopes.order_by("territory__kato")] == [False, True]


def test_excluding_projects_share_a_group_in_their_order(budget_round, feasible, review_day):
    first, second, _third = feasible
    operations.exclude_mutually(
        projects=[second, first], name=texts("One square"), actor=None, at=review_day
    )
    operations.fix_ballot(round=budget_round, actor=None, at=review_day)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.option.exclusive_group == second.option.exclusive_group != ""
    assert (second.option.precedence, first.option.precedence) == (0, 1)


def test_group_needs_two_projects_of_one_envelope(budget_round, feasible, district, review_day):
    from budgeting.models import Envelope

    with pytest.raises(BudgetingError, match="group_too_small"):
        operations.exclude_mutually(
            projects=feasible[:1], name=texts("x"), actor=None, at=review_day
        )
    other = Envelope.objects.create(round=budget_round, territory=district, budget_tenge=DISTRICT)
    Project.objects.filter(pk=feasible[0].pk).update(envelope=other)
    with pytest.raises(BudgetingError, match="different_envelopes"):
        operations.exclude_mutually(
            projects=feasible[:2], name=texts("x"), actor=None, at=review_day
        )


def test_fixed_ballot_can_be_taken_back_before_the_vote(fixed, moderator, review_day):
    with pytest.raises(BudgetingError, match="unfix_reason_needed"):
        operations.unfix_ballot(round=fixed, reason=" ", actor=moderator, at=review_day)

    round = operations.unfix_ballot(
        round=fixed, reason="A cost was wrong", actor=moderator, at=review_day
    )

    assert round.status == RoundStatus.ANNOUNCED
    assert not Poll.objects.exists()
    assert {p.status for p in Project.objects.all()} == {ProjectStatus.FEASIBLE}
    again = operations.fix_ballot(round=round, actor=moderator, at=review_day)
    assert again.status == RoundStatus.BALLOT_FIXED


# --- opening ---


def test_opening_fixes_the_roll_and_the_rules_in_the_log(fixed, resident, vote_day):
    round = open_voting(round=fixed, actor=None, at=vote_day)

    poll = round.envelopes.get().poll
    leaf = LogLeaf.objects.get(poll=poll, index=0)
    assert round.status == RoundStatus.VOTING_OPEN
    assert poll.status == PollStatus.OPEN
    assert votes.may_vote(poll, resident.elector)
    assert leaf.content["round"]["rules_hash"] == round.rules_hash
    assert {p["code"] for p in leaf.content["round"]["projects"]} == {"1", "2", "3"}


def test_voting_opens_only_between_its_dates(fixed, resident, now):
    opens_at, closes_at = spans(now)[PhaseKind.VOTING]
    approve_by_two(fixed, Step.OPEN_VOTING, opens_at)
    assert refused(fixed, Step.OPEN_VOTING, opens_at - timedelta(seconds=1)) == ["voting_time"]
    assert refused(fixed, Step.OPEN_VOTING, opens_at) == []
    assert refused(fixed, Step.OPEN_VOTING, closes_at) == ["voting_time"]


def test_voting_does_not_open_for_nobody(fixed, vote_day):
    ResidencyVerification.objects.all().delete()
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    assert refused(fixed, Step.OPEN_VOTING, vote_day) == ["roll"]


def _born(elector: Elector, years: int, on, days: int = 0) -> None:
    day = on.date()
    elector.birth_date = day.replace(year=day.year - years) + timedelta(days=days)
    elector.save()


@pytest.mark.parametrize(("days", "may_vote"), [(0, True), (1, False), (-1, True)])
def test_voter_must_be_old_enough_on_the_day_voting_opens(
    fixed, resident, second_resident, now, vote_day, days, may_vote
):
    _born(resident.elector, 18, spans(now)[PhaseKind.VOTING][0], days)

    open_voting(round=fixed, actor=None, at=vote_day)

    assert votes.may_vote(fixed.envelopes.get().poll, resident.elector) is may_vote


def test_roll_holds_residents_of_the_envelope_with_a_standing_verification(
    akimat,
    district,
    expert,
    resident,
    second_resident,
    neighbour,
    specialist,
    now,
    review_day,
    vote_day,
):
    envelopes = [(akimat.territory, CITY), (district, DISTRICT)]
    round = announced(akimat, now, council=[expert], envelopes=envelopes)
    for place in (None, district):
        [project] = in_review(round, resident, now, territory=place)
        find(project, specialist, review_day)
    expired = ResidentFactory(lives_in=(akimat, district))
    ResidencyVerification.objects.filter(person=expired).update(valid_until=now.date())
    without_iin = ResidentFactory(lives_in=(akimat, district), elector=None)
    operations.fix_ballot(round=round, actor=None, at=review_day)

    open_voting(round=round, actor=None, at=vote_day)

    city, part = (e.poll for e in round.envelopes.order_by("territory__kato"))
    assert set(RollEntry.objects.filter(poll=city).values_list("elector", "area")) == {
        (resident.elector_id, "551000000"),
        (second_resident.elector_id, "551600000"),
    }
    assert set(RollEntry.objects.filter(poll=part).values_list("elector", flat=True)) == {
        resident.elector_id
    }
    assert without_iin.elector is None


# --- late registration ---


def _verified_now(person, at):
    verification = ResidencyVerification.objects.get(person=person)
    verification.decided_at = at
    verification.save()
    residency_verified.send(sender=ResidencyVerification, verification=verification)


@pytest.mark.parametrize(
    ("status", "admits", "enrolled"),
    [
        (RoundStatus.VOTING_OPEN, True, True),
        (RoundStatus.VOTING_OPEN, False, False),
        (RoundStatus.BALLOT_FIXED, True, False),
        (RoundStatus.VOTING_CLOSED, True, False),
    ],
)
def test_resident_verified_during_voting(
    fixed, resident, akimat, district, vote_day, status, admits, enrolled
):
    open_voting(round=fixed, actor=None, at=vote_day)
    Round.objects.update(status=status, late_registration=admits)
    late = ResidentFactory(lives_in=(akimat, district))

    _verified_now(late, vote_day)

    entry = RollEntry.objects.filter(elector=late.elector).first()
    assert (entry is not None) is enrolled
    if entry:
        assert (entry.at_opening, entry.area) == (False, "551000000")


def test_late_resident_must_live_in_the_envelope_and_be_old_enough(
    fixed, resident, akimat, other_akimat, foreign_district, district, now, vote_day
):
    open_voting(round=fixed, actor=None, at=vote_day)
    young = ElectorFactory()
    _born(young, 18, vote_day, 30)
    for person in (
        ResidentFactory(lives_in=(other_akimat, foreign_district)),
        ResidentFactory(lives_in=(akimat, district), elector=young),
    ):
        _verified_now(person, vote_day)
        assert not RollEntry.objects.filter(elector=person.elector).exists()


# --- closing ---


def test_voting_is_not_closed_before_its_announced_end(fixed, resident, now, moderator, vote_day):
    open_voting(round=fixed, actor=None, at=vote_day)
    closes_at = spans(now)[PhaseKind.VOTING][1]

    with pytest.raises(BudgetingError) as early:
        operations.close_voting(round=fixed, actor=moderator, at=closes_at - timedelta(seconds=1))
    round = operations.close_voting(round=fixed, actor=moderator, at=closes_at)

    assert early.value.params["codes"] == ["voting_over"]
    assert round.status == RoundStatus.VOTING_CLOSED
    assert round.envelopes.get().poll.status == PollStatus.CLOSED
    again = operations.close_voting(round=fixed, actor=moderator, at=closes_at)
    assert again.status == RoundStatus.VOTING_CLOSED
