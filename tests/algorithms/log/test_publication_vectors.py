"""docs/publication-vectors.json: once through the verifier and the writer, and once by hand."""

import hashlib
import json
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from algorithms.log import (
    choices_hash,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    slot_hash,
    verify,
    verify_consistency,
    verify_inclusion,
)
from algorithms.log.publication import (
    FinalBallot,
    Head,
    SupersededBallot,
    assemble,
    prepare_parts,
    result_content,
)

VECTORS = json.loads((Path(__file__).parents[3] / "docs/publication-vectors.json").read_text())
FILES = {name: text.encode() for name, text in VECTORS["files"].items()}
LOG = [json.loads(line) for line in FILES["log.jsonl"].splitlines()]
HEADS = [json.loads(line) for line in FILES["heads.jsonl"].splitlines()]
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]
SETUP = LOG[0]["content"]
POLL = UUID(SETUP["poll"])


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def lines(name):
    return [json.loads(line) for line in FILES[name].splitlines()]


def raw(entry):
    """Hex as bytes."""
    names = ("n1", "n2", "nv", "pub", "h2", "root", "signature")
    return {k: bytes.fromhex(v) if k in names else v for k, v in entry.items()}


def test_verifier_accepts_it(tmp_path, monkeypatch, capsys):
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    # Here a few words stand for the verifier, so that the vectors outlive its changes.
    monkeypatch.setattr(verify, "__file__", str(tmp_path / "verify.py"))

    assert verify.main([str(tmp_path)]) == 0
    assert "8 of them ballots" in capsys.readouterr().out


def finals():
    for entry in map(raw, lines("ballots.jsonl")):
        h1 = slot_hash(poll=POLL, pub=entry["pub"], version=entry["version"], n1=entry["n1"])
        h2 = choices_hash(poll=POLL, choices=entry["choices"], n2=entry["n2"], nv=entry["nv"])
        yield FinalBallot(leaf=leaf_hash(h1, h2), **entry)


def superseded():
    for entry in map(raw, lines("superseded.jsonl")):
        h1 = slot_hash(poll=POLL, pub=entry["pub"], version=entry["version"], n1=entry["n1"])
        yield SupersededBallot(leaf=leaf_hash(h1, entry["h2"]), **entry)


def test_writer_gives_it_byte_by_byte(tmp_path):
    parts = prepare_parts(
        tmp_path / "parts",
        ballots=finals(),
        superseded=superseded(),
        result=json.loads(FILES["result.json"]),
        pb=[FILES["ballots.pb"]],
        verifier=FILES["verify.py"],
        readme=FILES["README.txt"].decode(),
    )
    heads = [Head(**raw(head)) for head in HEADS]
    log = [
        bytes.fromhex(entry) if isinstance(entry, str) else (entry["kind"], entry["content"])
        for entry in LOG
    ]

    assert result_content(poll=POLL, parts=parts, heads=heads[:-1]) == log[-1][1]
    assemble(tmp_path / "poll.zip", tmp_path / "parts", log=log, heads=heads)
    written = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    assert written == FILES


# --- by hand, from the definitions alone


def tree_hash(leaves):
    """RFC 9162, 2.1.1, over leaf hashes."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"")
    split = 1
    while 2 * split < len(leaves):
        split *= 2
    return sha256(b"\x01", tree_hash(leaves[:split]), tree_hash(leaves[split:]))


def canonical(content):
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def test_leaves_follow_from_the_lines():
    for entry, leaf in zip(LOG, LEAVES, strict=True):
        whole = isinstance(entry, str)
        assert (
            bytes.fromhex(entry) if whole else sha256(b"\0", canonical(entry["content"]))
        ) == leaf


def test_ballots_open_the_leaves_of_the_log():
    opened = set()
    for entry in map(raw, lines("ballots.jsonl") + lines("superseded.jsonl")):
        version = entry["version"].to_bytes(4, "big")
        h1 = sha256(b"slot/1", POLL.bytes, entry["pub"], version, entry["n1"])
        if "choices" in entry:
            chosen = sha256(canonical(entry["choices"]))
            entry["h2"] = sha256(b"choice/1", POLL.bytes, chosen, entry["n2"], entry["nv"])
        opened.add(sha256(b"\0", h1, entry["h2"]).hex())
    assert opened == {entry for entry in LOG if isinstance(entry, str)}


def test_heads_are_signed_over_their_roots():
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(SETUP["log_key"]))
    for head in HEADS:
        root = tree_hash(LEAVES[: head["size"]])
        assert root.hex() == head["root"]
        size, at = (head[name].to_bytes(8, "big") for name in ("size", "milliseconds"))
        statement = b"birge head/1\0" + POLL.bytes + size + root + at
        key.verify(bytes.fromhex(head["signature"]), statement)


def test_last_leaf_commits_to_files_and_heads():
    content = LOG[-1]["content"]
    assert content["files"] == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in FILES.items()
        if name not in ("log.jsonl", "heads.jsonl")
    }
    before = FILES["heads.jsonl"].splitlines(keepends=True)[:-1]
    assert content["heads"] == sha256(*before).hex()


@pytest.mark.parametrize("vector", VECTORS["inclusion"])
def test_inclusion_proofs_hold(vector):
    proof = [bytes.fromhex(node) for node in vector["proof"]]
    known = {name: bytes.fromhex(vector[name]) for name in ("leaf", "root")}

    assert proof == inclusion_proof(LEAVES[: vector["size"]], vector["index"])
    assert verify_inclusion(index=vector["index"], size=vector["size"], proof=proof, **known)


@pytest.mark.parametrize("vector", VECTORS["consistency"])
def test_consistency_proofs_hold(vector):
    proof = [bytes.fromhex(node) for node in vector["proof"]]
    known = {name: bytes.fromhex(vector[name]) for name in ("old_root", "root")}

    assert proof == consistency_proof(LEAVES[: vector["size"]], vector["old"])
    assert verify_consistency(old=vector["old"], size=vector["size"], proof=proof, **known)
