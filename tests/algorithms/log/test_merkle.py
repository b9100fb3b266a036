"""The tree of RFC 9162: known roots, and proofs that hold only for what they prove."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from algorithms.log import (
    Tree,
    consistency_proof,
    entry_hash,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)

# The eight entries and roots that the reference implementations of Certificate Transparency test.
ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [entry_hash(bytes.fromhex(entry)) for entry in ENTRIES]
sizes = st.integers(1, 130)


def leaves_of(size: int) -> list[bytes]:
    return [entry_hash(number.to_bytes(4, "big")) for number in range(size)]


def test_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size - 1]


@given(sizes, st.data())
def test_inclusion_is_proven_for_its_place_alone(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)

    def holds(leaf: bytes, place: int) -> bool:
        return verify_inclusion(leaf=leaf, index=place, size=size, proof=proof, root=root(leaves))

    assert holds(leaves[index], index)
    assert holds(leaves[other], index) == (other == index)
    assert not holds(leaves[index], size)


@given(sizes, st.data())
def test_consistency_is_proven_for_a_log_that_only_grew(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    changed = [*leaves]
    changed[data.draw(st.integers(0, old - 1))] = entry_hash(b"rewritten")
    proof = consistency_proof(leaves, old)

    def holds(before: list[bytes], after: list[bytes]) -> bool:
        return verify_consistency(
            old=old, old_root=root(before[:old]), size=size, root=root(after), proof=proof
        )

    assert holds(leaves, leaves)
    assert not holds(leaves, changed)
    assert not holds(changed, leaves)


@given(sizes, st.data())
def test_mutated_proof_proves_nothing(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    longer = [*proof, bytes(32)]
    assert not verify_inclusion(
        leaf=leaves[index], index=index, size=size, proof=longer, root=root(leaves)
    )
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bent = [*proof]
        bent[place] = bytes(b ^ 1 for b in bent[place])
        for wrong in (bent, proof[:-1]):
            assert not verify_inclusion(
                leaf=leaves[index], index=index, size=size, proof=wrong, root=root(leaves)
            )


@given(st.integers(0, 300))
def test_growing_tree_has_the_root_of_all_its_leaves(size: int) -> None:
    leaves = leaves_of(size)
    tree = Tree(leaves[: size // 2])
    for leaf in leaves[size // 2 :]:
        tree.append(leaf)

    assert (tree.size, tree.root) == (size, root(leaves))


@pytest.mark.parametrize("act", [lambda: inclusion_proof([], 0), lambda: consistency_proof([], 1)])
def test_proof_outside_the_tree_is_an_error(act) -> None:
    with pytest.raises(IndexError):
        act()
