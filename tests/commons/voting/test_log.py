"""Reads of a long log: places and proofs from its blocks, against the plain tree."""

import secrets
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from algorithms.log import (
    consistency_proof,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from commons.voting import blocks, operations, queries
from commons.voting.models import LogBlock, LogHead, LogLeaf, Poll
from commons.voting.operations.sealing import append_ballots, sign_head

pytestmark = pytest.mark.django_db


def grow(poll: Poll, leaves: int) -> LogHead:
    append_ballots(poll, sorted(secrets.token_bytes(32) for _ in range(leaves)))
    head = sign_head(poll, timezone.now())
    assert head is not None
    return head


def hashes(poll: Poll) -> list[bytes]:
    return [bytes(h) for h in poll.leaves.order_by("index").values_list("hash", flat=True)]


@pytest.fixture
def long_log(open_poll: Poll) -> Poll:
    """Heads at 1, 101, 512, 1000 and 1001 leaves."""
    for leaves in (100, 411, 488, 1):
        grow(open_poll, leaves)
    return open_poll


def test_every_head_signs_the_root_of_all_its_leaves(long_log: Poll) -> None:
    leaves = hashes(long_log)

    assert [(head.size, bytes(head.root)) for head in queries.heads(long_log)] == [
        (size, root(leaves[:size])) for size in (1, 101, 512, 1000, 1001)
    ]
    assert [(b.index, bytes(b.hash)) for b in long_log.blocks.all()] == [
        (n, root(leaves[256 * n : 256 * n + 256])) for n in range(3)
    ]


def test_log_of_before_the_blocks_gets_them_when_it_is_read_or_grows(long_log: Poll) -> None:
    kept = list(LogBlock.objects.values_list("index", "hash"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
    for heal in (lambda: blocks.roots(long_log.pk, 3), lambda: grow(long_log, 1)):
        LogBlock.objects.all().delete()
        heal()
        assert list(LogBlock.objects.values_list("index", "hash")) == kept


@pytest.mark.parametrize("index", [0, 1, 255, 256, 511, 512, 767, 768, 999])
def test_place_of_a_leaf_is_proven_under_a_head(long_log: Poll, index: int) -> None:
    leaves, head = hashes(long_log), LogHead.objects.get(size=1000)

    proof = queries.inclusion(long_log, index, head)

    assert proof == inclusion_proof(leaves[:1000], index)
    assert queries.position_of(long_log, leaves[index]) == index
    found = queries.inclusion_of(long_log, leaves[index])
    assert found is not None
    assert (found.index, found.size) == (index, 1001)
    assert verify_inclusion(
        leaf=leaves[index], index=index, size=1001, proof=found.proof, root=bytes(found.head.root)
    )


@pytest.mark.parametrize(("old", "new"), [(1, 101), (101, 512), (512, 1001), (1000, 1001), (5, 5)])
def test_later_log_begins_with_the_earlier(long_log: Poll, old: int, new: int) -> None:
    leaves = hashes(long_log)

    proof = queries.consistency(long_log, old, new)

    assert proof == consistency_proof(leaves[:new], old)
    assert verify_consistency(
        old=old, old_root=root(leaves[:old]), size=new, root=root(leaves[:new]), proof=proof
    )


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (5, 1002)])
def test_consistency_outside_the_log_is_an_error(long_log: Poll, old: int, new: int) -> None:
    with pytest.raises(IndexError):
        queries.consistency(long_log, old, new)


def test_leaf_that_no_head_covers_has_no_proof(long_log: Poll) -> None:
    stray = secrets.token_bytes(32)
    assert (queries.position_of(long_log, stray), queries.inclusion_of(long_log, stray)) == (
        None,
        None,
    )
    append_ballots(long_log, [stray])

    assert queries.position_of(long_log, stray) == 1001
    assert queries.inclusion_of(long_log, stray) is None
    assert not queries.is_sealed(long_log)
    with pytest.raises(IndexError):
        queries.inclusion(long_log, 1001, LogHead.objects.get(size=1001))


def rows_read(act: Any) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        act()
    return [query["sql"] for query in found]


def test_reads_never_ask_for_more_than_two_blocks_of_leaves(long_log: Poll) -> None:
    head = LogHead.objects.get(size=1001)
    for read in (
        lambda: queries.inclusion(long_log, 300, head),
        lambda: queries.consistency(long_log, 300, 1001),
    ):
        leaves = [sql for sql in rows_read(read) if '"voting_logleaf"."hash"' in sql]
        assert len(leaves) <= 2
        assert all('"index" >= ' in sql and '"index" < ' in sql for sql in leaves)


def test_entries_are_read_by_range(long_log: Poll) -> None:
    assert [leaf.index for leaf in queries.log_entries(long_log, 254, 258)] == [254, 255, 256, 257]
    assert queries.log_entries(long_log)[:1].get().kind == "setup"
    assert queries.log_size(long_log) == 1001
    latest = queries.latest_head(long_log)
    assert latest is not None
    assert latest.size == 1001


def test_signing_reads_only_leaves_that_are_new(long_log: Poll) -> None:
    append_ballots(long_log, [secrets.token_bytes(32)])

    read = rows_read(lambda: sign_head(long_log, timezone.now()))

    leaves = [sql for sql in read if '"voting_logleaf"."hash"' in sql]
    assert len(leaves) == 1
    assert '"voting_logleaf"."index" >= 768' in leaves[0]


def test_unsealed_polls_are_open_or_have_leaves_without_a_head(
    long_log: Poll, moderator: Any
) -> None:
    assert list(queries.unsealed_polls()) == [long_log]
    operations.close_poll(poll=long_log, actor=moderator, at=timezone.now())
    assert list(queries.unsealed_polls()) == []
    append_ballots(long_log, [secrets.token_bytes(32)])
    assert list(queries.unsealed_polls()) == [long_log]
    assert LogLeaf.objects.filter(poll=long_log).count() == 1003
