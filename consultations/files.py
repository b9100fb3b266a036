"""Files that belong to hearings: papers of a meeting, receipts, recordings of what was said."""

import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from commons.proposals.documents import PDF, SHORT_NAMES, check_document


def place_of(stored: "StoredFile", filename: str) -> str:
    """A name nobody can guess; the name that people see is kept in the row."""
    return f"hearings/{uuid.uuid4().hex}.bin"


class StoredFile(models.Model):
    """A document as it was uploaded, told by what is in it. Readers see its type and size."""

    file = models.FileField(upload_to=place_of, max_length=120)
    file_name = models.CharField(_("name of the file"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size, bytes"))
    # Known for PDF alone: whether a screen reader finds headings and reading order in it.
    is_tagged = models.BooleanField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    @property
    def type_name(self) -> str:
        return SHORT_NAMES.get(self.content_type, "")


def file_fields(upload: "UploadedFile[Any]") -> dict[str, Any]:
    """Keyword arguments for a StoredFile. Raises ProposalError: document_empty, document_size,
    document_type."""
    name = str(upload.name or "")[-150:]
    document = check_document(upload, name)
    return {
        "file": ContentFile(document.data, name=name),
        "file_name": name,
        "content_type": document.content_type,
        "size": len(document.data),
        "is_tagged": is_tagged(document.data) if document.content_type == PDF else None,
    }


def is_tagged(data: bytes) -> bool:
    """Whether a PDF names a structure tree. One that is compressed away is taken for untagged."""
    return b"/StructTreeRoot" in data and b"/Marked true" in data


def download(stored: StoredFile) -> FileResponse:
    """The document as a file to save, under the name it came with: no browser interprets it."""
    answer = FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.file_name,
        content_type=stored.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
