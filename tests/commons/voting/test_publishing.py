"""One archive per poll, the same bytes however often a worker dies over it."""

import hashlib
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from commons.audit.queries import history
from commons.voting import archive, operations, tasks
from commons.voting.errors import VotingError
from commons.voting.models import LogLeaf, Poll, Publication
from commons.voting.operations import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(published: Any) -> Poll:
    """130 voters; the result is public and the publication waits for a worker."""
    return Poll.objects.get(pk=published.poll.pk)


def files(publication: Publication) -> dict[str, bytes]:
    with zipfile.ZipFile(default_storage.open(publication.file.name)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_result_brings_a_publication_that_verifies(poll: Poll, tmp_path: Path) -> None:
    assert Publication.objects.get().status == "waiting"

    tasks.publish_polls()

    publication = Publication.objects.get()
    assert (publication.status, publication.error) == ("done", "")
    packed = Path(default_storage.path(publication.file.name))
    assert packed.name == f"{poll.pk}.zip"
    assert hashlib.sha256(packed.read_bytes()).hexdigest() == publication.sha256
    assert publication.size_bytes == packed.stat().st_size
    inside = files(publication)
    (tmp_path / "verify.py").write_bytes(inside["verify.py"])
    key = LogLeaf.objects.get(poll=poll, index=0).content["log_key"]
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "verify.py"), str(packed), "--key", key],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert inside["log.jsonl"].count(b"\n") == publication.log_size == 133
    assert history(poll)[0].verb == "ballots_published"


def test_leaf_of_the_result_names_the_files_and_ends_the_log(poll: Poll) -> None:
    tasks.publish_polls()

    leaf = LogLeaf.objects.filter(poll=poll).order_by("index").last()
    inside = files(Publication.objects.get())
    assert leaf is not None
    assert (leaf.kind, leaf.index) == ("result", 132)
    named = leaf.content["files"]
    assert {name: hashlib.sha256(inside[name]).hexdigest() for name in named} == named
    assert leaf.content["approvals"] == 2
    assert poll.heads.filter(size=133).exists()
    verifier = LogLeaf.objects.get(poll=poll, index=0).content["verifier"]
    assert verifier == named["verify.py"] == poll.verifier_id


def test_result_holds_the_deciding_count_and_the_others(poll: Poll) -> None:
    tasks.publish_polls()

    told = json.loads(files(Publication.objects.get())["result.json"])
    tally = poll.tallies.get(official=True)
    assert (told["rule"], told["params"], told["outcome"]) == (
        tally.rule,
        tally.params,
        tally.outcome,
    )
    assert (told["voters"], told["budget"], told["added_budget"]) == (130, 60_000_000, 0)
    assert [one["rule"] for one in told["others"]] == sorted(
        poll.tallies.filter(official=False, status="done").values_list("rule", flat=True)
    )


def test_readme_speaks_three_languages_and_names_the_key(poll: Poll) -> None:
    tasks.publish_polls()

    text = files(Publication.objects.get())["README.txt"].decode()
    key = LogLeaf.objects.get(poll=poll, index=0).content["log_key"]
    assert text.count(key) == 3
    for heading in ("БҰЛ НЕ", "ЧТО ЭТО", "WHAT THIS IS"):
        assert heading in text


STEPS = ["_write_parts", "_log_result", "_require_verified", "_store", "_settle", "_finish"]


class Killed(BaseException):
    """As a kill would: nothing of ours catches it."""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_worker_killed_at_any_step_leaves_one_leaf_and_the_same_bytes(
    poll: Poll, step: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = getattr(publishing, step)

    def killed(*arguments: Any) -> Any:
        if after:
            whole(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(publishing, step, killed)
        with pytest.raises(Killed):
            operations.run_publication(poll.pk)
    leaf = LogLeaf.objects.filter(poll=poll, kind="result").first()
    if not (step == "_finish" and after):
        assert Publication.objects.get().status == "running"

    tasks.publish_polls()

    publication = Publication.objects.get()
    assert (publication.status, publication.error) == ("done", "")
    logged = LogLeaf.objects.get(poll=poll, kind="result")
    assert leaf is None or leaf.content == logged.content
    assert default_storage.listdir("publications")[1].count(f"{poll.pk}.zip") == 1
    first = default_storage.open(publication.file.name).read()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
    Publication.objects.update(status="waiting")
    tasks.publish_polls()
    assert default_storage.open(Publication.objects.get().file.name).read() == first


def test_files_that_differ_from_the_log_are_never_published(
    poll: Poll, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_store", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            operations.run_publication(poll.pk)
    poll.tallies.filter(official=False).delete()

    operations.run_publication(poll.pk)

    publication = Publication.objects.get()
    assert publication.status == "failed"
    assert publication.error == "Not as the log says since leaf 132: result.json."
    assert not publication.file
    assert "could not be published" in caplog.text
    assert history(poll)[0].verb == "publication_failed"
    assert LogLeaf.objects.filter(poll=poll, kind="result").count() == 1


def test_archive_that_does_not_verify_is_never_published(
    poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballots = list(archive.final_ballots(poll))
    monkeypatch.setattr(archive, "final_ballots", lambda poll: ballots[1:])

    operations.run_publication(poll.pk)

    publication = Publication.objects.get()
    assert publication.status == "failed"
    assert publication.error.startswith("The archive does not verify")
    assert not publication.file


def test_missing_signing_key_fails_now_and_the_sweep_repeats_it(poll: Poll, settings: Any) -> None:
    key, away = settings.BIRGE_KEY_DIR / "log.key", settings.BIRGE_KEY_DIR / "log.away"
    key.rename(away)
    try:
        tasks.publish_polls()
        assert Publication.objects.get().error == "The signing key of the log is not there."
        assert not LogLeaf.objects.filter(poll=poll, kind="result").exists()
    finally:
        away.rename(key)
    tasks.publish_polls()
    assert Publication.objects.get().status == "failed"

    tasks.publish_polls(again=True)

    assert Publication.objects.get().status == "done"


def test_ballots_are_read_in_the_order_of_their_leaves(poll: Poll) -> None:
    leaves = [ballot.leaf for ballot in archive.final_ballots(poll)]

    assert leaves == sorted(leaves)
    assert len(leaves) == 130
    assert list(archive.superseded_ballots(poll)) == []


def test_superseded_versions_show_no_choices(
    open_poll: Poll, voter: Any, cast: Callable[..., Any]
) -> None:
    first, last = cast(open_poll, voter, {"1": 1}), cast(open_poll, voter, {"2": 1})

    assert [(b.leaf, b.version) for b in archive.superseded_ballots(open_poll)] == [(first.leaf, 1)]
    assert [(b.leaf, dict(b.choices)) for b in archive.final_ballots(open_poll)] == [
        (last.leaf, {"2": 1})
    ]
    assert not hasattr(next(archive.superseded_ballots(open_poll)), "choices")


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        ("open", "poll_not_closed"),
        ("unsealed", "log_not_sealed"),
        ("uncounted", "not_counted_yet"),
        ("secret", "result_not_public"),
        ("old", "not_verifiable"),
    ],
)
def test_publication_is_refused_before_its_time(
    prepare: str, code: str, counted: Any, open_poll: Poll
) -> None:
    poll = Poll.objects.get(pk=counted.poll.pk)
    match prepare:
        case "open":
            poll = open_poll
        case "unsealed":
            LogLeaf.objects.create(poll=poll, index=132, kind="audit", hash=b"a" * 32)
        case "uncounted":
            poll.tallies.update(status="running")
        case "old":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL birge.maintenance = 'on'")
            Poll.objects.filter(pk=poll.pk).update(verifier=None)

    with pytest.raises(VotingError) as refused:
        operations.request_publication(poll=poll, at=timezone.now(), actor=None)

    assert refused.value.code == code
    assert str(refused.value.message)
    assert not Publication.objects.exists()


def test_second_request_changes_nothing(poll: Poll) -> None:
    tasks.publish_polls()
    before = Publication.objects.values().get()

    operations.request_publication(poll=poll, at=timezone.now(), actor=None)

    assert Publication.objects.values().get() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_walls")
def test_two_workers_at_once_publish_once(poll: Poll) -> None:
    Publication.objects.update(status="waiting")
    start = threading.Barrier(2)

    def work(_number: int) -> None:
        connection.ensure_connection()
        start.wait()
        try:
            operations.run_publication(poll.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))

    assert Publication.objects.get().status == "done"
    assert LogLeaf.objects.filter(poll=poll, kind="result").count() == 1
