"""Two moderators agree to exactly one content, or nothing is opened."""

from datetime import timedelta

import pytest

from budgeting import operations
from budgeting.checks import checks
from budgeting.enums import PhaseKind, RoundStatus, Step
from budgeting.errors import BudgetingError
from budgeting.models import Approval, Round
from budgeting.queries import approvals as agreed
from commons.audit.models import Entry
from commons.rounds.approvals import ApprovalError
from commons.rounds.checks import stopping
from commons.territories.models import Membership
from commons.voting.models import LogLeaf, Option, Poll
from tests.budgeting.test_races import at_once
from tests.factories.approvals import approve_by_two, pair
from tests.factories.budgeting import announced, day, find, in_review, spans

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote_day(now):
    return day(now, PhaseKind.VOTING)


@pytest.fixture
def fixed(akimat, expert, specialist, resident, now):
    round = announced(akimat, now, council=[expert])
    at = day(now, PhaseKind.REVIEW)
    for project in in_review(round, resident, now, count=2):
        find(project, specialist, at)
    return operations.fix_ballot(round=round, actor=None, at=at)


@pytest.fixture
def two(akimat):
    return pair(akimat)


def approve(round, actor, at, step=Step.OPEN_VOTING, **more):
    content = more or {"fingerprint": agreed.fingerprint(round, step)}
    return operations.approve_step(round=round, step=step, actor=actor, at=at, **content)


def missing(round, at, step=Step.OPEN_VOTING):
    return [check.code for check in stopping(checks(round, step, at))]


def test_voting_opens_with_two_approvals_and_not_with_one(fixed, two, vote_day):
    first, second = two
    approve(fixed, first, vote_day)

    assert missing(fixed, vote_day) == ["approved_by_two"]
    with pytest.raises(BudgetingError, match="checks_failed"):
        operations.open_voting(round=fixed, actor=first, at=vote_day)
    approve(fixed, second, vote_day)
    round = operations.open_voting(round=fixed, actor=first, at=vote_day)

    assert round.status == RoundStatus.VOTING_OPEN
    verbs = Entry.objects.filter(verb="round.step_approved").order_by("pk")
    assert [entry.actor_id for entry in verbs] == [first.pk, second.pk]


def test_second_moderator_approves_and_opens_at_once(fixed, two, vote_day):
    approve(fixed, two[0], vote_day)

    round = operations.approve_and_take(
        round=fixed,
        step=Step.OPEN_VOTING,
        fingerprint=agreed.fingerprint(fixed, Step.OPEN_VOTING),
        actor=two[1],
        at=vote_day,
    )

    assert round.status == RoundStatus.VOTING_OPEN


def test_moderator_does_not_approve_twice(fixed, two, vote_day):
    approve(fixed, two[0], vote_day)
    with pytest.raises(ApprovalError, match="approved_already"):
        approve(fixed, two[0], vote_day)
    assert missing(fixed, vote_day) == ["approved_by_two"]


def test_approval_before_the_hour_waits_for_it(fixed, two, vote_day):
    early = vote_day - timedelta(days=5)
    for person in two:
        approve(fixed, person, early)

    assert missing(fixed, early) == ["voting_time"]
    assert missing(fixed, vote_day) == []


@pytest.mark.parametrize("change", ["cost", "budget", "rules", "option"])
def test_whatever_changes_voids_the_approvals(fixed, two, vote_day, change):
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    assert missing(fixed, vote_day) == []

    poll = fixed.envelopes.get().poll
    if change == "cost":
        Option.objects.filter(poll=poll, code="1").update(cost_tenge=7)
    elif change == "budget":
        type(poll).objects.filter(pk=poll.pk).update(budget_tenge=7)
    elif change == "rules":
        Round.objects.update(rules_hash="0" * 64)
    else:
        Option.objects.filter(poll=poll, code="2").update(code="3")
    fixed.refresh_from_db()

    assert missing(fixed, vote_day) == ["approved_by_two"]


def test_ballot_taken_back_and_fixed_again_is_approved_anew(fixed, two, vote_day, now):
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    at = day(now, PhaseKind.REVIEW)
    round = operations.unfix_ballot(round=fixed, reason="A cost was wrong", actor=two[0], at=at)
    project = round.projects.order_by("pk").first()
    project.cost_tenge = 6_000_000
    project.save()
    again = operations.fix_ballot(round=round, actor=None, at=at)

    assert missing(again, vote_day) == ["approved_by_two"]


def test_what_was_read_must_be_what_is_approved(fixed, two, vote_day):
    read = agreed.fingerprint(fixed, Step.OPEN_VOTING)
    Option.objects.filter(code="1").update(cost_tenge=7)

    with pytest.raises(ApprovalError, match="content_changed"):
        approve(fixed, two[0], vote_day, fingerprint=read)
    assert not Approval.objects.exists()


@pytest.mark.parametrize("who", ["deactivated", "no moderator any more"])
def test_who_left_does_not_count(fixed, two, vote_day, who):
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    if who == "deactivated":
        two[1].is_active = False
        two[1].save()
    else:
        Membership.objects.filter(person=two[1]).delete()

    found = {check.code: check for check in checks(fixed, Step.OPEN_VOTING, vote_day)}
    assert missing(fixed, vote_day) == ["two_moderators", "approved_by_two"]
    assert found["two_moderators"].params["names"] == str(two[0])
    assert found["approved_by_two"].params["names"] == str(two[0])


def test_approval_is_withdrawn_by_who_gave_it(fixed, two, vote_day):
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    by = {"round": fixed, "step": Step.OPEN_VOTING, "at": vote_day}

    operations.withdraw_approval(actor=two[0], **by)

    assert missing(fixed, vote_day) == ["approved_by_two"]
    with pytest.raises(ApprovalError, match="nothing_to_withdraw"):
        operations.withdraw_approval(actor=two[0], **by)
    assert Entry.objects.filter(verb="round.approval_withdrawn").count() == 1
    approve(fixed, two[0], vote_day)
    assert missing(fixed, vote_day) == []


@pytest.mark.parametrize(
    "who", ["specialist", "expert", "resident", "observer", "foreign_moderator"]
)
def test_only_moderators_of_the_akimat_approve(fixed, two, vote_day, member, who):
    with pytest.raises(ApprovalError, match="not_a_moderator"):
        approve(fixed, member(who), vote_day)


@pytest.mark.parametrize(
    ("step", "state", "allowed"),
    [
        (Step.OPEN_VOTING, RoundStatus.ANNOUNCED, False),
        (Step.OPEN_VOTING, RoundStatus.BALLOT_FIXED, True),
        (Step.OPEN_VOTING, RoundStatus.VOTING_OPEN, False),
        (Step.PUBLISH_RESULT, RoundStatus.VOTING_CLOSED, False),
        (Step.PUBLISH_RESULT, RoundStatus.COUNTED, True),
        (Step.PUBLISH_RESULT, RoundStatus.RESULT_PUBLISHED, False),
        (Step.AUDIT, RoundStatus.VOTING_OPEN, False),
        (Step.AUDIT, RoundStatus.VOTING_CLOSED, True),
        (Step.AUDIT, RoundStatus.RESULT_PUBLISHED, True),
    ],
)
def test_each_step_is_approved_in_its_phase(fixed, two, vote_day, step, state, allowed):
    Round.objects.update(status=state)
    fixed.refresh_from_db()
    if allowed:
        assert approve(fixed, two[0], vote_day, step).step == step
    else:
        with pytest.raises(BudgetingError, match="checks_failed"):
            approve(fixed, two[0], vote_day, step)


def test_step_of_one_is_not_approved(fixed, two, vote_day):
    with pytest.raises(BudgetingError, match="not_in_pairs"):
        approve(fixed, two[0], vote_day, Step.COUNT, fingerprint="")


def test_approval_of_one_round_says_nothing_of_another(fixed, two, vote_day):
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    assert missing(fixed, vote_day, Step.PUBLISH_RESULT)[-1] == "approved_by_two"


@pytest.mark.django_db(transaction=True)
def test_one_moderator_who_presses_at_once_approves_once(fixed, two, vote_day):
    raised = at_once(*[lambda: approve(fixed, two[0], vote_day)] * 4)

    assert sorted(str(error)[:16] for error in raised) == ["None", *["approved_already"] * 3]
    assert Approval.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_moderators_who_press_at_once_both_approve(fixed, two, vote_day):
    raised = at_once(*[lambda who=who: approve(fixed, who, vote_day) for who in two])

    assert raised == [None, None]
    assert missing(fixed, vote_day) == []


@pytest.mark.django_db(transaction=True)
def test_two_seconds_who_press_at_once_open_once(fixed, two, akimat, vote_day):
    from tests.factories.people import PersonFactory
    from tests.factories.territories import MembershipFactory

    third = PersonFactory()
    MembershipFactory(person=third, akimat=akimat)
    approve(fixed, two[0], vote_day)
    fingerprint = agreed.fingerprint(fixed, Step.OPEN_VOTING)
    by = {"round": fixed, "step": Step.OPEN_VOTING, "fingerprint": fingerprint, "at": vote_day}

    raised = at_once(
        *[lambda who=who: operations.approve_and_take(actor=who, **by) for who in (two[1], third)]
    )

    assert sorted(type(error).__name__ for error in raised) == ["BudgetingError", "NoneType"]
    assert Round.objects.get().status == RoundStatus.VOTING_OPEN
    assert Approval.objects.count() == 2


# --- the check against the roll ---


@pytest.fixture
def closed(fixed, two, now, vote_day):
    approve_by_two(fixed, Step.OPEN_VOTING, vote_day)
    round = operations.open_voting(round=fixed, actor=two[0], at=vote_day)
    closes_at = spans(now)[PhaseKind.VOTING][1]
    return operations.close_voting(round=round, actor=two[0], at=closes_at)


def audit(round, actor, at):
    return operations.approve_and_take(
        round=round,
        step=Step.AUDIT,
        fingerprint=agreed.fingerprint(round, Step.AUDIT),
        actor=actor,
        at=at,
    )


def test_roll_is_checked_by_two_and_each_check_is_agreed_anew(closed, two, vote_day):
    first, second = two
    with pytest.raises(BudgetingError, match="checks_failed"):
        audit(closed, first, vote_day)
    approve(closed, first, vote_day, Step.AUDIT)

    audit(closed, second, vote_day)

    leaf = LogLeaf.objects.get(kind="audit")
    assert (leaf.content["approvals"], leaf.content["foreign"]) == (2, 0)
    done = Entry.objects.get(verb="round.roll_audited")
    assert done.detail["approved_by"] == [first.pk, second.pk]
    # The log has grown, so what was approved is no longer what would be done.
    assert missing(closed, vote_day, Step.AUDIT) == ["approved_by_two"]
    with pytest.raises(BudgetingError, match="checks_failed"):
        operations.audit_roll(round=closed, actor=first, at=vote_day)


def test_nothing_is_checked_once_the_key_is_destroyed(closed, two, vote_day):
    Poll.objects.update(key_destroyed_at=vote_day)
    with pytest.raises(BudgetingError) as caught:
        approve(closed, two[0], vote_day, Step.AUDIT)
    assert caught.value.params["codes"] == ["keys_kept"]
