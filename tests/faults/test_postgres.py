"""The database dies while people vote."""

import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


def test_database_killed_while_people_vote_loses_no_receipt(stack, crowd):
    voters = crowd(120)
    stack.start_web()

    with voters.voting():
        for _ in range(2):
            before = len(voters.acknowledged)
            wait_for(lambda n=before + 50: len(voters.acknowledged) >= n, "50 more casts")
            stack.kill_postgres()
            stack.start_postgres()
    stack.ask("close", voters.scene["poll"])

    found = voters.examined()
    assert found["broken"] == []
    assert voters.refused == []
    assert found["voters"] == 120
    assert found["ballots"] == found["logged"] == len(voters.acknowledged)
    assert voters.attempts > len(voters.acknowledged), "nobody was interrupted"
