"""The background worker dies in the middle of its work, and its tasks come twice."""

import time

import psycopg
import pytest

from tests.faults.stack import wait_for

pytestmark = pytest.mark.faults


def running(stack, statement):
    """Whether some connection is at this moment busy with it."""
    with psycopg.connect(stack.database_url, autocommit=True) as link:
        return link.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND query LIKE %s"
            " AND pid <> pg_backend_pid()",
            [f"%{statement}%"],
        ).fetchone()[0]


def one(stack, query):
    with psycopg.connect(stack.database_url, autocommit=True) as link:
        return link.execute(query).fetchone()[0]


def test_worker_killed_in_the_middle_of_a_seal(stack, crowd):
    voters = crowd(20)
    stack.start_web()
    voters.vote_once()
    poll = voters.scene["poll"]
    stack.ask("fill", poll, "60000")
    before = one(stack, "SELECT count(*) FROM voting_logleaf")

    stack.start_worker()
    stack.ask("send", "commons.voting.tasks.seal_polls")
    wait_for(lambda: running(stack, "COPY voting_logleaf"), "the seal writes leaves")
    stack.kill("worker")
    wait_for(lambda: not running(stack, "COPY voting_logleaf"), "its transaction ends")
    assert one(stack, "SELECT count(*) FROM voting_logleaf") == before

    stack.start_worker()
    stack.ask("send", "commons.voting.tasks.seal_polls")
    wait_for(
        lambda: one(stack, "SELECT count(*) FROM voting_logleaf") == before + 60020,
        "the next seal logs all",
    )
    wait_for(lambda: not running(stack, "voting_log"), "the seal ends")
    stack.ask("close", poll)
    found = voters.examined()
    assert found["broken"] == []
    assert found["ballots"] == found["logged"] == 60020


def test_worker_killed_in_the_middle_of_a_tally(stack, crowd):
    voters = crowd(20)
    stack.start_web()
    voters.vote_once()
    poll = voters.scene["poll"]
    stack.ask("fill", poll, "40000")
    stack.ask("close", poll)

    # Counting waits for the ballots, so that the kill surely falls into it.
    with psycopg.connect(stack.database_url) as link:
        link.execute("LOCK TABLE voting_option IN ACCESS EXCLUSIVE MODE")
        stack.start_worker()
        tally = None
        with psycopg.connect(stack.database_url, autocommit=True) as other:
            tally = other.execute(
                "INSERT INTO voting_tally (poll_id, rule, params, official, status, progress,"
                " input_hash, error, requested_at) VALUES (%s, 'greedy', %s, false, 'waiting', 0,"
                " '', '', now()) RETURNING id",
                [
                    poll,
                    '{"measure":"votes","min_votes":0,"stop_at_first_misfit":false,'
                    '"ties":["votes","cost","lot"]}',
                ],
            ).fetchone()[0]
        stack.ask("send", "commons.voting.tasks.count_poll", "1", str(tally))
        wait_for(
            lambda: one(stack, "SELECT count(*) FROM voting_tally WHERE status = 'running'"),
            "the count runs",
        )
        stack.kill("worker")
    assert one(stack, "SELECT status FROM voting_tally") == "running"

    stack.start_worker()
    stack.start_beat()
    wait_for(lambda: one(stack, "SELECT status FROM voting_tally") == "done", "the sweep counts")
    found = voters.examined()
    assert found["broken"] == []
    assert found["tallies"] == {"greedy": "done"}


def test_every_task_delivered_twice_at_once_and_after_the_close(stack, crowd):
    voters = crowd(60)
    stack.start_web()
    stack.start_worker("one")
    stack.start_worker("two")
    poll = voters.scene["poll"]
    tasks = ("seal_polls", "sweep_tallies")

    with voters.voting():
        for _ in range(3):
            for task in tasks:
                stack.ask("send", f"commons.voting.tasks.{task}", "2")
    stack.ask("close", poll)
    tally = stack.ask("request_tally", poll, "equal_shares")
    stack.ask("send", "commons.voting.tasks.count_poll", "4", str(tally))
    for task in tasks:
        stack.ask("send", f"commons.voting.tasks.{task}", "4")

    wait_for(lambda: voters.examined()["tallies"] == {"equal_shares": "done"}, "it is counted")
    time.sleep(2)  # what is delivered late must change nothing
    found = voters.examined()
    assert found["broken"] == []
    assert found["voters"] == 60
    assert found["logged"] == len(voters.acknowledged)


def test_two_schedules_at_once_do_everything_once(stack, crowd):
    voters = crowd(60)
    stack.start_web()
    stack.start_worker("one")
    stack.start_worker("two")
    stack.start_beat("beat")
    stack.start_beat("another")
    poll = voters.scene["poll"]

    voters.vote_once()
    voters.vote_once()
    stack.ask("closes_in", poll, "1")
    wait_for(lambda: voters.examined()["status"] == "closed", "the schedule closes the vote")
    wait_for(
        lambda: set(voters.examined()["tallies"].values()) == {"done"}, "the schedule counts it"
    )
    found = voters.examined()
    assert found["broken"] == []
    assert found["voters"] == 60
    assert found["ballots"] == found["logged"] == 120
