"""The table of remarks as a DOCX that is read aloud as it should be: a title, a header row that
repeats on each page, and the language of every text."""

from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .models import Draft, Remark
from .table import header, lines

TAGS = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
_REMARK, _SUGGESTION, _ANSWER = 4, 5, 8
_WIDTHS = (1.2, 1.6, 2.0, 2.6, 6.0, 4.6, 1.2, 2.0, 5.4, 2.0)


def docx_of(draft: Draft, found: QuerySet[Remark]) -> bytes:
    """In the language that is active; what people wrote keeps its own."""
    language = get_language() or "kk"
    document: Any = Document()
    _lay_out(document)
    document.core_properties.title = draft.title
    document.core_properties.language = TAGS[language]
    _spoken(document.add_heading(level=1).add_run(draft.title), language)
    words = _("All remarks, with the answer to each")
    _spoken(document.add_paragraph().add_run(words), language)
    titles = header()
    table = document.add_table(rows=1, cols=len(titles))
    table.style = "Table Grid"
    table.autofit = False
    _mark_as_header(table.rows[0])
    for cell, title in zip(table.rows[0].cells, titles, strict=True):
        run = cell.paragraphs[0].add_run(title)
        run.bold = True
        _spoken(run, language)
    for remark, line in zip(found, lines(found), strict=True):
        _add(table, remark, line, language)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add(table: Any, remark: Remark, line: list[Any], language: str) -> None:
    own = {_REMARK: remark.language, _ANSWER: remark.answer_language}
    if remark.passage is not None:
        own[_SUGGESTION] = remark.passage.version.language
    if remark.is_hidden:
        own[_REMARK] = language
    for n, (cell, value) in enumerate(zip(table.add_row().cells, line, strict=True)):
        _spoken(cell.paragraphs[0].add_run(_printable(str(value))), own.get(n) or language)


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")


def _spoken(run: Any, language: str) -> None:
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), TAGS[language])
    run._r.get_or_add_rPr().append(tag)


def _mark_as_header(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _lay_out(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(0.8)
    section.top_margin = section.bottom_margin = Cm(1.2)
    document.styles["Normal"].font.size = Pt(9)
