"""The document, the check against the programmes, the comparison, the print."""

import contextlib
import re
import zlib
from datetime import date

import pytest
from django.utils import translation

from edp.models import Action, PlanPdf, Priority
from edp.plan import queries
from edp.plan.comparing import Piece, differences, words
from edp.plan.coverage import coverage
from edp.plan.document import Writer
from edp.plan.enums import PdfStatus
from edp.plan.page import page_of
from edp.plan.printing import render_pdfs
from edp.plan.tasks import print_version, sweep_prints
from tests.factories.edp_plan import programme, written
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(akimat, moderator):
    planning: Discovery = discovery_in(akimat, "plan", {"moderator": moderator})
    return written(planning.round, moderator, planning.at)


def document(draft, language="en"):
    return Writer(queries.whole(draft.plan), language).document()


def test_missing_english_falls_back_to_the_original_and_says_so(draft):
    Priority.objects.update(title_en="")
    title = document(draft)["priorities"][0]["title"]
    assert title == {"text": "Cold chains 1 (қаз)", "lang": "kk", "old": False}


def test_sums_leave_out_what_was_stopped(draft):
    second = draft.actions[1]
    Action.objects.filter(pk=second.pk).update(status="stopped")
    page = page_of(document(draft))
    assert [(row.public, row.private) for row in page.money] == [(60_000_000, 40_000_000), (0, 0)]
    assert (page.total.total, page.total.staff_months) == (100_000_000, 24)


def test_bars_lie_in_the_years_of_the_plan(draft):
    Action.objects.filter(pk=draft.actions[0].pk).update(
        starts_date=date(2027, 1, 1), ends_date=date(2027, 12, 31)
    )
    Action.objects.filter(pk=draft.actions[1].pk).update(
        starts_date=date(2028, 1, 1), ends_date=date(2030, 12, 31)
    )
    table = page_of(document(draft)).timetable
    assert [year.year for year in table.years] == [2027, 2028, 2029, 2030]
    assert (table.bars[0].x, table.bars[0].width) == ("0.00%", "24.98%")
    assert table.bars[1].width == "75.02%"


def test_coverage_says_what_each_leaves_out(draft):
    food, _steel = programme(draft.plan.round, "Food", "Steel")
    draft.actions[0].programme_items.add(food)
    found = coverage(document(draft))
    assert [one.item["title"]["text"] for one in found.left_out] == ["Steel"]
    assert [one["title"]["text"] for one in found.loose] == ["Cold chains 2"]
    assert [row["title"]["text"] for row in found.served[0].served_by] == ["Build a cold store"]


def test_words_are_compared_and_not_lines():
    assert words("Cold from field to shop", "Cold from farm to shop") == [
        Piece("same", "Cold from "),
        Piece("del", "field"),
        Piece("ins", "farm"),
        Piece("same", " to shop"),
    ]
    assert words("", "New") == [Piece("ins", "New")]
    assert words("Суық тізбек", "Суық тізбек") == [Piece("same", "Суық тізбек")]


def test_versions_differ_where_somebody_wrote(draft):
    before = document(draft)
    Priority.objects.filter(pk=draft.priorities[0].pk).update(text_en="Cold from farm to shop.")
    Action.objects.filter(pk=draft.actions[1].pk).update(public_tenge=70_000_000)
    after = document(draft)
    with translation.override("en"):
        found = differences(before, after)
        assert differences(before, before) == []
    assert [(one.place, one.kind) for one in found] == [
        ("Priority: Cold chains 1", "changed"),
        ("Action: Build a cold store", "changed"),
    ]
    assert Piece("ins", "farm") in found[0].pieces


def test_what_a_version_dropped_is_shown_as_gone(draft):
    before = document(draft)
    draft.plan.risks.all().delete()
    with translation.override("en"):
        found = differences(before, document(draft))
    assert {one.kind for one in found} == {"removed"}
    assert found[0].place == "Risk: The line is late"


# --- print ---


def unpacked(pdf: PlanPdf) -> bytes:
    """The file with its compressed streams opened."""
    with pdf.file.open("rb") as file:
        data: bytes = file.read()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    opened = [data]
    for stream in streams:
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompress(stream))
    return b"\n".join(opened)


def test_the_print_is_tagged_and_holds_kazakh_letters(draft):
    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
    Priority.objects.filter(pk=draft.priorities[0].pk).update(text_kk=" ".join(letters))
    version = draft.publish()
    assert render_pdfs(version=version) == 3
    data = unpacked(PlanPdf.objects.get(version=version, language="kk"))
    assert data.startswith(b"%PDF-")
    # Tagged, with its language, and declared as PDF/UA-1.
    for mark in (b"/StructTreeRoot", b"/Marked true", b"(kk)", b"pdfuaid:part"):
        assert mark in data, mark
    # Each letter can be copied out: the fonts say which glyph stands for which letter.
    told = {
        code.lower()
        for table in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL)
        for code in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]{4})>", table)
    }
    assert {f"{ord(letter):04x}".encode() for letter in letters} <= told


def test_printing_twice_makes_nothing_new(draft):
    version = draft.publish()
    print_version(version.pk)
    made = {pdf.language: pdf.made_at for pdf in PlanPdf.objects.all()}
    print_version(version.pk)
    sweep_prints()
    assert {pdf.language: pdf.made_at for pdf in PlanPdf.objects.all()} == made
    assert set(made) == {"kk", "ru", "en"}


def test_the_sweep_prints_what_nobody_announced(draft):
    draft.publish()
    assert not PlanPdf.objects.filter(status=PdfStatus.DONE).exists()
    sweep_prints()
    assert PlanPdf.objects.filter(status=PdfStatus.DONE).count() == 3


def test_one_broken_language_does_not_stop_the_others(draft):
    version = draft.publish()
    # A document that lost its title stands for whatever the printer may stumble over.
    del version.content["ru"]["vision"]
    version.save()
    assert render_pdfs(version=version) == 2
    broken = PlanPdf.objects.get(language="ru")
    assert (broken.status, broken.attempts) == (PdfStatus.FAILED, 1)


@pytest.mark.parametrize("more", [0, 4])
def test_the_plan_is_read_with_a_fixed_number_of_queries(draft, more, django_assert_num_queries):
    from tests.factories.edp_plan import add_action, add_indicator

    for _one in range(more):
        add_action(draft.plan, draft.actions[0].objective, draft.actor, draft.at)
        add_indicator(draft.plan, draft.actions[0], draft.actor, draft.at)
    with django_assert_num_queries(12):
        document(draft)
