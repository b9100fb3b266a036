"""Counting: the same as a direct call, repeatable, and honest when it fails."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from algorithms.allocation import Election, Project, TieBreak, equal_shares, greedy
from commons.people.models import Elector
from commons.voting import counting, lots, operations, queries, tasks
from commons.voting.errors import VotingError
from commons.voting.models import Poll, Tally
from commons.voting.operations import Receipt
from tests.factories.voting import OptionFactory, PollFactory

Cast = Callable[..., Receipt]

pytestmark = pytest.mark.django_db

BALLOTS = [{"1": 1, "2": 1}, {"2": 1, "3": 1}, {"3": 1}, {"1": 1}, {}]


@pytest.fixture
def counted_poll(draft_poll: Poll, enrolled: Any, cast: Cast, moderator: Any) -> Poll:
    """Five voters; the first changed their mind."""
    electors = [enrolled(draft_poll) for _ in BALLOTS]
    poll = operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())
    cast(poll, electors[0], {"3": 1})
    for elector, choices in zip(electors, BALLOTS, strict=True):
        cast(poll, elector, choices)
    return operations.close_poll(poll=poll, actor=moderator, at=timezone.now())


def request(poll: Poll, rule: str, **more: Any) -> Tally:
    more.setdefault("official", True)
    return operations.request_tally(poll=poll, rule=rule, at=timezone.now(), **more)


def direct_election() -> Election:
    drawn = lots.draw("the draw of the tests", ["1", "2", "3"])
    costs = {"1": 30_000_000, "2": 20_000_000, "3": 40_000_000}
    projects = [Project(code, costs[code]) for code in sorted(costs, key=drawn.__getitem__)]
    return Election(60_000_000, projects, [(ballot, 1) for ballot in BALLOTS])


def test_final_ballots_are_the_last_versions(counted_poll: Poll) -> None:
    assert sorted(queries.final_ballots(counted_poll), key=str) == sorted(
        [(ballot, 1) for ballot in BALLOTS], key=str
    )


def test_greedy_tally_equals_a_direct_call(counted_poll: Poll) -> None:
    tally = request(counted_poll, "greedy")

    operations.run_tally(tally.pk)

    ties = TieBreak.published(lots.draw("the draw of the tests", ["1", "2", "3"]))
    expected = greedy(direct_election(), ties=ties)
    assert queries.official_outcome(counted_poll).to_json() == expected.to_json()


def test_equal_shares_tally_equals_a_direct_call(counted_poll: Poll) -> None:
    tally = request(counted_poll, "equal_shares", params={"step": 1000})

    operations.run_tally(tally.pk)

    ties = TieBreak.published(lots.draw("the draw of the tests", ["1", "2", "3"]))
    expected = equal_shares(direct_election(), ties=ties, completion="add1+utilitarian", step=1000)
    tally.refresh_from_db()
    assert tally.outcome == expected.to_json()
    assert (tally.status, tally.progress) == ("done", 1)


def test_both_rules_name_the_same_input(counted_poll: Poll) -> None:
    for rule, official in (("greedy", True), ("equal_shares", False)):
        operations.run_tally(request(counted_poll, rule, official=official).pk)

    hashes = set(Tally.objects.values_list("input_hash", flat=True))
    assert len(hashes) == 1
    assert len(hashes.pop()) == 64
    assert [tally.rule for tally in queries.tallies(counted_poll)] == ["greedy", "equal_shares"]


def test_message_to_the_worker_counts_after_the_commit(
    counted_poll: Poll, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tally = request(counted_poll, "greedy")

    tally.refresh_from_db()
    assert tally.status == "done"


def test_sweep_counts_what_no_message_announced(counted_poll: Poll) -> None:
    tally = request(counted_poll, "greedy")
    Tally.objects.update(status="running")  # as a killed worker leaves it

    tasks.sweep_tallies()

    tally.refresh_from_db()
    assert tally.status == "done"


def test_second_run_of_a_done_tally_changes_nothing(counted_poll: Poll) -> None:
    tally = request(counted_poll, "greedy")
    operations.run_tally(tally.pk)
    first = Tally.objects.values().get()

    operations.run_tally(tally.pk)
    assert request(counted_poll, "greedy").pk == tally.pk

    assert Tally.objects.values().get() == first


def test_failed_tally_shows_why_and_can_be_asked_for_again(counted_poll: Poll) -> None:
    tally = request(counted_poll, "equal_shares", params={"completion": "magic"})
    operations.run_tally(tally.pk)
    tally.refresh_from_db()
    assert tally.status == "failed"
    assert "completion" in tally.error
    assert queries.official_outcome(counted_poll) is None

    again = request(counted_poll, "equal_shares")
    operations.run_tally(again.pk)

    again.refresh_from_db()
    assert (again.pk, again.status, again.error) == (tally.pk, "done", "")


@pytest.mark.parametrize(
    ("rule", "params", "code"),
    [("dice", {}, "unknown_rule"), ("greedy", {"completion": "add1"}, "unknown_setting")],
)
def test_unknown_rules_and_settings_are_refused(
    counted_poll: Poll, rule: str, params: dict[str, Any], code: str
) -> None:
    with pytest.raises(VotingError, match=code):
        request(counted_poll, rule, params=params)


def test_nothing_is_counted_while_the_poll_is_open(
    open_poll: Poll, voter: Elector, cast: Cast
) -> None:
    cast(open_poll, voter, {"1": 1})
    hidden = [
        queries.final_ballots,
        queries.final_ballots_by_area,
        queries.counting_channels,
        queries.turnout_by_area,
        lambda poll: request(poll, "greedy"),
    ]
    for look in hidden:
        with pytest.raises(VotingError, match="poll_not_closed"):
            look(open_poll)
    assert (queries.turnout(open_poll).voters, queries.turnout(open_poll).share) == (1, 1.0)


def test_turnout_counts_voters_not_versions(counted_poll: Poll) -> None:
    turnout = queries.turnout(counted_poll)

    assert (turnout.voters, turnout.roll, turnout.share) == (5, 5, 1.0)
    assert queries.turnout_by_area(counted_poll)["551000000"].voters == 5
    assert queries.counting_channels(counted_poll) == {"online": 5}


def test_lots_follow_the_public_formula() -> None:
    # printf '%s' 'seed/1' | sha256sum, and so on: 2 < 3 < 1
    assert lots.draw("seed", ["1", "2", "3"]) == {
        code: place
        for place, code in enumerate(sorted("123", key=lambda c: lots.ticket("seed", c)), 1)
    }
    assert lots.ticket("seed", "1")[:16] == "8dd6c1357c97a0b7"


def test_points_are_counted_as_points(akimat: Any, enrolled: Any, cast: Cast) -> None:
    poll = PollFactory(akimat=akimat, ballot_format="points", budget_tenge=10_000_000)
    for code in "12":
        OptionFactory(poll=poll, code=code)
    voters = [enrolled(poll) for _ in range(3)]
    poll = operations.open_poll(poll=poll, actor=None, at=timezone.now())
    for voter, choices in zip(voters, [{"1": 1}, {"1": 1}, {"2": 5}], strict=True):
        cast(poll, voter, choices)
    Poll.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    poll = operations.close_poll(poll=poll, actor=None, at=timezone.now())

    tally = request(poll, "greedy")
    operations.run_tally(tally.pk)

    tally.refresh_from_db()
    assert tally.params["measure"] == "points"
    assert tally.outcome["selected"] == ["2"]
    assert counting.settings_of(poll, "equal_shares", {})["utility"] == "score"


# --- settings ---


@pytest.mark.parametrize("ballot_format", ["points", "score", "ordinal"])
def test_formats_with_points_are_counted_by_points(ballot_format: str) -> None:
    settings = {rule: counting.announced(ballot_format, rule, {}) for rule in counting.SETTINGS}
    assert settings["greedy"]["measure"] == "points"
    assert settings["equal_shares"]["utility"] == "score"
    assert settings["max_welfare"]["utility"] == "score"


@pytest.mark.parametrize("ballot_format", ["approval", "knapsack", "single", "yes_no"])
def test_formats_without_points_are_counted_by_votes(ballot_format: str) -> None:
    settings = {rule: counting.announced(ballot_format, rule, {}) for rule in counting.SETTINGS}
    assert settings["greedy"]["measure"] == "votes"
    assert settings["equal_shares"]["utility"] == "cost"
    assert settings["max_welfare"]["utility"] == "cost"


@pytest.mark.parametrize("rule", counting.SETTINGS)
def test_only_the_step_waits_for_the_voters(rule: str) -> None:
    settings = counting.announced("approval", rule, {})
    waiting = {name for name, value in settings.items() if value is None}
    assert waiting - {"threshold_share"} == ({"step"} if rule == "equal_shares" else set())
    assert counting.announced("approval", rule, settings) == settings


@pytest.mark.parametrize("rule", counting.SETTINGS)
def test_every_rule_counts_and_can_be_read_back(counted_poll: Poll, rule: str) -> None:
    tally = request(counted_poll, rule, params={"threshold_share": 3, "min_votes": 1})
    operations.run_tally(tally.pk)

    tally.refresh_from_db()
    assert (tally.status, tally.error) == ("done", "")
    outcome = queries.outcome(tally)
    assert outcome is not None
    # 5 voters, 60 million: 5 * 30/180, 5 * 20/180 and 5 * 40/180 votes, rounded up.
    assert outcome.rule["min_votes"] == {"1": 1, "2": 1, "3": 2}
    assert {step.project for step in outcome.trace} == {"1", "2", "3"}


def test_larger_threshold_holds() -> None:
    election = Election(60, [Project("a", 60), Project("b", 6)], [({"a": 1, "b": 1}, 9)])
    assert counting.least_votes(election, 2, None) == 2
    assert counting.least_votes(election, 2, 3) == {"a": 3, "b": 2}
    assert counting.least_votes(election, {"b": 9}, 3) == {"a": 3, "b": 9}


# --- what was announced, what was added ---


@pytest.mark.usefixtures("without_walls")
def test_announced_settings_decide(counted_poll: Poll) -> None:
    promised = counting.announced(counted_poll.ballot_format, "equal_shares", {"min_votes": 1})
    Poll.objects.filter(pk=counted_poll.pk).update(rule="equal_shares", params=promised)

    tally = request(counted_poll, "equal_shares", params=promised)

    step = counted_poll.budget_tenge // 5000
    assert tally.params == {**promised, "step": step}


@pytest.mark.parametrize(
    ("rule", "params"), [("greedy", {}), ("equal_shares", {"min_votes": 2}), ("equal_shares", {})]
)
@pytest.mark.usefixtures("without_walls")
def test_nothing_else_than_the_announced_can_decide(
    counted_poll: Poll, rule: str, params: dict[str, Any]
) -> None:
    promised = counting.announced(counted_poll.ballot_format, "equal_shares", {"min_votes": 1})
    Poll.objects.filter(pk=counted_poll.pk).update(rule="equal_shares", params=promised)

    with pytest.raises(VotingError, match="not_as_announced"):
        request(counted_poll, rule, params=params)
    assert request(counted_poll, rule, params=params, official=False).rule == rule


def test_added_money_is_spent_and_told(counted_poll: Poll) -> None:
    plain = request(counted_poll, "greedy")
    operations.run_tally(plain.pk)
    added = request(counted_poll, "equal_shares", official=False, added_budget=30_000_000)
    operations.run_tally(added.pk)

    plain.refresh_from_db()
    added.refresh_from_db()
    assert counting.parted(added.params)[1] == added.params["added_budget"] == 30_000_000
    assert added.params["step"] == 90_000_000 // 5000
    assert (plain.outcome["budget"], added.outcome["budget"]) == (60_000_000, 90_000_000)
    assert sorted(added.outcome["selected"]) == ["1", "2", "3"]
    assert plain.input_hash != added.input_hash
