"""Redis is flushed, then gone, while people vote."""

import socket

import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


def flush(port):
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.sendall(b"FLUSHALL\r\n")
        assert link.recv(16).startswith(b"+OK")


def test_votes_are_taken_while_redis_is_flushed_and_stopped(stack, crowd):
    voters = crowd(150)
    stack.start_web()
    stack.start_worker()
    poll = voters.scene["poll"]

    with voters.voting():
        stack.ask("send", "commons.voting.tasks.seal_polls")
        flush(stack.redis_port)
        before = len(voters.acknowledged)
        wait_for(lambda: len(voters.acknowledged) >= before + 40, "40 casts after the flush")
        stack.kill("redis")
        before = len(voters.acknowledged)
        wait_for(lambda: len(voters.acknowledged) >= before + 40, "40 casts without Redis")
    stack.ask("close", poll)
    stack.ask("request_tally", poll, "greedy")

    stack.start_redis()
    stack.start_beat()
    wait_for(lambda: voters.examined()["tallies"] == {"greedy": "done"}, "the sweep counts")
    found = voters.examined()
    assert found["broken"] == []
    assert voters.refused == []
    assert found["voters"] == 150
    assert found["logged"] == len(voters.acknowledged)
