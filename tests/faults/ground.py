"""What a test asks of the installation, in a process that sees only its database and its keys.

`prepare N`: a round that votes now, and N residents who are signed in.
`examine POLL CASTS`: the model is a list [elector, key, choices] for each acknowledged cast of a
voter, the last one last; the answer names every promise that is broken.
"""

import json
import os
import secrets
import sys
import traceback
from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from algorithms.log import Tree, head_statement  # noqa: E402
from budgeting.enums import ProjectStatus  # noqa: E402
from commons.people.models import Person  # noqa: E402
from commons.territories.enums import Level  # noqa: E402
from commons.voting import keys, operations, queries  # noqa: E402
from commons.voting.models import Poll, Tally  # noqa: E402
from config.celery import app  # noqa: E402
from tests.factories.budgeting import announced, in_review  # noqa: E402
from tests.factories.people import ElectorFactory, ResidentFactory  # noqa: E402
from tests.factories.territories import (  # noqa: E402
    AkimatFactory,
    DistrictFactory,
    TerritoryFactory,
)
from tests.fixtures.ballot import CITYWIDE, DAYS_AGO, vote_on  # noqa: E402

COSTS = (30_000_000, 20_000_000, 40_000_000)


def prepare(count: str) -> dict[str, Any]:
    region = TerritoryFactory(kato=CITYWIDE, level=Level.REGION, iso="KZ-55", name="Pavlodar")
    akimat = AkimatFactory(territory=region, slug="pavlodar")
    district = DistrictFactory(kato="551000000", name="Pavlodar city")
    people = [
        ResidentFactory(elector=ElectorFactory(), lives_in=(akimat, district))
        for _ in range(int(count))
    ]
    announced_at = timezone.now() - timedelta(days=DAYS_AGO)
    round = announced(akimat, announced_at, council=people[:1], envelopes=[(region, 60_000_000)])
    projects = in_review(round, people[0], announced_at, count=len(COSTS))
    for project, cost in zip(projects, COSTS, strict=True):
        project.cost_tenge, project.status = cost, ProjectStatus.FEASIBLE
        project.save()
    vote_on(round, announced_at, is_open=True)
    poll = Poll.objects.get()
    return {
        "poll": str(poll.pk),
        "path": f"/en/pavlodar/budget/{round.slug}/vote/{CITYWIDE}/cast/",
        "codes": {str(o.cost_tenge): o.code for o in poll.options.all()},
        "voters": [[_session(person), str(person.elector_id)] for person in people],
    }


def _session(person: Person) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def fill(poll: str, count: str) -> int:
    """So many further ballots, cast by nobody we know, put into the open box at once."""
    from commons.voting.operations import importing

    box = Poll.objects.get(pk=poll)
    codes = list(box.options.values_list("code", flat=True))
    ballots = (({secrets.choice(codes): 1}, "551000000") for _ in range(int(count)))
    rows = list(importing._rows(box, ballots, True, None))
    with transaction.atomic(), connection.cursor() as cursor:
        with cursor.copy(importing._COPY_SLOTS) as copy:
            for slot, pub, area, *_rest in rows:
                copy.write_row((uuid4(), box.pk, slot, pub, area, 1))
        with cursor.copy(importing._COPY_BALLOTS) as copy:
            for slot, _pub, _area, choices, n1, n2, nv, leaf in rows:
                known = (uuid4(), box.pk, slot, 1, uuid4(), choices, "online")
                copy.write_row((*known, n1, n2, nv, leaf))
    return len(rows)


def send(task: str, times: str = "1", *arguments: str) -> int:
    """The same message so many times; `arguments` are those of the task."""
    for _ in range(int(times)):
        app.send_task(task, args=[int(a) if a.isdigit() else a for a in arguments])
    return int(times)


def closes_in(poll: str, seconds: str) -> str:
    """Let the poll end so many seconds from now, by the clock of the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
        shift = f"{float(seconds)} seconds"
        cursor.execute(
            "UPDATE voting_poll SET closes_at = clock_timestamp() + %s::interval WHERE id = %s",
            [shift, poll],
        )
        cursor.execute(
            "UPDATE budgeting_phase SET closes_at = clock_timestamp() + %s::interval"
            " WHERE kind = 'voting'",
            [shift],
        )
    return seconds


def close(poll: str) -> str:
    actor = Person.objects.order_by("pk").first()
    operations.close_poll(poll=Poll.objects.get(pk=poll), actor=actor, at=timezone.now())
    return poll


def request_tally(poll: str, rule: str) -> int:
    tally = operations.request_tally(
        poll=Poll.objects.get(pk=poll), rule=rule, official=False, at=timezone.now()
    )
    return tally.pk


def examine(poll: str, casts: list[Any]) -> dict[str, Any]:
    box = Poll.objects.get(pk=poll)
    leaves = [bytes(leaf) for leaf in box.leaves.order_by("index").values_list("hash", flat=True)]
    held: dict[bytes, list[Any]] = defaultdict(list)  # by slot: (version, key, choices, leaf)
    for slot, *ballot, leaf in box.ballots.order_by("version").values_list(
        "slot", "version", "idempotency_key", "choices", "leaf"
    ):
        held[bytes(slot)].append((*ballot, bytes(leaf)))
    broken = [*_log(box, leaves), *_receipts(box, casts, held, Counter(leaves))]
    if box.status == "closed":
        broken += _tallies(box, held)
    return {
        "broken": broken[:20],
        "status": box.status,
        "ballots": box.ballots.count(),
        "voters": box.slots.count(),
        "logged": box.leaves.filter(kind="ballot").count(),
        "heads": box.heads.count(),
        "tallies": dict(box.tallies.values_list("rule", "status")),
    }


def _log(box: Poll, leaves: list[bytes]) -> list[str]:
    """Every head is what the leaves give at its size, and no leaf stands twice."""
    broken = []
    if list(box.leaves.order_by("index").values_list("index", flat=True)) != [*range(len(leaves))]:
        broken.append("the log has a gap")
    broken += [f"leaf {leaf.hex()} twice" for leaf, n in Counter(leaves).items() if n > 1]
    public = keys.public_bytes(keys.signing_key())
    tree, when = Tree(), 0
    for head in box.heads.order_by("size"):
        for leaf in leaves[tree.size : head.size]:
            tree.append(leaf)
        milliseconds = round(head.signed_at.timestamp() * 1000)
        root = bytes(head.root)
        statement = head_statement(log=box.pk, size=head.size, root=root, milliseconds=milliseconds)
        if tree.size != head.size or tree.root != root:
            broken.append(f"head {head.size} is not the root of its leaves")
        if not keys.verify(public, bytes(head.signature), statement):
            broken.append(f"head {head.size} is not signed")
        if milliseconds < when:
            broken.append(f"head {head.size} is older than the one before it")
        when = milliseconds
    return broken


def _receipts(
    box: Poll, casts: list[Any], held: dict[bytes, list[Any]], logged: Counter[bytes]
) -> list[str]:
    """Each acknowledged cast is in the box once and, once it is closed, in the log once.

    A voter's last acknowledged cast is the one that counts, and no version is missing.
    """
    broken, last = [], {}
    key = keys.poll_key(box.pk)
    for elector, idempotency_key, choices in casts:
        slot = keys.slot_of(key, UUID(elector))
        last[slot] = choices
        found = [row for row in held[slot] if row[1] == UUID(idempotency_key)]
        if len(found) != 1 or found[0][2] != choices:
            broken.append(f"the cast {idempotency_key} is in the box {len(found)} times")
        elif logged[found[0][3]] != 1 and box.status == "closed":
            broken.append(f"the cast {idempotency_key} is not in the log once")
    for slot, current in box.slots.values_list("slot", "current"):
        versions = held[bytes(slot)]
        if [row[0] for row in versions] != list(range(1, current + 1)):
            broken.append("a slot misses a version")
        elif last.get(bytes(slot), versions[-1][2]) != versions[-1][2]:
            broken.append("the last cast of a voter does not count")
    return broken


def _tallies(box: Poll, held: dict[bytes, list[Any]]) -> list[str]:
    """Votes by option as counted here from the box; every tally that is done must agree."""
    votes: Counter[str] = Counter()
    for versions in held.values():
        votes.update(versions[-1][2])
    broken = []
    for tally in Tally.objects.filter(poll=box, status="done"):
        outcome = queries.outcome(tally)
        assert outcome is not None
        if outcome.voters != len(held):
            broken.append(f"{tally.rule} counts {outcome.voters} voters")
        if {p.id: p.votes for p in outcome.projects if p.votes} != dict(votes):
            broken.append(f"{tally.rule} counts other votes")
    return broken


COMMANDS = (prepare, fill, send, closes_in, close, request_tally, examine)


def main() -> None:
    """A question on each line, an answer on each line. No connection outlives its question."""
    for line in sys.stdin:
        question, *arguments = json.loads(line)
        command = {one.__name__: one for one in COMMANDS}[question]
        try:
            answer: Any = {"answer": command(*arguments)}
        except Exception:
            answer = {"error": traceback.format_exc()}
        close_database_connections()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def close_database_connections() -> None:
    connection.close()
    connection.close_pool()


if __name__ == "__main__":
    main()
