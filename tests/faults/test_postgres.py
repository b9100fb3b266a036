"""The database dies while people vote."""

import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


def test_database_killed_while_people_vote_loses_no_receipt(stack, crowd):
    voters = crowd(120)
    stack.start_web()

    with voters.vote(ballots_each=2):
        for answered in (60, 150):
            wait_for(lambda n=answered: len(voters.acknowledged) >= n, f"{answered} casts")
            stack.kill_postgres()
            stack.start_postgres()
    stack.ask("close", voters.scene["poll"])

    found = voters.examined()
    assert found["broken"] == []
    assert voters.refused == []
    assert found["voters"] == 120
    assert found["ballots"] == found["logged"] == len(voters.acknowledged) == 240
    assert voters.attempts > 240, "nobody was interrupted: the test showed nothing"
