"""The vectors in docs/box-vectors.json, once through our functions and once by hand."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from algorithms.log import (
    CanonicalError,
    canonical_choices,
    canonical_json,
    choices_hash,
    head_statement,
    leaf_hash,
    receipt_statement,
    slot_hash,
    voter_nonce,
)

VECTORS = json.loads((Path(__file__).parents[3] / "docs/box-vectors.json").read_text("utf-8"))
BALLOTS = VECTORS["ballots"]
FIELDS = ("pub", "n1", "n2", "nv")


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def raw(vector: dict[str, Any]) -> dict[str, bytes]:
    return {name: bytes.fromhex(vector[name]) for name in FIELDS}


@pytest.mark.parametrize("vector", BALLOTS)
def test_functions_give_the_vectors(vector: dict[str, Any]) -> None:
    given, poll = raw(vector), UUID(vector["poll"])

    h1 = slot_hash(poll=poll, pub=given["pub"], version=vector["version"], n1=given["n1"])
    h2 = choices_hash(poll=poll, choices=vector["choices"], n2=given["n2"], nv=given["nv"])

    assert canonical_choices(vector["choices"]).decode() == vector["canonical"]
    assert (h1.hex(), h2.hex()) == (vector["h1"], vector["h2"])
    assert leaf_hash(h1, h2).hex() == vector["leaf"]


@pytest.mark.parametrize("vector", BALLOTS)
def test_vectors_follow_from_the_definition(vector: dict[str, Any]) -> None:
    given, poll = raw(vector), UUID(vector["poll"]).bytes
    version = vector["version"].to_bytes(4, "big")
    chosen = sha256(vector["canonical"].encode("ascii"))

    h1 = sha256(b"slot/1", poll, given["pub"], version, given["n1"])
    h2 = sha256(b"choice/1", poll, chosen, given["n2"], given["nv"])

    assert sha256(b"\x00", h1, h2).hex() == vector["leaf"]


def test_words_give_their_nonce() -> None:
    [vector] = [ballot for ballot in BALLOTS if "words" in ballot]

    assert voter_nonce(f"  {vector['words']} ").hex() == vector["nv"]


def test_statements_give_the_vectors() -> None:
    receipt, head = VECTORS["statements"]

    assert (
        receipt["bytes"]
        == receipt_statement(log=UUID(receipt["log"]), leaf=bytes.fromhex(receipt["leaf"])).hex()
    )
    assert (
        head["bytes"]
        == head_statement(
            log=UUID(head["log"]),
            size=head["size"],
            root=bytes.fromhex(head["root"]),
            milliseconds=head["milliseconds"],
        ).hex()
    )


choices = st.dictionaries(st.text(max_size=20), st.integers(0, 9), max_size=8)


@given(choices, choices)
def test_canonical_form_is_one_to_one(one: dict[str, int], other: dict[str, int]) -> None:
    def meaning(ballot: dict[str, int]) -> dict[str, int]:
        return {code: points for code, points in ballot.items() if points}

    assert (canonical_choices(one) == canonical_choices(other)) == (meaning(one) == meaning(other))
    assert json.loads(canonical_choices(one)) == meaning(one)


@pytest.mark.parametrize(
    ("ballot", "code"),
    [
        ({"1": True}, "points_not_whole"),
        ({"1": 1.0}, "points_not_whole"),
        ({"1": -1}, "points_negative"),
        ({1: 1}, "code_not_text"),
    ],
)
def test_choices_without_a_canonical_form_are_refused(ballot: Any, code: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        canonical_choices(ballot)
    assert caught.value.code == code


@pytest.mark.parametrize("content", [{"a": 1.5}, [{"b": [0.1]}], {1: "a"}])
def test_content_without_a_canonical_form_is_refused(content: Any) -> None:
    with pytest.raises(CanonicalError):
        canonical_json(content)


@pytest.mark.parametrize(("name", "length"), [("pub", 15), ("pub", 17), ("n1", 31)])
def test_field_of_wrong_length_is_refused(name: str, length: int) -> None:
    fields = {"pub": bytes(16), "n1": bytes(32), name: bytes(length)}

    with pytest.raises(ValueError, match=name):
        slot_hash(poll=UUID(int=1), version=1, **fields)


@pytest.mark.parametrize("version", [0, 2**32])
def test_version_outside_its_field_is_refused(version: int) -> None:
    with pytest.raises(ValueError, match="version"):
        slot_hash(poll=UUID(int=1), pub=bytes(16), version=version, n1=bytes(32))
