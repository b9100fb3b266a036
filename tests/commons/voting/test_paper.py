"""Paper ballots: two officers, one voter, one ballot."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from commons.audit.models import Entry
from commons.people.models import Elector
from commons.voting import operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, PaperBallot, Poll
from commons.voting.operations import Receipt
from commons.voting.operations.paper import DROP_AT_LEAST
from tests.factories.people import ElectorFactory

pytestmark = pytest.mark.django_db

Cast = Callable[..., Receipt]
Enter = Callable[..., PaperBallot]


@pytest.fixture
def enter(open_poll: Poll, specialist: Any) -> Enter:
    def enter_one(elector: Elector, number: str = "1", **more: Any) -> PaperBallot:
        more = {"choices": {"1": 1}, "actor": specialist, **more}
        return operations.enter_paper_ballot(
            poll=open_poll, elector=elector, number=number, at=timezone.now(), **more
        )

    return enter_one


def confirm(paper: PaperBallot, actor: Any, **more: Any) -> PaperBallot:
    return operations.confirm_paper_ballot(paper=paper, actor=actor, at=timezone.now(), **more)


def refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(VotingError) as caught:
        act()
    assert caught.value.code == code


def test_entered_choices_are_unreadable_without_the_key_of_the_poll(
    enter: Enter, voter: Elector, settings: Any
) -> None:
    paper = enter(voter)

    assert queries.paper_choices(paper) == {"1": 1}
    assert '"1"' not in paper.choices
    (settings.BIRGE_KEY_DIR / "polls" / f"{paper.poll_id}.key").unlink()
    refused("box_locked", lambda: queries.paper_choices(paper))


def test_confirmed_ballot_counts_at_the_close_and_its_paper_is_wiped(
    open_poll: Poll,
    enter: Enter,
    voter: Elector,
    moderator: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    confirm(enter(voter), moderator, choices={"1": 1})
    assert not Ballot.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    assert queries.final_ballots(poll) == [({"1": 1}, 1)]
    assert queries.counting_channels(poll) == {"paper": 1}
    paper = PaperBallot.objects.get()
    assert (paper.status, paper.choices) == ("confirmed", "")
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["poll_opened", "paper_ballot_entered", "paper_ballot_confirmed", "poll_closed"]


def test_enough_confirmed_ballots_are_dropped_together_and_once(
    open_poll: Poll, enter: Enter, enrolled: Any, moderator: Any
) -> None:
    for number in range(DROP_AT_LEAST):
        assert operations.drop_paper_ballots(poll=open_poll) == 0
        confirm(enter(enrolled(open_poll), str(number)), moderator)

    assert operations.drop_paper_ballots(poll=open_poll) == DROP_AT_LEAST
    assert operations.drop_paper_ballots(poll=open_poll) == 0
    assert Ballot.objects.filter(channel="paper", version=1).count() == DROP_AT_LEAST
    assert not PaperBallot.objects.exclude(choices="").exists()


def test_drop_that_was_interrupted_is_finished_without_a_second_ballot(
    open_poll: Poll, enter: Enter, enrolled: Any, moderator: Any, monkeypatch: Any
) -> None:
    for number in range(DROP_AT_LEAST):
        confirm(enter(enrolled(open_poll), str(number)), moderator)

    def crash(poll: Poll) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("commons.voting.operations.paper.wipe", crash)
        with pytest.raises(KeyboardInterrupt):
            operations.drop_paper_ballots(poll=open_poll)
    operations.drop_paper_ballots(poll=open_poll)

    assert Ballot.objects.count() == DROP_AT_LEAST
    assert set(PaperBallot.objects.values_list("status", "choices")) == {("confirmed", "")}


def test_one_officer_is_not_enough(enter: Enter, voter: Elector, specialist: Any) -> None:
    paper = enter(voter)

    refused("paper_needs_other_officer", lambda: confirm(paper, specialist))


def test_second_entry_that_differs_is_refused(enter: Enter, voter: Elector, moderator: Any) -> None:
    paper = enter(voter)

    refused("paper_mismatch", lambda: confirm(paper, moderator, choices={"2": 1}))
    assert PaperBallot.objects.get().status == "entered"


def test_voter_who_voted_online_gets_no_paper_ballot(
    open_poll: Poll, enter: Enter, voter: Elector, cast: Cast
) -> None:
    cast(open_poll, voter, {"2": 1})

    refused("voted_already_online", lambda: enter(voter))


def test_paper_ballot_blocks_the_online_vote_until_it_is_refused(
    open_poll: Poll, enter: Enter, voter: Elector, cast: Cast, moderator: Any
) -> None:
    paper = enter(voter)
    refused("voted_on_paper", lambda: cast(open_poll, voter, {"2": 1}))
    assert queries.paper_ballots_of([open_poll.pk], voter) == {open_poll.pk}

    operations.refuse_paper_ballot(
        paper=paper, actor=moderator, reason="no signature", at=timezone.now()
    )

    assert cast(open_poll, voter, {"2": 1}).version == 1
    assert PaperBallot.objects.get().choices == ""
    assert queries.paper_ballots_of([open_poll.pk], voter) == set()


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [("1", "1", "paper_number_used"), ("1", "2", "paper_exists")],
)
def test_form_and_voter_are_entered_once(
    open_poll: Poll,
    enter: Enter,
    voter: Elector,
    enrolled: Any,
    first: str,
    second: str,
    code: str,
) -> None:
    enter(voter, first)
    who = voter if code == "paper_exists" else enrolled(open_poll)

    refused(code, lambda: enter(who, second))


@pytest.mark.parametrize(
    ("choices", "code"), [({"1": 1, "3": 1}, "over_budget"), ({"9": 1}, "unknown_option")]
)
def test_paper_follows_the_rules_of_the_ballot(
    enter: Enter, voter: Elector, choices: dict[str, int], code: str
) -> None:
    refused(code, lambda: enter(voter, choices=choices))


def test_unconfirmed_ballot_does_not_count_and_the_log_says_so(
    open_poll: Poll, enter: Enter, voter: Elector, moderator: Any
) -> None:
    enter(voter)

    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    assert queries.final_ballots(poll) == []
    paper = PaperBallot.objects.get()
    assert (paper.status, paper.reason) == ("refused", "not_confirmed_in_time")
    assert poll.leaves.last().content["paper_not_confirmed"] == 1


def test_settled_paper_is_not_settled_again(enter: Enter, voter: Elector, moderator: Any) -> None:
    paper = confirm(enter(voter), moderator)

    refused("paper_settled", lambda: confirm(paper, moderator))


def test_stranger_to_the_roll_has_no_paper_ballot(enter: Enter) -> None:
    refused("elector_not_on_roll", lambda: enter(ElectorFactory()))


# --- with an officer's help ---


def help_voter(poll: Poll, voter: Elector, actor: Any, **more: Any) -> PaperBallot:
    told = {"reason": "no_device", "consent": True, "choices": {"1": 1}, **more}
    return operations.enter_assisted_ballot(
        poll=poll, elector=voter, actor=actor, at=timezone.now(), **told
    )


def test_assisted_vote_is_confirmed_flagged_and_counted_like_any_other(
    open_poll: Poll, voter: Elector, specialist: Any, moderator: Any
) -> None:
    paper = help_voter(open_poll, voter, specialist)
    assert (paper.channel, paper.number[:2], len(paper.number)) == ("assisted", "A-", 10)
    refused("paper_needs_other_officer", lambda: confirm(paper, specialist, choices={"1": 1}))
    refused("paper_mismatch", lambda: confirm(paper, moderator, choices={"2": 1}))

    confirm(paper, moderator, choices={"1": 1})
    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    assert queries.final_ballots(poll) == [({"1": 1}, 1)]
    assert queries.counting_channels(poll) == {"assisted": 1}
    trail = Entry.objects.filter(verb__startswith="assisted").order_by("pk")
    assert [entry.verb for entry in trail] == [
        "assisted_ballot_entered",
        "assisted_ballot_confirmed",
    ]
    assert trail[0].detail == {
        "number": paper.number,
        "reason": "no_device",
        "consent": "given",
    }


@pytest.mark.parametrize(
    ("more", "code"),
    [({"reason": " "}, "help_reason_needed"), ({"consent": False}, "help_consent_needed")],
)
def test_nobody_is_helped_without_consent_and_reason(
    open_poll: Poll, voter: Elector, specialist: Any, more: dict[str, Any], code: str
) -> None:
    refused(code, lambda: help_voter(open_poll, voter, specialist, **more))
    assert not PaperBallot.objects.exists()


def test_helped_voter_has_one_vote(
    open_poll: Poll, voter: Elector, enter: Enter, specialist: Any, cast: Cast
) -> None:
    help_voter(open_poll, voter, specialist)
    refused("paper_exists", lambda: enter(voter))
    refused("voted_on_paper", lambda: cast(open_poll, voter, {"1": 1}))
