"""Pictures and documents of a proposal."""

from datetime import datetime
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction

from commons.interface.images import process_image
from commons.people.models import Person

from ..documents import check_document
from ..enums import AttachmentKind
from ..errors import ProposalError
from ..models import Attachment, Proposal
from ..permissions import is_editable
from .changing import delete_files, locked, record, require_author

MAX_IMAGES = 5
MAX_DOCUMENTS = 3


def add_image(
    *,
    proposal: Proposal,
    upload: IO[bytes],
    actor: Person,
    at: datetime,
    alt: str = "",
    name: str = "",
) -> Attachment:
    """Attach a picture, re-encoded and stripped. Raises ImageError or ProposalError."""
    shown = _file_name(upload, name)
    # Decoding takes a while, so it happens before the row is locked.
    picture = process_image(upload, shown)
    with transaction.atomic():
        proposal = _open(proposal, actor, at, AttachmentKind.IMAGE)
        attachment = Attachment(
            proposal=proposal,
            kind=AttachmentKind.IMAGE,
            name=shown,
            alt=alt.strip()[:200],
            content_type="image/webp",
            size=len(picture.webp),
            width=picture.width,
            height=picture.height,
            added_at=at,
        )
        attachment.file.save("", ContentFile(picture.webp), save=False)
        attachment.thumbnail.save("", ContentFile(picture.thumbnail), save=False)
        return _added(attachment, actor, at)


def add_document(
    *, proposal: Proposal, upload: IO[bytes], actor: Person, at: datetime, name: str = ""
) -> Attachment:
    """Attach a PDF, DOCX, XLSX or ODT, told by its content. Raises ProposalError."""
    shown = _file_name(upload, name)
    document = check_document(upload, shown)
    with transaction.atomic():
        proposal = _open(proposal, actor, at, AttachmentKind.DOCUMENT)
        attachment = Attachment(
            proposal=proposal,
            kind=AttachmentKind.DOCUMENT,
            name=shown,
            content_type=document.content_type,
            size=len(document.data),
            added_at=at,
        )
        attachment.file.save("", ContentFile(document.data), save=False)
        return _added(attachment, actor, at)


def describe_image(*, attachment: Attachment, alt: str, actor: Person, at: datetime) -> Attachment:
    """Say in words what a picture shows."""
    with transaction.atomic():
        proposal = locked(attachment.proposal)
        require_author(proposal, actor)
        if not is_editable(proposal, at):
            raise ProposalError("not_editable")
        attachment.alt = alt.strip()[:200]
        attachment.save(update_fields=["alt"])
        return attachment


def remove_attachment(*, attachment: Attachment, actor: Person, at: datetime) -> None:
    """Take a file off; it is deleted once the change is certain."""
    with transaction.atomic():
        proposal = locked(attachment.proposal)
        require_author(proposal, actor)
        if not is_editable(proposal, at):
            raise ProposalError("not_editable")
        _record(attachment, "remove_file", actor, at)
        attachment.delete()
        delete_files(attachment)


def _file_name(upload: IO[bytes], name: str) -> str:
    """The last part of the name the person gave, short enough to keep, with its ending."""
    given = str(name or getattr(upload, "name", "") or "").replace("\\", "/").rsplit("/", 1)[-1]
    given = "".join(letter for letter in given if letter.isprintable()).strip() or "?"
    stem, dot, ending = given.rpartition(".")
    return f"{stem[: 119 - len(ending)]}{dot}{ending}" if dot and len(ending) < 8 else given[:120]


def _open(proposal: Proposal, actor: Person, at: datetime, kind: AttachmentKind) -> Proposal:
    """The locked proposal, if one more file of this kind may be added to it."""
    proposal = locked(proposal)
    require_author(proposal, actor)
    if not is_editable(proposal, at):
        raise ProposalError("not_editable")
    held = proposal.attachments.filter(kind=kind).count()
    if kind == AttachmentKind.IMAGE and held >= MAX_IMAGES:
        raise ProposalError("too_many_images", limit=MAX_IMAGES)
    if kind == AttachmentKind.DOCUMENT and held >= MAX_DOCUMENTS:
        raise ProposalError("too_many_documents", limit=MAX_DOCUMENTS)
    return proposal


def _added(attachment: Attachment, actor: Person, at: datetime) -> Attachment:
    attachment.save()
    _record(attachment, "add_file", actor, at)
    return attachment


def _record(attachment: Attachment, verb: str, actor: Person, at: datetime) -> None:
    record(
        attachment.proposal, verb, actor=actor, at=at, file=attachment.name, kind=attachment.kind
    )
