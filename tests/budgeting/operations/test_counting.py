"""From ballots to winners, and the sweep that does what the clock brings."""

import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from budgeting import operations
from budgeting.enums import PhaseKind, ProjectStatus, RoundStatus, Rule
from budgeting.errors import BudgetingError
from budgeting.models import Phase, Project, Round
from budgeting.tasks import sweep_polls
from commons.audit.models import Entry
from commons.notifications.queries import messages
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.models import Poll, Tally
from tests.factories.approvals import open_voting, publish_result
from tests.factories.budgeting import DAYS, announced, find, in_review
from tests.factories.people import ResidentFactory

pytestmark = pytest.mark.django_db

COSTS = [40_000_000, 25_000_000, 20_000_000]


@pytest.fixture
def start():
    """So long ago that voting is open now, by the database's clock too."""
    return timezone.now() - timedelta(days=30)


@pytest.fixture
def open_round(akimat, district, expert, specialist, resident, start):
    """60 million and three projects of 40, 25 and 20; ten voters."""
    round = announced(akimat, start, council=[expert], min_votes=1)
    at = start + timedelta(days=DAYS[PhaseKind.REVIEW][0])
    for project, cost in zip(in_review(round, resident, start, count=3), COSTS, strict=True):
        find(project, specialist, at, cost=cost)
    ResidentFactory.create_batch(9, lives_in=(akimat, district))
    operations.fix_ballot(round=round, actor=None, at=at)
    return open_voting(round=round, actor=None, at=timezone.now())


def project_of(cost: int) -> Project:
    return Project.objects.get(cost_tenge=cost)


def vote(round: Round) -> None:
    """Six want the dear project, four the two cheap ones."""
    poll = round.envelopes.get().poll
    codes = [project_of(cost).option.code for cost in COSTS]
    electors = [entry.elector for entry in poll.roll.select_related("elector").order_by("pk")]
    for number, elector in enumerate(electors):
        chosen = codes[:1] if number < 6 else codes[1:]
        voting.cast_ballot(
            poll=poll,
            elector=elector,
            choices=dict.fromkeys(chosen, 1),
            idempotency_key=uuid4(),
            nv=secrets.token_bytes(32),
        )


@pytest.fixture
def over(open_round):
    """The ballots are in and the announced end has passed."""
    vote(open_round)
    ended = timezone.now() - timedelta(seconds=1)
    Phase.objects.filter(round=open_round, kind=PhaseKind.VOTING).update(closes_at=ended)
    Poll.objects.update(closes_at=ended)
    return open_round


@pytest.fixture
def closed(over):
    return operations.close_voting(round=over, actor=None, at=timezone.now())


@pytest.fixture
def counted(closed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        operations.count(round=closed, actor=None, at=timezone.now())
    return operations.settle_count(round=closed, at=timezone.now())


def test_every_rule_is_counted_and_one_decides(counted):
    poll = counted.envelopes.get().poll
    tallies = {tally.rule: tally for tally in votes.tallies(poll)}

    assert counted.status == RoundStatus.COUNTED
    assert tallies.keys() == set(Rule.values)
    assert [rule for rule, tally in tallies.items() if tally.official] == ["equal_shares"]
    assert tallies["equal_shares"].params["completion"] == "add1+utilitarian"
    # Nothing is set: a thousandth of the equal share, fixed when the count begins.
    voters = votes.turnout(poll).voters
    assert tallies["equal_shares"].params["step"] == poll.budget_tenge // (1000 * voters)
    assert {tally.params["min_votes"] for tally in tallies.values()} == {1}


def test_round_is_counted_only_when_every_tally_is_done(closed):
    operations.count(round=closed, actor=None, at=timezone.now())
    assert Tally.objects.count() == len(Rule.values)
    for tally in Tally.objects.all():
        assert operations.settle_count(round=closed, at=timezone.now()).status == "voting_closed"
        voting.run_tally(tally.pk)
    assert operations.settle_count(round=closed, at=timezone.now()).status == RoundStatus.COUNTED


def test_open_vote_is_not_counted(open_round):
    with pytest.raises(BudgetingError, match="wrong_state"):
        operations.count(round=open_round, actor=None, at=timezone.now())


def test_result_makes_winners_and_losers_and_tells_the_author(counted, resident):
    round = publish_result(round=counted, actor=None, at=timezone.now())

    # Greedy by votes: 40 with six votes, then 20. Equal Shares: each holds 6 million; the four
    # buy 20 at 5 each, the six can only raise 36 of 40, so shares rise until 40 is bought too.
    official = votes.official_outcome(round.envelopes.get().poll)
    won = {p.cost_tenge for p in Project.objects.filter(status=ProjectStatus.WON)}
    assert round.status == RoundStatus.RESULT_PUBLISHED
    assert (
        won
        == {
            project_of(c).cost_tenge
            for c in COSTS
            if project_of(c).option.code in official.selected
        }
        == {40_000_000, 20_000_000}
    )
    assert project_of(25_000_000).status == ProjectStatus.LOST
    kinds = [message.kind for message in messages(resident)]
    assert kinds.count("budget_project_won") == 2
    assert kinds.count("budget_project_lost") == 1


def test_result_is_published_once(counted):
    publish_result(round=counted, actor=None, at=timezone.now())
    with pytest.raises(BudgetingError, match="wrong_state"):
        operations.publish_result(round=counted, actor=None, at=timezone.now())


# --- settings and failures ---


@pytest.mark.usefixtures("without_walls")
def test_count_uses_every_setting_of_the_round(closed):
    Round.objects.filter(pk=closed.pk).update(
        completion="none", add1_start="floor", add1_step=7, add1_stop="overspend",
        comparison=True, threshold_share=3, min_votes=2,
    )  # fmt: skip
    Poll.objects.update(rule="", params={})  # as of a poll from before counts were announced
    closed.refresh_from_db()
    operations.count(round=closed, actor=None, at=timezone.now())

    params = {tally.rule: tally.params for tally in Tally.objects.all()}
    assert params["equal_shares"] == {
        "utility": "cost", "completion": "none", "start": "floor", "step": 7,
        "stop": "overspend", "comparison": True, "min_votes": 2, "threshold_share": 3,
        "ties": ["votes", "cost", "lot"],
    }  # fmt: skip
    assert params["phragmen"] == {
        "min_votes": 2, "threshold_share": 3, "ties": ["votes", "cost", "lot"],
    }  # fmt: skip


@pytest.mark.usefixtures("without_walls")
def test_what_was_announced_decides_whatever_the_round_says_now(closed):
    poll = closed.envelopes.get().poll
    announced_params = {"min_votes": 3, "ties": ["cost", "votes", "lot"]}
    Poll.objects.filter(pk=poll.pk).update(rule="greedy", params=announced_params)
    operations.count(round=closed, actor=None, at=timezone.now())

    tally = Tally.objects.get(official=True)
    assert (tally.rule, tally.params["min_votes"]) == ("greedy", 3)
    assert tally.params["ties"] == ["cost", "votes", "lot"]


def test_failed_comparison_holds_nothing_up_and_only_a_person_repeats_it(closed, moderator):
    operations.count(round=closed, actor=None, at=timezone.now())
    for tally in Tally.objects.all():
        voting.run_tally(tally.pk)
    Tally.objects.filter(rule="max_welfare").update(status="failed", outcome=None, error="no")
    operations.count(round=closed, actor=None, at=timezone.now())
    assert Tally.objects.get(rule="max_welfare").status == "failed"
    operations.count(round=closed, actor=moderator, at=timezone.now())
    assert Tally.objects.get(rule="max_welfare").status == "waiting"

    Tally.objects.filter(rule="max_welfare").update(status="failed")
    settled = operations.settle_count(round=closed, at=timezone.now())
    assert settled.status == RoundStatus.COUNTED


def test_failed_deciding_count_is_asked_for_again(closed):
    operations.count(round=closed, actor=None, at=timezone.now())
    for tally in Tally.objects.all():
        voting.run_tally(tally.pk)
    Tally.objects.filter(official=True).update(status="failed", outcome=None, error="no")
    settled = operations.settle_count(round=closed, at=timezone.now())
    assert settled.status == RoundStatus.VOTING_CLOSED
    operations.count(round=closed, actor=None, at=timezone.now())
    assert Tally.objects.get(official=True).status == "waiting"


# --- the sweep ---


def test_sweep_closes_and_counts_what_is_over_and_does_nothing_twice(
    over, django_capture_on_commit_callbacks
):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            sweep_polls()
    over.refresh_from_db()
    assert over.status == RoundStatus.COUNTED
    entries = Entry.objects.count()
    sweep_polls()
    assert Entry.objects.count() == entries


def test_sweep_opens_nothing_and_closes_nothing_early(open_round):
    Round.objects.update(status=RoundStatus.BALLOT_FIXED)
    sweep_polls()
    open_round.refresh_from_db()
    assert open_round.status == RoundStatus.BALLOT_FIXED

    Round.objects.update(status=RoundStatus.VOTING_OPEN)
    sweep_polls()
    open_round.refresh_from_db()
    assert open_round.status == RoundStatus.VOTING_OPEN


def test_round_that_fails_does_not_hold_up_the_others(over, akimat, expert, start, caplog):
    broken = announced(akimat, start, council=[expert], slug="broken")
    Round.objects.filter(pk=broken.pk).update(status=RoundStatus.VOTING_OPEN)
    Phase.objects.filter(round=broken, kind=PhaseKind.VOTING).update(
        closes_at=timezone.now() - timedelta(seconds=1)
    )
    broken.envelopes.update(
        poll=Poll.objects.create(
            akimat=akimat,
            ballot_format="knapsack",
            budget_tenge=1,
            opens_at=start,
            closes_at=start + timedelta(days=1),
        )
    )

    sweep_polls()

    broken.refresh_from_db()
    over.refresh_from_db()
    assert broken.status == RoundStatus.VOTING_OPEN
    assert over.status != RoundStatus.VOTING_OPEN
    assert "could not close" in caplog.text
