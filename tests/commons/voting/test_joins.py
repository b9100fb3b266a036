"""All tables joined on all columns: no way leads from a voter to a ballot."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from commons.people.models import Elector
from commons.voting import operations
from commons.voting.models import Poll
from commons.voting.operations import Receipt
from tests.factories.people import PersonFactory

Cast = Callable[..., Receipt]

VOTERS = 12
# What PostgreSQL itself writes beside every row: who wrote it, when, and where it lies.
HIDDEN = ("xmin", "ctid")
IN_THE_BOX = {"voting_ballot", "voting_slot"}
# Values that many rows share say nothing of one of them.
TELLING = 3


@pytest.fixture
def sealed(open_poll: Poll, enrolled: Any, cast: Cast, client: Any, moderator: Any) -> Poll:
    """Twelve people with accounts and sessions have voted, some twice; the poll is closed."""
    voters = [enrolled(open_poll) for _ in range(VOTERS)]
    for number, elector in enumerate(voters):
        client.force_login(PersonFactory(elector=elector))
        cast(open_poll, elector, {str(1 + number % 3): 1})
    for elector in voters[::3]:
        cast(open_poll, elector, {"2": 1, "1": 1})
    operations.seal(poll=open_poll, at=timezone.now(), force=True)
    return operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())


def rows(table: str) -> list[dict[str, str]]:
    """Every row as texts, with what PostgreSQL writes beside it."""
    with connection.cursor() as cursor:
        hidden = ", ".join(f"{name}::text AS {name}" for name in HIDDEN)
        cursor.execute(f'SELECT {hidden}, * FROM "{table}"')
        names = [column.name for column in cursor.description or ()]
        return [
            {n: _text(v) for n, v in zip(names, row, strict=True) if v not in (None, "")}
            for row in cursor.fetchall()
        ]


def _text(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else str(value)


def tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        yield from sorted(name for (name,) in cursor.fetchall())


def links(left: list[dict[str, str]], right: list[dict[str, str]]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share a value which few rows have, in whatever columns."""
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, row in enumerate(right):
        for name, value in row.items():
            where[name, value].add(number)
    by_value: dict[str, list[tuple[str, set[int]]]] = defaultdict(list)
    for (name, value), numbers in where.items():
        if len(numbers) <= TELLING:
            by_value[value].append((name, numbers))
    for name in sorted({name for row in left for name in row}):
        seen: dict[str, set[int]] = defaultdict(set)
        for number, row in enumerate(left):
            if name in row:
                seen[row[name]].add(number)
        for value, numbers in seen.items():
            if len(numbers) > TELLING or not _may_tell(value):
                continue
            for other, others in by_value.get(value, ()):
                if _same_kind(name, other):
                    yield from itertools.product(numbers, others)


def _may_tell(value: str) -> bool:
    """Small numbers and words (1, true, online) meet everywhere by chance."""
    return len(value) > 4 or value.startswith("(")


def _same_kind(left: str, right: str) -> bool:
    """A place in one table's file says nothing about the same place in another's."""
    return "ctid" not in (left, right) and (left == "xmin") == (right == "xmin")


@pytest.mark.django_db(transaction=True)
def test_no_join_of_any_two_tables_leads_from_a_voter_to_a_ballot(sealed: Poll) -> None:
    held = {name: found for name in tables() if (found := rows(name))}
    voters = {str(elector) for elector in sealed.roll.values_list("elector_id", flat=True)}
    reached: dict[str, set[int]] = {
        "people_elector": {
            number for number, row in enumerate(held["people_elector"]) if row["id"] in voters
        }
    }
    frontier = {"people_elector"}
    while frontier:
        found: dict[str, set[int]] = defaultdict(set)
        for name in frontier:
            left = [held[name][number] for number in sorted(reached[name])]
            for other in held.keys() - {name}:
                for _mine, theirs in links(left, held[other]):
                    found[other].add(theirs)
        frontier = {name for name, rows_ in found.items() if rows_ - reached.get(name, set())}
        for name in frontier:
            reached.setdefault(name, set()).update(found[name])

    assert "voting_rollentry" in reached, "the search finds the ways that there are"
    assert "people_person" in reached
    assert IN_THE_BOX & reached.keys() == set()


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_a_way_that_is_left_open(
    open_poll: Poll, voter: Elector, cast: Cast
) -> None:
    """Were a receipt kept beside its voter, in whatever column, it would be found."""
    receipt = cast(open_poll, voter, {"1": 1})
    person = PersonFactory(elector=voter, name=receipt.code)

    mine = [row for row in rows("people_person") if row["id"] == str(person.pk)]

    assert list(links(mine, rows("voting_ballot"))) == [(0, 0)]
    assert list(links(mine, rows("voting_slot"))) == []
