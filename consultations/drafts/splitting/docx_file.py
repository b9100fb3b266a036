"""Reads the text of a DOCX file, with the numbers that Word counts and without what was deleted.

The file comes from outside: what it unpacks to is bounded before anything is unpacked, macros are
refused, and nothing that it points to is fetched.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from commons.proposals.documents import DOCX, check_document
from commons.proposals.errors import ProposalError

from ..enums import PassageKind
from ..errors import DraftError
from .blocks import Block, checked, clean, labelled, looks_like_heading
from .numbering import DEEPEST, Numbering

MEGABYTE = 1024 * 1024
# Unpacked: all of it, and the part that holds the text.
MOST_BYTES, MOST_TEXT_BYTES, MOST_PARTS = 60 * MEGABYTE, 12 * MEGABYTE, 2000
_TEXT_PART = "word/document.xml"
_DAMAGED = (
    OpcError, zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, OSError, EOFError,
    KeyError, ValueError, AttributeError, IndexError, NotImplementedError, RuntimeError,
)  # fmt: skip
# Deleted and moved away by reviewers; drawn boxes; what older programmes would show instead.
_LEFT_OUT = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        qn("w:txbxContent"),
        qn("w:footnoteReference"),
        qn("w:instrText"),
    }
)
_SPACES = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "‑"}


def read_docx(file: IO[bytes], name: str) -> list[Block]:
    """Raises DraftError: not_docx, too_large, damaged, no_text, too_many, too_long."""
    try:
        document = check_document(file, name)
    except ProposalError as error:
        if error.code == "document_size":
            raise DraftError("too_large", name=name, limit=error.params["limit"]) from error
        raise DraftError("not_docx", name=name) from error
    if document.content_type != DOCX:
        raise DraftError("not_docx", name=name)
    _refuse_bombs(document.data, name)
    try:
        return checked(_Reader(document.data).blocks())
    except _DAMAGED as error:
        raise DraftError("damaged", name=name) from error


def _refuse_bombs(data: bytes, name: str) -> None:
    """The sizes that the archive declares bind its reader, who stops there and checks the sum."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise DraftError("damaged", name=name) from error
    total = sum(part.file_size for part in parts)
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if total > MOST_BYTES or text > MOST_TEXT_BYTES or len(parts) > MOST_PARTS:
        limit = (MOST_TEXT_BYTES if text > MOST_TEXT_BYTES else MOST_BYTES) // MEGABYTE
        raise DraftError("too_large", name=name, limit=limit)


class _Reader:
    def __init__(self, data: bytes) -> None:
        document = Document(BytesIO(data))
        self.body: Any = document.element.body
        self.styles: dict[str, Any] = {
            one.get(qn("w:styleId"), ""): one
            for one in document.styles.element.findall(qn("w:style"))
        }
        related = document.part.rels.values()
        numbering = [rel.target_part for rel in related if rel.reltype.endswith("/numbering")]
        self.numbering = Numbering(getattr(numbering[0], "element", None) if numbering else None)

    def blocks(self) -> Iterator[Block]:
        yield from self._inside(self.body)

    def _inside(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._rows(child)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None and not _is_contents(child):
                    yield from self._inside(content)
            elif child.tag in (qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                yield from self._inside(child)

    def _rows(self, table: Any) -> Iterator[Block]:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl")), None) is not table:
                continue  # of a table within a cell, which is read with that cell
            cells = [
                " ".join(filter(None, (clean(_text(p)) for p in cell.iter(qn("w:p")))))
                for cell in row.iter(qn("w:tc"))
                if next(cell.iterancestors(qn("w:tr")), None) is row
            ]
            if any(cells):
                yield Block(PassageKind.ROW, "\t".join(cells) if len(cells) > 1 else cells[0])

    def _paragraph(self, element: Any) -> Block:
        text = clean(_text(element)).replace("\t", " ")
        if not text:
            return Block(PassageKind.TEXT, "")
        properties = [element.find(qn("w:pPr")), *self._style_properties(element)]
        level = _heading_level(properties)
        label, depth, is_dot = self._label(properties)
        if level is None and self._is_title(element):
            level = 1
        if level is not None:
            return labelled(Block(PassageKind.HEADING, text, label, level))
        if label:
            is_point = is_dot or label.endswith(")")
            kind = PassageKind.ITEM if is_point else PassageKind.TEXT
            return Block(kind, text, label, min(depth + 1, 4) if is_point else 1)
        if looks_like_heading(text):
            return labelled(Block(PassageKind.HEADING, text))
        return labelled(Block(PassageKind.TEXT, text))

    def _label(self, properties: list[Any]) -> tuple[str, int, bool]:
        key, depth = "", None
        for held in properties:
            listed = None if held is None else held.find(qn("w:numPr"))
            if listed is None:
                continue
            number, level = listed.find(qn("w:numId")), listed.find(qn("w:ilvl"))
            if depth is None and level is not None:
                depth = int(level.get(qn("w:val"), "0"))
            if not key and number is not None:
                key = number.get(qn("w:val"), "")
        if key in ("", "0") or not 0 <= (depth or 0) < DEEPEST:
            return "", 0, False
        label, is_dot = self.numbering.next(key, depth or 0)
        return label, depth or 0, is_dot

    def _style_properties(self, element: Any) -> list[Any]:
        """Of the paragraph's style and those it is based on, the nearest first."""
        found = []
        style = self._style(element)
        for _step in range(10):
            if style is None:
                break
            found.append(style.find(qn("w:pPr")))
            based = style.find(qn("w:basedOn"))
            style = self.styles.get(based.get(qn("w:val"), "")) if based is not None else None
        return found

    def _style(self, element: Any) -> Any | None:
        properties = element.find(qn("w:pPr"))
        named = None if properties is None else properties.find(qn("w:pStyle"))
        return None if named is None else self.styles.get(named.get(qn("w:val"), ""))

    def _is_title(self, element: Any) -> bool:
        style = self._style(element)
        name = None if style is None else style.find(qn("w:name"))
        return name is not None and name.get(qn("w:val"), "").lower() == "title"


def _text(element: Any) -> str:
    """What a reader of the document sees of a paragraph."""
    parts: list[str] = []
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _SPACES:
            parts.append(_SPACES[child.tag])
        elif child.tag != qn("w:pPr"):
            parts.append(_text(child))
    return "".join(parts)


def _heading_level(properties: list[Any]) -> int | None:
    for held in properties:
        outline = None if held is None else held.find(qn("w:outlineLvl"))
        if outline is not None:
            level = int(outline.get(qn("w:val"), "9"))
            return min(level + 1, 4) if level < DEEPEST else None
    return None


def _is_contents(control: Any) -> bool:
    """A table of contents is made anew from the headings."""
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and "Contents" in gallery.get(qn("w:val"), "")
