"""A draft from its file to what changed in it, through pages alone."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from consultations.drafts.models import Draft, DraftVersion, Remark
from tests.factories.edp import texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HERE = "/en/pavlodar/hearings/"
DAYS = {"draft": (3, 4), "remark": (3, 12), "answers": (4, 1), "result": (4, 6)}
PARAGRAPHS = {
    "kk": ["Автобус күніне екі рет жүреді.", "Билет жүз теңге тұрады."],
    "ru": ["Автобус ходит два раза в день.", "Билет стоит сто тенге."],
}


def said(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in texts(words).items()}


def test_draft_from_its_file_to_what_changed_through_pages_alone(browser, cast, clock):
    clock(*DAYS["draft"])
    draft = open_draft(browser, cast)
    clock(*DAYS["remark"])
    remark_on(browser, cast["resident"], draft)
    clock(*DAYS["answers"])
    answer_remark(browser, cast["specialist"], draft)
    clock(*DAYS["result"])
    close_draft(browser, cast["moderator"], draft)

    here = f"{HERE}drafts/{draft.pk}/"
    browser.as_(None).walk(HERE, f"{HERE}drafts/", here, f"{here}versions/")
    assert "Version 2" in browser.text
    browser.walk(here, f"{here}remarks/")
    assert "The bus has three drivers." in browser.text


def docx(*paragraphs: str) -> SimpleUploadedFile:
    made, held = Document(), BytesIO()
    made.add_heading("22", level=1)
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(held)
    return SimpleUploadedFile("bus.docx", held.getvalue())


def upload(browser, here: str, language: str, *paragraphs: str) -> None:
    """The file becomes paragraphs, which are looked at, matched and published."""
    browser.open(f"{here}desk/")
    page = next(
        one
        for one in (f"{here}versions/new/", f"{here}versions/new/?language={language}")
        if one.partition("?")[0] in browser.known[browser.person]
    )
    read = browser.send(page, {"language": language, "file": docx(*paragraphs)})
    check = browser.send(read, {"go_on": "1"})
    assert browser.send(check) == f"{here}desk/"


def open_draft(browser, cast) -> Draft:
    browser.as_(cast["moderator"]).walk(HERE, f"{HERE}work/")
    desk = browser.send(
        f"{HERE}drafts/new/",
        {
            "kind": "regulation",
            **said("title", "Rules of bus 22"),
            **said("summary", "When the bus runs and what it costs."),
            **said("office", "Transport department"),
            "author": str(cast["specialist"].pk),
        },
    )
    draft = Draft.objects.get()
    here = f"{HERE}drafts/{draft.pk}/"
    for language, paragraphs in PARAGRAPHS.items():
        upload(browser, here, language, *paragraphs)
    browser.open(desk)
    browser.send(f"{here}open/")
    draft.refresh_from_db()
    # Fifteen working days after 4 March, over Women's Day and Nauryz, then ten for the answers.
    dates = (str(draft.closes_on), str(draft.answers_on))
    assert (draft.status, *dates) == ("open", "2026-03-31", "2026-04-14")
    return draft


def remark_on(browser, resident, draft: Draft) -> None:
    """The first line is to read otherwise."""
    here = f"{HERE}drafts/{draft.pk}/"
    browser.as_(resident).walk(HERE, f"{HERE}drafts/", here)
    paragraph = draft.paragraphs.get(passages__text=PARAGRAPHS["ru"][0])
    browser.open(f"{here}?text=ru")
    browser.send(
        f"{here}p/{paragraph.pk}/?text=ru",
        {"text": "Two are too few.", "suggestion": "Автобус ходит три раза в день."},
    )
    assert Remark.objects.get().suggestion == "Автобус ходит три раза в день."


def answer_remark(browser, specialist, draft: Draft) -> None:
    """Taken over: a new version has the words, and the answer names it."""
    here = f"{HERE}drafts/{draft.pk}/"
    remark = Remark.objects.get()
    browser.as_(specialist).walk(HERE, f"{HERE}work/", f"{HERE}drafts/", here)
    upload(browser, here, "ru", "Автобус ходит три раза в день.", PARAGRAPHS["ru"][1])
    upload(browser, here, "kk", "Автобус күніне үш рет жүреді.", PARAGRAPHS["kk"][1])
    version = DraftVersion.objects.get(language="ru", number=2)
    browser.walk(f"{here}desk/", f"{here}answers/")
    browser.send(
        f"{here}answers/write/?r={remark.pk}&order=oldest",
        {
            "decision": "accepted",
            "answer": "The bus has three drivers.",
            "language": "en",
            "taken_in": str(version.pk),
        },
    )
    remark.refresh_from_db()
    assert (remark.decision, remark.taken_in) == ("accepted", version)


def close_draft(browser, moderator, draft: Draft) -> None:
    here = f"{HERE}drafts/{draft.pk}/"
    browser.as_(moderator).walk(HERE, f"{HERE}drafts/", here, f"{here}desk/")
    browser.send(f"{here}close/", said("outcome", "The bus runs three times a day."))
    draft.refresh_from_db()
    assert draft.status == "closed"
