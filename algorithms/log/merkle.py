"""Merkle trees by RFC 9162, section 2.1, over SHA-256: roots, inclusion and consistency proofs."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

RootBetween = Callable[[int, int], bytes]

EMPTY_ROOT = hashlib.sha256(b"").digest()


def entry_hash(entry: bytes) -> bytes:
    """The leaf hash of an entry: H(0x00 | entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows: holds one hash per set bit of its size, so a leaf costs O(log n)."""

    __slots__ = ("_peaks", "size")

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> None:
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The Merkle tree hash; of an empty tree the hash of nothing."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root(leaves: Iterable[bytes]) -> bytes:
    """MTH over leaf hashes (already hashed with 0x00)."""
    return Tree(leaves).root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """PATH(index, D_n), from the leaf upwards. Raises IndexError outside the tree."""
    return inclusion_path(index, len(leaves), _within(leaves))


def inclusion_path(index: int, size: int, root_between: RootBetween) -> list[bytes]:
    """PATH(index, D_size) from `root_between(low, high)`, the root of the leaves low to high - 1,
    which is asked only for ranges that are subtrees. Raises IndexError outside the tree."""
    if not 0 <= index < size:
        raise IndexError(index)
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        split = low + _split(high - low)
        if index < split:
            path.append(root_between(split, high))
            high = split
        else:
            path.append(root_between(low, split))
            low = split
    return path[::-1]


def verify_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            node = node_hash(node, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and node == root


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """PROOF(old, D_n): shows that the first `old` leaves are still the first. 0 < old <= n."""
    return consistency_path(old, len(leaves), _within(leaves))


def consistency_path(old: int, size: int, root_between: RootBetween) -> list[bytes]:
    """PROOF(old, D_size), with `root_between` as in `inclusion_path`. 0 < old <= size."""
    if not 0 < old <= size:
        raise IndexError(old)
    return _subproof(root_between, old, 0, size, True)


def _subproof(root_between: RootBetween, old: int, low: int, high: int, whole: bool) -> list[bytes]:
    size = high - low
    if old == size:
        return [] if whole else [root_between(low, high)]
    split = _split(size)
    if old <= split:
        proof = _subproof(root_between, old, low, low + split, whole)
        return [*proof, root_between(low + split, high)]
    proof = _subproof(root_between, old - split, low + split, high, False)
    return [*proof, root_between(low, low + split)]


def _within(leaves: Sequence[bytes]) -> RootBetween:
    return lambda low, high: root(leaves[low:high])


def verify_consistency(
    *, old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """RFC 9162, 2.1.4.2."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    position, last = old - 1, size - 1
    while position & 1:
        position >>= 1
        last >>= 1
    before = after = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            before = node_hash(node, before)
            after = node_hash(node, after)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            after = node_hash(after, node)
        position >>= 1
        last >>= 1
    return last == 0 and before == old_root and after == root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
