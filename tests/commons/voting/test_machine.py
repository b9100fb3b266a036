"""The box against a simple model, whatever is done to it in whatever order."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from algorithms.log import Tree
from commons.voting import keys, operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import Poll, Tally
from tests.factories.people import ElectorFactory
from tests.factories.territories import AkimatFactory
from tests.factories.voting import OptionFactory, PollFactory

COSTS = {"1": 30_000_000, "2": 20_000_000, "3": 40_000_000}
BUDGET = 60_000_000
VOTERS = 4

any_choices = st.sets(st.sampled_from(sorted(COSTS)), max_size=3)
MOMENT = timedelta(seconds=1)

someone = st.integers(0, VOTERS - 1)


def fits(codes: set[str]) -> bool:
    return sum(COSTS[code] for code in codes) <= BUDGET


class Box(RuleBasedStateMachine):
    """`accepted`: every post that got a receipt, in order, as (voter, key, choices, receipt)."""

    @initialize(may_change=st.booleans())
    def open(self, may_change: bool) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.may_change = may_change
        self.now = timezone.now()
        poll = PollFactory(akimat=AkimatFactory(), may_change=may_change)
        for code, cost in COSTS.items():
            OptionFactory(poll=poll, code=code, cost_tenge=cost)
        self.electors = [ElectorFactory() for _ in range(VOTERS)]
        for elector in self.electors:
            operations.enrol(poll=poll, elector=elector, area="551000000")
        self.poll = operations.open_poll(poll=poll, actor=None, at=self.now)
        self.accepted: list[tuple[int, UUID, dict[str, int], Any]] = []
        self.final: dict[int, dict[str, int]] = {}
        self.closed = False

    def teardown(self) -> None:
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def _post(self, voter: int, key: UUID, choices: dict[str, int]) -> Any:
        with transaction.atomic():
            return operations.cast_ballot(
                poll=self.poll,
                elector=self.electors[voter],
                choices=choices,
                idempotency_key=key,
                nv=bytes(32),
            )

    @rule(voter=someone, codes=any_choices)
    def cast_or_change(self, voter: int, codes: set[str]) -> None:
        choices, key = dict.fromkeys(codes, 1), uuid4()
        allowed = not self.closed and fits(codes) and (self.may_change or voter not in self.final)
        try:
            receipt = self._post(voter, key, choices)
        except VotingError:
            assert not allowed
            return
        assert allowed
        self.accepted.append((voter, key, choices, receipt))
        self.final[voter] = choices

    @precondition(lambda self: self.accepted and not self.closed)
    @rule(data=st.data())
    def deliver_again(self, data: Any) -> None:
        voter, key, choices, receipt = data.draw(st.sampled_from(self.accepted))
        again = self._post(voter, key, choices)
        assert again == receipt
        assert again.repeated

    @precondition(lambda self: self.accepted and not self.closed)
    @rule(data=st.data(), codes=any_choices.filter(fits))
    def use_a_key_for_another_ballot(self, data: Any, codes: set[str]) -> None:
        voter, key, choices, _receipt = data.draw(st.sampled_from(self.accepted))
        if dict.fromkeys(codes, 1) != choices:
            with pytest.raises(VotingError, match="key_reused"):
                self._post(voter, key, dict.fromkeys(codes, 1))

    @rule(force=st.booleans(), hours=st.integers(0, 23))
    def seal(self, force: bool, hours: int) -> None:
        self.now += timedelta(hours=hours, seconds=1)
        operations.seal(poll=self.poll, at=self.now, force=force)
        if force:
            assert queries.is_sealed(self.poll)

    @precondition(lambda self: len(self.accepted) > 2)
    @rule()
    def close(self) -> None:
        """The second time nothing happens."""
        self.now += timedelta(seconds=1)
        Poll.objects.filter(pk=self.poll.pk).update(closes_at=self.poll.opens_at + MOMENT)
        operations.close_poll(poll=self.poll, actor=None, at=self.now)
        self.closed = True

    @rule(name=st.sampled_from(["greedy", "equal_shares"]))
    def tally(self, name: str) -> None:
        """Asked for twice, run twice."""
        if not self.closed:
            with pytest.raises(VotingError, match="poll_not_closed"):
                operations.request_tally(poll=self.poll, rule=name, official=False, at=self.now)
            return
        for _ in range(2):
            tally = operations.request_tally(poll=self.poll, rule=name, official=False, at=self.now)
            operations.run_tally(tally.pk)
            operations.run_tally(tally.pk)
        outcome = queries.outcome(Tally.objects.get(pk=tally.pk))
        assert outcome is not None
        votes = Counter(code for choices in self.final.values() for code in choices)
        assert outcome.voters == len(self.final)
        assert {p.id: p.votes for p in outcome.projects} == {c: votes[c] for c in COSTS}

    @invariant()
    def box_holds_what_was_accepted(self) -> None:
        if not hasattr(self, "poll"):
            return
        held = {bytes(leaf) for leaf in self.poll.ballots.values_list("leaf", flat=True)}
        assert held == {receipt.leaf for *_post, receipt in self.accepted}
        assert self.poll.slots.count() == len(self.final)
        key = keys.poll_key(self.poll.pk)
        for voter, choices in self.final.items():
            slot = self.poll.slots.get(slot=keys.slot_of(key, self.electors[voter].pk))
            newest = self.poll.ballots.get(slot=slot.slot, version=slot.current)
            assert newest.choices == choices

    @invariant()
    def log_only_grows_and_its_heads_hold(self) -> None:
        if not hasattr(self, "poll"):
            return
        rows = list(self.poll.leaves.order_by("index").values_list("index", "kind", "hash"))
        leaves = [bytes(leaf) for _index, _kind, leaf in rows]
        assert [index for index, _kind, _leaf in rows] == list(range(len(rows)))
        logged = [
            leaf for leaf, (_i, kind, _l) in zip(leaves, rows, strict=True) if kind == "ballot"
        ]
        accepted = {receipt.leaf for *_post, receipt in self.accepted}
        assert len(set(logged)) == len(logged)
        assert set(logged) <= accepted
        if self.closed:
            assert set(logged) == accepted
        for head in self.poll.heads.all():
            assert Tree(leaves[: head.size]).root == bytes(head.root)
        earlier = getattr(self, "seen", [])
        assert leaves[: len(earlier)] == earlier
        self.seen = leaves


@pytest.mark.django_db
def test_box_does_what_a_simple_model_does() -> None:
    run_state_machine_as_test(
        Box,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
