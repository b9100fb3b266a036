"""Roots and proofs of a long log from the roots of its complete blocks, 256 leaves each.

A tree by RFC 9162 splits at the largest power of two below its size, so every complete block that
starts at a multiple of 256 is a subtree of its own, and what is above the blocks is a tree over
their roots. A root of a million leaves then takes 4,000 hashes and the leaves of one block, a proof
those of two at most.

`blocks` are the roots of complete blocks from the start of the log on. `leaves_of_block(n)` gives
the leaf hashes of block n in order; of the last block as many as there are.
"""

from collections.abc import Callable, Sequence

from algorithms.log.merkle import RootBetween, consistency_path, inclusion_path, root

BLOCK = 256
LeavesOfBlock = Callable[[int], Sequence[bytes]]


def root_of(blocks: Sequence[bytes], tail: Sequence[bytes]) -> bytes:
    """The root of a log: its complete blocks and the leaves after them (any number, also none)."""
    parts = [root(tail[start : start + BLOCK]) for start in range(0, len(tail), BLOCK)]
    return root([*blocks, *parts])


def inclusion_proof_of(
    index: int, size: int, blocks: Sequence[bytes], leaves_of_block: LeavesOfBlock
) -> list[bytes]:
    """PATH(index, D_size), as `inclusion_proof` gives it for the first `size` leaves.

    `blocks` has at least the complete blocks below `size`. Raises IndexError outside the log.
    """
    return inclusion_path(index, size, _between(size, blocks, leaves_of_block))


def consistency_proof_of(
    old: int, size: int, blocks: Sequence[bytes], leaves_of_block: LeavesOfBlock
) -> list[bytes]:
    """PROOF(old, D_size), as `consistency_proof` gives it for the first `size` leaves."""
    return consistency_path(old, size, _between(size, blocks, leaves_of_block))


def _between(size: int, blocks: Sequence[bytes], leaves_of_block: LeavesOfBlock) -> RootBetween:
    if len(blocks) < size // BLOCK:
        raise IndexError(size)
    asked: dict[int, Sequence[bytes]] = {}

    def leaves(low: int, high: int) -> Sequence[bytes]:
        number, start = divmod(low, BLOCK)
        if number not in asked:
            asked[number] = leaves_of_block(number)
        found = asked[number][start : start + high - low]
        if len(found) != high - low:
            raise IndexError(high)
        return found

    def root_between(low: int, high: int) -> bytes:
        """A subtree is inside one block, or starts with one."""
        if high - low < BLOCK:
            return root(leaves(low, high))
        whole = high // BLOCK
        tail = leaves(whole * BLOCK, high) if high % BLOCK else ()
        return root_of(blocks[low // BLOCK : whole], tail)

    return root_between
