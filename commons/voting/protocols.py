"""Scanned protocols of urns: a PDF as it is, a photo drawn anew, each under a name of our own."""

import uuid
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import FileResponse

from commons.interface.images import process_image

from .errors import VotingError
from .models import UrnCount

CONTENT_TYPES = {"pdf": "application/pdf", "webp": "image/webp"}
ACCEPT = ".pdf,.jpg,.jpeg,.png"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def protocol_file(upload: IO[bytes], name: str) -> "ContentFile[bytes]":
    """Told by its content. Raises VotingError ``protocol_empty``, ``protocol_size``,
    ``protocol_type`` and, for a picture that cannot be read, ImageError."""
    upload.seek(0)
    data = upload.read(settings.DOCUMENT_MAX_BYTES + 1)
    if not data:
        raise VotingError("protocol_empty", name=name)
    if len(data) > settings.DOCUMENT_MAX_BYTES:
        limit = settings.DOCUMENT_MAX_BYTES // (1024 * 1024)
        raise VotingError("protocol_size", name=name, limit=limit)
    if data.startswith(b"%PDF-"):
        return ContentFile(data, name=f"{uuid.uuid4().hex}.pdf")
    if data.startswith(_PICTURES):
        return ContentFile(process_image(upload, name).webp, name=f"{uuid.uuid4().hex}.webp")
    raise VotingError("protocol_type", name=name)


def download(urn: UrnCount) -> FileResponse:
    """As a file to save: no browser interprets what somebody uploaded."""
    ending = (urn.protocol.name or "").rpartition(".")[2]
    answer = FileResponse(
        urn.protocol.open("rb"),
        as_attachment=True,
        filename=f"protocol-{urn.pk}.{ending}",
        content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
