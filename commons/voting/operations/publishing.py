"""Publish a poll: everything from which anybody can check it, in one archive.

The archive's last leaf commits to its files, so the order is: write the files, log their hashes,
sign the head, pack. Each step comes out the same when it is repeated, so a worker may be killed
anywhere; what does not come out the same is never published.
"""

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from algorithms.log.publication import PublicationError, assemble, prepare_parts, result_content
from commons.audit.operations import record
from commons.audit.queries import history
from commons.people.models import Person

from .. import archive, locks
from ..enums import LeafKind, PollStatus, PublicationStatus, TallyStatus
from ..errors import VotingError
from ..models import LogLeaf, Poll, Publication
from ..processes import subject_of
from ..queries import is_sealed, is_verifiable, leaf_of
from . import sealing

log = logging.getLogger(__name__)

# What a failed check may put into the row.
TOLD = 2000


@transaction.atomic
def request_publication(
    *, poll: Poll, at: datetime, actor: Person | None, approved_by: Sequence[Person] = ()
) -> Publication:
    """A row, and a message to the worker. A publication that exists stays; one that failed is
    tried again.

    Raises VotingError: ``poll_not_closed``, ``log_not_sealed``, ``not_counted_yet``,
    ``result_not_public``, ``not_verifiable``.
    """
    poll = Poll.objects.select_for_update(of=("self",)).select_related("akimat").get(pk=poll.pk)
    _require_publishable(poll)
    publication, created = Publication.objects.get_or_create(
        poll=poll, defaults={"requested_at": at}
    )
    if publication.status == PublicationStatus.FAILED:
        _set(publication, status=PublicationStatus.WAITING)
    if created:
        record(
            verb="publication_requested",
            subject=poll,
            at=at,
            actor=actor,
            akimat=poll.akimat,
            approved_by=sorted({person.pk for person in approved_by}),
        )
    transaction.on_commit(lambda: _announce(poll.pk), robust=True)
    return publication


def run_publication(poll_id: UUID) -> None:
    """Publish, unless it is published or somebody else is at it. Safe to run twice."""
    with locks.single_run("publication", str(poll_id)) as alone:
        if not alone:
            return
        publication = Publication.objects.select_related("poll__akimat", "poll__verifier").get(
            poll=poll_id
        )
        if publication.status == PublicationStatus.DONE:
            return
        _set(publication, status=PublicationStatus.RUNNING, error="")
        try:
            _publish(publication)
        except (PublishingError, PublicationError, VotingError) as error:
            _fail(publication, str(error))
        except Exception as error:
            _fail(publication, repr(error))
            raise


class PublishingError(Exception):
    """Why there is no archive, in a sentence for those who run the installation."""


def _publish(publication: Publication) -> None:
    poll = publication.poll
    with tempfile.TemporaryDirectory(prefix="birge-publication-") as folder:
        parts, packed = Path(folder) / "parts", Path(folder) / f"{poll.pk}.zip"
        size = _log_result(poll, _write_parts(poll, parts))
        assemble(
            packed, parts, log=archive.log_entries(poll, size), heads=archive.heads(poll, size)
        )
        _require_verified(parts / "verify.py", packed)
        name = _store(poll, packed)
        _finish(publication, packed, name, size)


def _write_parts(poll: Poll, folder: Path) -> dict[str, str]:
    if poll.verifier is None:
        raise PublishingError("The poll was opened before verifiers were kept.")
    return prepare_parts(
        folder,
        ballots=archive.final_ballots(poll),
        superseded=archive.superseded_ballots(poll),
        result=archive.result(poll),
        pb=[archive.ballots_file(poll)],
        verifier=poll.verifier.source.encode(),
        readme=archive.readme_of(poll),
    )


@transaction.atomic
def _log_result(poll: Poll, parts: Mapping[str, str]) -> int:
    """The size of the log that ends with the leaf of the result, which is added once.

    Leaf and head in one transaction: no head is ever signed between the heads that the leaf
    commits to and the one that covers it.
    """
    locks.hold_log(poll.pk)
    leaf = leaf_of(poll, LeafKind.RESULT)
    before = leaf.index if leaf else sealing.sealed_size(poll)
    content = result_content(poll=poll.pk, parts=parts, heads=archive.heads(poll, before))
    content["approvals"] = _approvals(poll)
    if leaf is None:
        leaf = sealing.log_content(poll, LeafKind.RESULT, content)
        if sealing.sign_head(poll, timezone.now()) is None:
            raise PublishingError("The signing key of the log is not there.")
    elif leaf.content != content:
        raise PublishingError(_differences(leaf, content))
    return leaf.index + 1


def _approvals(poll: Poll) -> int:
    """How many moderators agreed to the publication; who they are stays in the audit trail."""
    asked = history(poll).filter(verb="publication_requested").order_by("pk").first()
    return len(asked.detail["approved_by"]) if asked else 0


def _differences(leaf: LogLeaf, content: Mapping[str, Any]) -> str:
    logged = (leaf.content or {}).get("files", {})
    names = [name for name, digest in content["files"].items() if logged.get(name) != digest]
    return f"Not as the log says since leaf {leaf.index}: {', '.join(names) or 'the heads'}."


def _require_verified(verifier: Path, packed: Path) -> None:
    """By the very program that goes out with it, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(verifier), str(packed)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise PublishingError(f"The archive does not verify: {(run.stdout + run.stderr)[-TOLD:]}")


def _store(poll: Poll, packed: Path) -> str:
    """Its name in the storage. Nobody is shown a file before the row says it is done."""
    name = f"publications/{poll.pk}.zip"
    default_storage.delete(name)
    with packed.open("rb") as source:
        stored = default_storage.save(name, File(source))
    _settle(stored)
    return stored


def _settle(name: str) -> None:
    """Onto the disk before the row is; a storage without paths looks after that itself."""
    try:
        path = default_storage.path(name)
    except NotImplementedError:
        return
    for place in (path, os.path.dirname(path)):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@transaction.atomic
def _finish(publication: Publication, packed: Path, name: str, size: int) -> None:
    at, poll = timezone.now(), publication.poll
    digest = _sha256(packed)
    _set(
        publication,
        status=PublicationStatus.DONE,
        file=name,
        sha256=digest,
        size_bytes=packed.stat().st_size,
        log_size=size,
        published_at=at,
    )
    record(verb="ballots_published", subject=poll, at=at, akimat=poll.akimat, sha256=digest)


def _fail(publication: Publication, error: str) -> None:
    poll = publication.poll
    log.critical("Poll %s could not be published: %s", poll.pk, error)
    with transaction.atomic():
        _set(publication, status=PublicationStatus.FAILED, error=error)
        record(
            verb="publication_failed",
            subject=poll,
            at=timezone.now(),
            akimat=poll.akimat,
            error=error[:TOLD],
        )


def _require_publishable(poll: Poll) -> None:
    if poll.status != PollStatus.CLOSED:
        raise VotingError("poll_not_closed")
    if not is_verifiable(poll):
        raise VotingError("not_verifiable")
    if not is_sealed(poll):
        raise VotingError("log_not_sealed")
    if not poll.tallies.filter(official=True, status=TallyStatus.DONE).exists():
        raise VotingError("not_counted_yet")
    subject = subject_of(poll)
    if subject is not None and not subject.is_result_public:
        raise VotingError("result_not_public")


def _set(publication: Publication, **fields: Any) -> None:
    Publication.objects.filter(pk=publication.pk).update(**fields)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _announce(poll_id: UUID) -> None:
    """The row is what counts: where no message goes out, the sweep finds it."""
    from ..tasks import publish_poll

    publish_poll.delay(str(poll_id))
