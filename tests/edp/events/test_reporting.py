"""The report: prefilled, versions, published, drawn as an accessible PDF."""

import re
import zlib

import pytest

from commons.notifications.models import Message
from edp.errors import DiscoveryError
from edp.events import drafting, operations, queries
from edp.events.errors import EventError, ReportChangedError
from edp.events.models import Event
from edp.events.tasks import make_report_pdf, sweep_events
from tests.factories.edp import texts
from tests.factories.edp_events import event, note, reported

KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"


@pytest.fixture
def group(discovery):
    made = event(
        discovery.round,
        discovery.at,
        agenda=[{"title": texts("Opening"), "speaker": "The akim"}],
    )
    for code in ("gov", "biz"):
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
    Event.objects.update(starts_at=discovery.at, ends_at=made.ends_at)
    made.refresh_from_db()
    came = {row.pk: True for row in made.registrations.all()}
    operations.mark_attendance(event=made, came=came, actor=None, at=discovery.at)
    return made


def save(group, discovery, report="# Text", version=0, summary=None):
    return operations.save_report(
        event=group,
        summary=texts("Short") if summary is None else summary,
        report=report,
        language="kk",
        version=version,
        actor=discovery.people["moderator"],
        at=discovery.at,
    )


def test_the_first_draft_holds_who_came_the_agenda_and_the_notes_by_kind(discovery, group):
    author = discovery.people["biz"]
    note(group, author, discovery.at, "Gluten\nfor bakeries")
    agreed = note(group, author, discovery.at, "Begin with gluten")
    operations.change_note(
        note=agreed, author=author, text=agreed.text, version=1, kind="agreed", at=discovery.at
    )
    gone = note(group, author, discovery.at, "Nonsense")
    operations.remove_note(note=gone, actor=author, at=discovery.at)

    text = drafting.draft(group, "en")

    assert text.split("\n\n")[0] == ("# Who came\n2 people came.\n- Government: 1\n- Business: 1")
    assert "- Opening (The akim)" in text
    assert text.endswith(
        "# What the group agreed on\n- Begin with gluten\n\n# Ideas\n- Gluten for bakeries"
    )


def test_the_first_draft_speaks_the_language_of_the_report(discovery, group):
    assert "- Opening (рус) (The akim)" in drafting.draft(group, "ru")


def test_every_saving_is_a_version_and_the_same_words_are_none(discovery, group):
    first = save(group, discovery)
    assert save(first, discovery, version=1).report_version == 1
    second = save(first, discovery, "# Other\r\n", version=1)
    assert (second.report, second.report_version) == ("# Other", 2)
    assert list(group.report_versions.values_list("number", "report")) == [
        (1, "# Text"),
        (2, "# Other"),
    ]


def test_a_report_saved_over_a_newer_one_is_kept_aside(discovery, group):
    save(group, discovery)
    with pytest.raises(ReportChangedError) as raised:
        save(group, discovery, "Late")
    assert Event.objects.get().report == "# Text"
    assert (raised.value.kept.report, raised.value.kept.is_taken) == ("Late", False)
    assert save(group, discovery, "Joined", version=1).report_version == 3


def test_a_report_is_published_whole_and_after_the_event_began(discovery, group):
    moderator = discovery.people["moderator"]

    def code():
        with pytest.raises((EventError, DiscoveryError)) as raised:
            operations.publish_report(event=group, actor=moderator, at=discovery.at)
        return raised.value.code

    assert code() == "report_empty"
    save(group, discovery, summary={"kk": "Тек қазақша"})
    assert code() == "text_needed"
    save(group, discovery, version=1)
    coming = event(discovery.round, discovery.at)
    save(coming, discovery)
    with pytest.raises(EventError) as raised:
        operations.publish_report(event=coming, actor=moderator, at=discovery.at)
    assert raised.value.code == "report_too_early"
    Message.objects.all().delete()

    operations.publish_report(event=group, actor=moderator, at=discovery.at)

    assert code() == "report_published"
    told = Message.objects.filter(kind="event_report").values_list("person", flat=True)
    assert set(told) == {discovery.people["gov"].pk, discovery.people["biz"].pk}


def test_a_published_report_is_corrected_in_public_and_stays_whole(discovery, group):
    held = reported(group, discovery.people["moderator"], discovery.at)
    with pytest.raises(DiscoveryError):
        save(held, discovery, version=1, summary={"kk": "x"})
    with pytest.raises(EventError):
        save(held, discovery, "  ", version=1)
    assert Event.objects.get().report_version == 1
    assert save(held, discovery, "Better", version=1).report_version == 2


# --- the file ---


def streams(data):
    """Every stream of a PDF, unpacked."""
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def letters(data):
    """What the fonts of a PDF say its signs mean."""
    written = set()
    for stream in streams(data):
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
            for code in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", block):
                written |= set(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return written


def drawn(group, discovery, report):
    save(group, discovery, report)
    operations.publish_report(event=group, actor=None, at=discovery.at)
    assert make_report_pdf(group.pk)
    held = Event.objects.get(pk=group.pk)
    with held.pdf.open("rb") as file:
        return held, file.read()


def test_the_file_is_tagged_speaks_its_language_and_holds_kazakh_letters(discovery, group):
    held, data = drawn(group, discovery, f"# Тақырып\n- {KAZAKH}\n\n1. Бірінші")

    whole = data + b"".join(streams(data))
    assert data.startswith(b"%PDF-")
    assert b"/Marked true" in whole
    assert b"pdfuaid:part" in whole
    assert b"/Lang (kk)" in whole
    assert set(KAZAKH) <= letters(data)
    assert (held.pdf_version, held.pdf_step, held.pdf_error) == (1, 3, "")
    assert held.pdf_made_at is not None


def test_drawing_twice_makes_one_file_and_a_new_version_a_new_one(discovery, group):
    held, _data = drawn(group, discovery, "One")
    first, storage = held.pdf.name, held.pdf.storage
    assert make_report_pdf(group.pk) is False
    assert Event.objects.get(pk=group.pk).pdf.name == first

    save(held, discovery, "Two", version=1)
    assert Event.objects.get(pk=group.pk).pdf.name == first
    sweep_events()

    held = Event.objects.get(pk=group.pk)
    assert (held.pdf_version, held.pdf.name != first) == (2, True)
    assert (storage.exists(held.pdf.name), storage.exists(first)) == (True, False)


def test_nothing_is_drawn_before_a_report_is_published(discovery, group):
    save(group, discovery)
    assert make_report_pdf(group.pk) is False
    assert not Event.objects.get(pk=group.pk).pdf


def test_text_is_never_taken_for_html(discovery, group):
    _held, data = drawn(group, discovery, '<img src="http://127.0.0.1/x"> &amp; <b>bold</b>')
    assert {"<", ">", "&"} <= letters(data)


def test_a_file_that_fails_says_so_and_waits_for_somebody_to_order_it(
    discovery, group, monkeypatch
):
    save(group, discovery)
    operations.publish_report(event=group, actor=None, at=discovery.at)

    def broken(*args, **kwargs):
        raise RuntimeError("no fonts")

    monkeypatch.setattr("weasyprint.HTML", broken)
    with pytest.raises(RuntimeError):
        make_report_pdf(group.pk)
    held = Event.objects.get(pk=group.pk)
    assert (held.pdf_error, held.pdf_version) == ("RuntimeError", None)
    assert not queries.without_pdf().exists()

    monkeypatch.undo()
    operations.order_pdf(event=held)
    sweep_events()
    assert Event.objects.get(pk=group.pk).pdf_version == 1
