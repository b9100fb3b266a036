"""Machines whose clocks are two hours off: only the database's clock decides."""

from uuid import uuid4

import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("offset", [2, -2])
def test_wrong_clock_of_the_web_server_lets_nobody_in_late_and_nobody_out_early(
    stack, crowd, offset
):
    voters = crowd(12)
    poll, (first, *_rest) = voters.scene["poll"], voters.scene["voters"]
    stack.ask("closes_in", poll, "3600")
    stack.start_web(offset)

    voters.vote_once()
    assert voters.refused == []
    assert len(voters.acknowledged) == 12

    stack.ask("closes_in", poll, "-1")
    code = voters.scene["codes"]["20000000"]
    assert voters.post(first[0], str(uuid4()), [code]) == 409
    stack.ask("close", poll)
    found = voters.examined()
    assert found["broken"] == []
    assert found["ballots"] == 12


def test_workers_with_wrong_clocks_sign_heads_in_the_order_of_time(stack, crowd):
    voters = crowd(30)
    stack.start_web()
    stack.start_worker("ahead", offset=2)
    poll = voters.scene["poll"]
    voters.vote_once()
    stack.ask("send", "commons.voting.tasks.seal_polls")
    wait_for(lambda: voters.examined()["heads"] >= 2, "the fast clock seals")
    stack.kill("ahead")

    stack.start_worker("behind", offset=-2)
    voters.vote_once()
    stack.ask("send", "commons.voting.tasks.seal_polls")
    wait_for(lambda: voters.examined()["heads"] >= 3, "the slow clock seals")
    stack.ask("close", poll)

    found = voters.examined()
    assert found["broken"] == []
    assert found["heads"] >= 4
    assert found["ballots"] == found["logged"] == 60
