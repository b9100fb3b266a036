"""The web server dies while people vote."""

import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


def test_web_server_killed_during_200_casts_loses_no_receipt(stack, crowd):
    voters = crowd(200)
    stack.start_web()

    with voters.vote():
        for answered in (40, 100, 160):
            wait_for(lambda n=answered: len(voters.acknowledged) >= n, f"{answered} casts")
            stack.kill("web")
            stack.start_web()
    stack.ask("close", voters.scene["poll"])

    found = voters.examined()
    assert found["broken"] == []
    assert voters.refused == []
    assert len(voters.acknowledged) == found["voters"] == found["ballots"] == found["logged"] == 200
    assert voters.attempts > 200, "nobody was interrupted: the test showed nothing"
