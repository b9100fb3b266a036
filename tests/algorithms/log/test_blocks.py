"""Roots and proofs from blocks are those from all leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from algorithms.log import consistency_proof, entry_hash, inclusion_proof, root
from algorithms.log.blocks import BLOCK, consistency_proof_of, inclusion_proof_of, root_of

LEAVES = [entry_hash(number.to_bytes(4, "big")) for number in range(5000)]
BLOCKS = [root(LEAVES[i * BLOCK : (i + 1) * BLOCK]) for i in range(len(LEAVES) // BLOCK)]
sizes = st.one_of(
    st.integers(1, len(LEAVES)),
    st.integers(0, 18).flatmap(lambda n: st.integers(n * BLOCK, n * BLOCK + 2).filter(bool)),
)


class Store:
    """A log of the first `size` leaves that remembers which blocks were read."""

    def __init__(self, size):
        self.size = size
        self.blocks = BLOCKS[: size // BLOCK]
        self.read = []

    def leaves_of_block(self, number):
        self.read.append(number)
        return LEAVES[number * BLOCK : min(self.size, (number + 1) * BLOCK)]


def test_root_is_that_of_all_leaves_for_every_size():
    for size in range(601):
        whole = size // BLOCK
        assert root_of(BLOCKS[:whole], LEAVES[whole * BLOCK : size]) == root(LEAVES[:size])


@given(sizes, st.integers(0, 700))
def test_root_is_that_of_all_leaves_however_long_the_tail(size, tail):
    whole = max(0, size - tail) // BLOCK
    assert root_of(BLOCKS[:whole], LEAVES[whole * BLOCK : size]) == root(LEAVES[:size])


@given(sizes, st.data())
def test_proofs_are_those_of_all_leaves(size, data):
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    one, other = Store(size), Store(size)

    inclusion = inclusion_proof_of(index, size, one.blocks, one.leaves_of_block)
    consistency = consistency_proof_of(old, size, other.blocks, other.leaves_of_block)

    assert inclusion == inclusion_proof(LEAVES[:size], index)
    assert consistency == consistency_proof(LEAVES[:size], old)
    for store in (one, other):
        assert len(store.read) == len(set(store.read)) <= 2


@given(sizes, st.data())
def test_proofs_in_an_older_head_come_from_the_log_as_it_is_now(now, data):
    size = data.draw(st.integers(1, now))
    index = data.draw(st.integers(0, size - 1))
    store = Store(now)

    proof = inclusion_proof_of(index, size, store.blocks, store.leaves_of_block)

    assert proof == inclusion_proof(LEAVES[:size], index)


def test_every_place_of_small_logs_has_its_proof():
    for size in (1, 2, 255, 256, 257, 511, 512, 513, 600):
        store = Store(size)
        for index in range(0, size, 7):
            proof = inclusion_proof_of(index, size, store.blocks, store.leaves_of_block)
            assert proof == inclusion_proof(LEAVES[:size], index)


@pytest.mark.parametrize(
    "act",
    [
        lambda s: inclusion_proof_of(300, 300, s.blocks, s.leaves_of_block),
        lambda s: inclusion_proof_of(3, 600, s.blocks, s.leaves_of_block),
        lambda s: inclusion_proof_of(3, 301, s.blocks, s.leaves_of_block),
        lambda s: consistency_proof_of(0, 300, s.blocks, s.leaves_of_block),
        lambda s: consistency_proof_of(299, 301, s.blocks, s.leaves_of_block),
    ],
)
def test_proof_outside_the_log_is_an_error(act):
    with pytest.raises(IndexError):
        act(Store(300))
