"""The web server dies while people vote."""

import time

import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


def test_web_server_killed_during_200_casts_loses_no_receipt(stack, crowd):
    voters = crowd(200)
    stack.start_web()

    with voters.voting():
        for _ in range(3):
            before = len(voters.acknowledged)
            wait_for(lambda n=before + 50: len(voters.acknowledged) >= n, "50 more casts")
            stack.kill("web")
            time.sleep(0.3)
            stack.start_web()
    stack.ask("close", voters.scene["poll"])

    found = voters.examined()
    assert found["broken"] == []
    assert voters.refused == []
    assert found["voters"] == 200
    assert len(voters.acknowledged) == found["ballots"] == found["logged"] >= 200
    assert voters.attempts > len(voters.acknowledged), "nobody was interrupted"
