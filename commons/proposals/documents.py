"""Which documents may be attached, told by what is in them and never by their name."""

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.conf import settings

from .errors import ProposalError

PDF = "application/pdf"
ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHORT_NAMES = {PDF: "PDF", ODT: "ODT", DOCX: "DOCX", XLSX: "XLSX"}
ACCEPT = ".pdf,.docx,.xlsx,.odt"

# The part of an Office file that says what it is.
_OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
# All that reading a damaged archive has been seen to raise; a name in it may be no text either.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_MACROS = ("vbaProject.bin", "vbaData.xml")


@dataclass(frozen=True)
class Document:
    data: bytes
    content_type: str


def check_document(file: IO[bytes], name: str) -> Document:
    """Read an upload. Raises document_empty, document_size or document_type."""
    file.seek(0)
    data = file.read(settings.DOCUMENT_MAX_BYTES + 1)
    if not data:
        raise ProposalError("document_empty", name=name)
    if len(data) > settings.DOCUMENT_MAX_BYTES:
        limit = settings.DOCUMENT_MAX_BYTES // (1024 * 1024)
        raise ProposalError("document_size", name=name, limit=limit)
    content_type = _type_of(data)
    if content_type is None:
        raise ProposalError("document_type", name=name)
    return Document(data, content_type)


def _type_of(data: bytes) -> str | None:
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _type_of_archive(data)
    return None


def _type_of_archive(data: bytes) -> str | None:
    """Only the table of contents and one small part are read; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(name.endswith(_MACROS) for name in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return ODT if archive.read("mimetype").decode("ascii", "replace") == ODT else None
    except _UNREADABLE:
        return None
    return next((kind for part, kind in _OFFICE_PARTS.items() if part in names), None)
