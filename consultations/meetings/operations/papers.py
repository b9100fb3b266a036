"""The papers of a meeting: added, ordered, and after the notice never silently taken away."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.db.models.fields.files import FieldFile

from commons.people.models import Person

from ...drafts.enums import DraftStatus
from ...drafts.models import Draft
from ...files import file_fields
from .. import notices, queries
from ..enums import MeetingKind, MeetingStatus
from ..errors import MeetingError
from ..models import Meeting, MeetingPaper
from .states import locked, record

MOST_PAPERS = 40


@transaction.atomic
def add_paper(
    *,
    meeting: Meeting,
    title: str,
    language: str,
    actor: Person,
    at: datetime,
    upload: "UploadedFile[Any] | None" = None,
    draft: Draft | None = None,
) -> MeetingPaper:
    """A file, or a public draft of the same akimat. After the notice all who follow are told.

    Raises MeetingError: ``was_cancelled``, ``paper_nothing``, ``papers_most``, ``draft_not_open``;
    ProposalError where the file is none of the documents that can be opened.
    """
    meeting = locked(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        raise MeetingError("was_cancelled")
    if upload is None and draft is None:
        raise MeetingError("paper_nothing")
    if draft is not None and (
        draft.akimat_id != meeting.akimat_id or draft.status == DraftStatus.DRAFT
    ):
        raise MeetingError("draft_not_open")
    if meeting.papers.count() >= MOST_PAPERS:
        raise MeetingError("papers_most", most=MOST_PAPERS)
    stored = file_fields(upload) if upload is not None else {"size": 0}
    last = meeting.papers.aggregate(last=Max("position"))["last"]
    paper = MeetingPaper.objects.create(
        meeting=meeting,
        title=title.strip(),
        language=language,
        draft=None if upload else draft,
        position=0 if last is None else last + 1,
        added_at=at,
        added_by=actor,
        **stored,
    )
    record(meeting, "paper_added", actor, at, paper=paper.pk, title=paper.title)
    if meeting.status == MeetingStatus.ANNOUNCED and at < meeting.ends_at:
        notices.to_all(meeting, "papers", at, key=f"paper/{paper.pk}", paper=paper.title)
    return paper


@transaction.atomic
def move_paper(*, paper: MeetingPaper, up: bool, actor: Person, at: datetime) -> None:
    """One place up or down; at the end of the list nothing happens."""
    meeting = locked(paper.meeting)
    rows = list(queries.papers(meeting))
    place = next((n for n, row in enumerate(rows) if row.pk == paper.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    MeetingPaper.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_paper(
    *, paper: MeetingPaper, actor: Person, at: datetime, reason: str = ""
) -> MeetingPaper | None:
    """Before the notice the paper goes for good. After it the file goes, and the title stays with
    the reason. Raises MeetingError: ``paper_reason_needed``, ``paper_last``."""
    meeting = locked(paper.meeting)
    paper = MeetingPaper.objects.select_for_update().get(pk=paper.pk)
    if paper.withdrawn_at is not None:
        return paper
    if meeting.status == MeetingStatus.DRAFT:
        record(meeting, "paper_removed", actor, at, title=paper.title)
        _delete_file(paper.file)
        paper.delete()
        return None
    if not reason.strip():
        raise MeetingError("paper_reason_needed")
    if meeting.kind == MeetingKind.ENVIRONMENT and queries.papers(meeting).count() == 1:
        raise MeetingError("paper_last")
    _delete_file(paper.file)
    paper.file, paper.draft = "", None
    paper.withdrawn_at, paper.withdraw_reason = at, reason.strip()
    paper.save()
    record(meeting, "paper_withdrawn", actor, at, paper=paper.pk, reason=paper.withdraw_reason)
    return paper


def _delete_file(file: FieldFile) -> None:
    """From the disk only once the row is gone for good."""
    if file:
        name, storage = file.name, file.storage
        transaction.on_commit(lambda: storage.delete(name or ""), robust=True)
