"""The writer of the archive: what it writes, what it refuses, and that it can be repeated."""

import hashlib
import json
import random
import zipfile

import pytest

from algorithms.log.publication import (
    ORDER,
    PARTS,
    FinalBallot,
    Head,
    PublicationError,
    assemble,
    prepare_parts,
    result_content,
)
from tests.algorithms.log.publishing import POLL, small_box

HEAD = Head(1, bytes(32), bytes(64), "0" * 16, 5)


def parts_of(folder, *, ballots=(), superseded=(), result=None, pb=(b"pb",)):
    return prepare_parts(
        folder,
        ballots=ballots,
        superseded=superseded,
        result=result or small_box().result(),
        pb=pb,
        verifier=b"print()",
        readme="Оқыңыз",
    )


def opened(count):
    noise = random.Random(4)
    for number in range(count):
        leaf = number.to_bytes(32, "big")
        yield FinalBallot(leaf, noise.randbytes(16), 1, *[noise.randbytes(32)] * 3, {"1": 1})


def test_parts_are_hashed_as_they_are_written(tmp_path):
    parts = parts_of(tmp_path, pb=[b"one", b"two"])

    assert sorted(parts) == sorted(PARTS)
    for name, digest in parts.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    assert (tmp_path / "ballots.pb").read_bytes() == b"onetwo"


def test_lines_are_canonical_json(tmp_path):
    box = small_box()
    box.write(tmp_path / "poll.zip")

    for name in ("log.jsonl", "heads.jsonl", "ballots.jsonl", "superseded.jsonl", "result.json"):
        lines = (tmp_path / "poll" / name).read_text().splitlines()
        assert lines
        for line in lines:
            content = json.loads(line)
            assert json.dumps(content, sort_keys=True, separators=(",", ":")) == line


def test_archive_is_the_same_when_it_is_made_again(tmp_path):
    first = small_box().write(tmp_path / "first.zip").read_bytes()

    assert small_box().write(tmp_path / "second.zip").read_bytes() == first
    box = small_box()
    box.write(tmp_path / "third.zip")
    assert box.write(tmp_path / "third.zip").read_bytes() == first


def test_archive_has_no_clock_no_folder_and_nothing_else(tmp_path):
    with zipfile.ZipFile(small_box().write(tmp_path / "poll.zip")) as archive:
        entries = archive.infolist()

    assert tuple(entry.filename for entry in entries) == ORDER
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["poll", "poll.zip"]


def test_ballots_out_of_order_are_refused(tmp_path):
    one, two = opened(2)

    for wrong in ([two, one], [one, one]):
        with pytest.raises(PublicationError) as caught:
            parts_of(tmp_path, ballots=wrong)
        assert caught.value.code == "not_sorted_by_leaf"
        assert caught.value.params["file"] == "ballots.jsonl"


@pytest.mark.parametrize("change", [{"more": 1}, {"lots": None}])
def test_result_of_other_keys_is_refused(tmp_path, change):
    result = {**small_box().result(), **change}
    if change == {"lots": None}:
        del result["lots"]

    with pytest.raises(PublicationError) as caught:
        parts_of(tmp_path, result=result)
    assert (caught.value.code, caught.value.params) == ("result_keys", {"wrong": [*change]})


def test_result_leaf_needs_every_part(tmp_path):
    parts = parts_of(tmp_path)
    del parts["verify.py"]

    with pytest.raises(PublicationError) as caught:
        result_content(poll=POLL, parts=parts, heads=[HEAD])
    assert caught.value.code == "parts_incomplete"


def test_result_leaf_commits_to_the_heads_before_it(tmp_path):
    parts, other = parts_of(tmp_path), HEAD._replace(size=2)

    contents = [
        result_content(poll=POLL, parts=parts, heads=heads) for heads in ([HEAD], [HEAD, other])
    ]

    assert contents[0]["heads"] != contents[1]["heads"]
    with pytest.raises(PublicationError) as caught:
        result_content(poll=POLL, parts=parts, heads=[other, HEAD])
    assert caught.value.code == "heads_not_sorted"


def test_archive_without_the_last_head_is_refused(tmp_path):
    parts_of(tmp_path)

    for heads in ([], [HEAD]):
        with pytest.raises(PublicationError) as caught:
            assemble(tmp_path / "poll.zip", tmp_path, log=[bytes(32), bytes(32)], heads=heads)
        assert caught.value.code == "last_head_is_not_of_the_log"
    assert not (tmp_path / "poll.zip").exists()


def test_archive_without_a_part_is_refused(tmp_path):
    parts_of(tmp_path)
    (tmp_path / "README.txt").unlink()

    with pytest.raises(PublicationError) as caught:
        assemble(tmp_path / "poll.zip", tmp_path, log=[bytes(32)], heads=[HEAD])
    assert (caught.value.code, caught.value.params) == (
        "parts_incomplete",
        {"wrong": ["README.txt"]},
    )
