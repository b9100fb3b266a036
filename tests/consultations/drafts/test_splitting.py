"""Documents become blocks; what comes from outside is bounded."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from consultations.drafts.errors import DraftError
from consultations.drafts.splitting import docx_file, read_docx, read_pasted


def saved(document) -> BytesIO:
    out = BytesIO()
    document.save(out)
    out.seek(0)
    return out


def told(blocks):
    return [(block.kind.value, block.level, block.label, block.text) for block in blocks]


def test_docx_keeps_headings_lists_numbers_and_rows() -> None:
    document = Document()
    document.add_heading("Бағдарлама", level=1)
    document.add_paragraph("1.1. Мақсаты – әр ауылға автобус.")
    document.add_paragraph("бірінші", style="List Bullet")
    document.add_paragraph("один", style="List Number")
    document.add_paragraph("два", style="List Number")
    document.add_paragraph("")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Сёла", "245"
    document.add_paragraph("б) зейнеткерлер")
    assert told(read_docx(saved(document), "a.docx")) == [
        ("heading", 1, "", "Бағдарлама"),
        ("text", 1, "1.1.", "Мақсаты – әр ауылға автобус."),
        ("item", 1, "•", "бірінші"),
        ("text", 1, "1.", "один"),
        ("text", 1, "2.", "два"),
        ("row", 1, "", "Сёла\t245"),
        ("item", 1, "б)", "зейнеткерлер"),
    ]


def test_word_numbering_of_several_levels_is_counted() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
            '<w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="russianLower"/>'
            '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for depth, text in ((0, "три"), (1, "а"), (1, "б"), (0, "четыре"), (1, "снова а")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            )
        )
    labels = [block.label for block in read_docx(saved(document), "a.docx")]
    assert labels == ["III.", "а)", "б)", "IV.", "а)"]


def test_deleted_words_are_left_out_and_inserted_ones_stay() -> None:
    document = Document()
    paragraph = document.add_paragraph("Ходит ")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:t")
    gone.text = "один "
    run.append(gone)
    deleted.append(run)
    paragraph._p.append(deleted)
    inserted = OxmlElement("w:ins")
    other = OxmlElement("w:r")
    new = OxmlElement("w:t")
    new.text = "два раза"
    other.append(new)
    inserted.append(other)
    paragraph._p.append(inserted)
    assert qn("w:del") == deleted.tag
    assert [block.text for block in read_docx(saved(document), "a.docx")] == ["Ходит два раза"]


def _archive(parts: dict[str, bytes]) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}, "not_docx"),
        ({"xl/workbook.xml": b"<x/>"}, "not_docx"),
        ({"word/document.xml": b" " * (13 * 1024 * 1024)}, "too_large"),
        ({"word/document.xml": b"<w/>", "a.bin": b"\0" * (61 * 1024 * 1024)}, "too_large"),
        ({"word/document.xml": b"<broken"}, "damaged"),
    ],
)
def test_files_from_outside_are_refused(parts: dict[str, bytes], code: str) -> None:
    with pytest.raises(DraftError) as refused:
        read_docx(_archive(parts), "a.docx")
    assert refused.value.code == code


def test_archive_that_lies_about_its_size_is_damaged() -> None:
    good = saved(Document()).getvalue()
    honest = zipfile.ZipFile(BytesIO(good)).getinfo("word/document.xml").file_size
    size = honest.to_bytes(4, "little")
    with pytest.raises(DraftError) as refused:
        read_docx(BytesIO(good.replace(size, (10).to_bytes(4, "little"))), "a.docx")
    assert refused.value.code == "damaged"


def test_entities_of_a_document_are_not_expanded() -> None:
    data = saved(Document()).getvalue()
    parts = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>x&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    parts["word/document.xml"] = bomb
    assert [b.text for b in read_docx(_archive(parts), "a.docx")] == ["x"]


def test_pasted_lines_are_told_by_their_look() -> None:
    text = (
        "ПРОГРАММА\n\n## Рейсы\nГлава 2. Деньги\n2.1 Рейс ходит.\n- одно\n3) другое\n"
        "Город\t70\t 50\nПросто текст."
    )
    assert told(read_pasted(text)) == [
        ("heading", 1, "", "ПРОГРАММА"),
        ("heading", 2, "", "Рейсы"),
        ("heading", 1, "", "Глава 2. Деньги"),
        ("text", 1, "2.1", "Рейс ходит."),
        ("item", 1, "•", "одно"),
        ("item", 1, "3)", "другое"),
        ("row", 1, "", "Город\t70\t50"),
        ("text", 1, "", "Просто текст."),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("  \n", "no_text"), ("а\n" * 1001, "too_many"), ("а" * 8001, "too_long")],
)
def test_pasted_text_is_bounded(text: str, code: str) -> None:
    with pytest.raises(DraftError) as refused:
        read_pasted(text)
    assert refused.value.code == code


def test_limits_are_below_what_an_upload_may_weigh() -> None:
    assert docx_file.MOST_TEXT_BYTES < docx_file.MOST_BYTES
