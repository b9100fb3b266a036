"""Minutes: put together, frozen, corrected, appealed against, printed."""

import re
import zlib
from datetime import date, timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.people import erasers, exports
from commons.people.models import Person
from consultations.errors import HearingError
from consultations.sittings import operations
from consultations.sittings.content import content, fingerprint
from consultations.sittings.errors import SittingError
from consultations.sittings.models import ItemNote, Minutes, MinutesPdf
from consultations.sittings.page import page_of
from consultations.sittings.printing import render_pdfs
from consultations.sittings.tasks import remind_of_minutes
from tests.factories import hearings_sittings as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def past(meeting, moderator, resident, begins):
    """Held: a question with its answer, a speaker, an adopted decision."""
    asked = made.question(meeting, resident, begins - timedelta(days=3))
    made.started(meeting, moderator, here=7)
    made.answered(asked, moderator, begins)
    said = made.speaker(meeting, moderator, begins)
    operations.call(speaker=said, actor=moderator, at=begins)
    operations.finish(speaker=said, actor=moderator, at=begins + timedelta(minutes=3))
    made.speaker(meeting, moderator, begins, "Not reached")
    made.voted(made.prepared(meeting, moderator), moderator, "++++-00", begins)
    made.held(meeting, moderator)
    return made.fresh(meeting)


def test_the_record_becomes_one_document(past, moderator, resident, begins):
    minutes = made.published(past, moderator, begins + timedelta(days=1))
    page = page_of(minutes.content, "en")
    assert (page["number"], page["opening"]["text"]) == (1, "The chair opened the meeting.")
    assert [row["title"]["text"] for row in page["agenda"]] == ["Report on the budget", "Roads"]
    held = page["attendance"]
    assert (held["seats"], held["present"], held["needed"], held["reached"]) == (9, 7, 6, True)
    assert [(row["name"], row["presence_label"]) for row in held["members"]][6:] == [
        ("M7", "In the room"), ("M8", "Absent"), ("M9", "Absent"),
    ]  # fmt: skip
    assert [(row["who"], row["minutes"]) for row in page["spoken"]] == [("B. Alpysov", 3)]
    assert [(row["who"], row["state"]) for row in page["others"]] == [
        ("Not reached", "was not reached")
    ]
    asked = page["questions"][0]
    assert (asked["who"], asked["answer"]) == (resident.name, "In June.")
    vote = page["votes"][0]
    assert (vote["outcome"], vote["by_choice"][0]) == ("adopted", ("For", ["M1", "M2", "M3", "M4"]))
    assert page["decisions"][0]["text"] == {"text": "Approve the report", "lang": "en"}


def test_published_minutes_are_frozen_under_their_fingerprint(past, moderator, resident, begins):
    at = begins + timedelta(days=1)
    minutes = made.published(past, moderator, at)
    held = Minutes.objects.get()
    assert held.sha256 == fingerprint(held.content) == minutes.sha256
    assert Entry.objects.get(verb="hearings.minutes_published").detail["sha256"] == held.sha256
    assert Message.objects.filter(person=resident, kind="minutes_published").count() == 1
    for act in (
        lambda: made.written(past, moderator, at),
        lambda: made.come(past, moderator, 3),
        lambda: made.answered(past.questions.get(), moderator, at),
        lambda: made.prepared(past, moderator),
        lambda: operations.publish_minutes(meeting=past, actor=moderator, at=at),
    ):
        with pytest.raises(SittingError) as caught:
            act()
        assert caught.value.code in ("frozen", "minutes_published")


def test_every_question_is_answered_before_publishing(past, moderator, begins, second_resident):
    past.questions.update(answered_at=None, answer="", answer_kind="")
    with pytest.raises(SittingError) as caught:
        made.published(past, moderator, begins)
    assert (caught.value.code, caught.value.params) == ("unanswered", {"count": 1})
    operations.hide(question=past.questions.get(), reason="Insult", actor=moderator, at=begins)
    minutes = made.published(past, moderator, begins)
    assert minutes.content["questions"][0]["hidden"] == "Insult"
    assert "text" not in minutes.content["questions"][0]


def test_what_is_written_in_kazakh_must_be_there_in_russian(past, moderator, begins):
    item = past.agenda.first()
    note = {"kk": "Тыңдалды", "ru": "", "en": ""}
    operations.write_note(item=item, texts=note, actor=moderator, at=begins)
    with pytest.raises(HearingError, match="text_needed"):
        made.published(past, moderator, begins)
    ItemNote.objects.update(text_ru="Заслушали")
    assert made.published(past, moderator, begins).content["agenda"][0]["note"]["ru"] == "Заслушали"


def test_names_are_needed_and_the_meeting_must_be_over(meeting, past, moderator, hearing, begins):
    with pytest.raises(SittingError, match="signatures_needed"):
        operations.publish_minutes(meeting=past, actor=moderator, at=begins)
    made.started(hearing, moderator)
    with pytest.raises(SittingError, match="not_held"):
        made.published(hearing, moderator, begins)


def test_minutes_are_numbered_within_the_year(council, past, moderator, begins):
    made.published(past, moderator, begins + timedelta(days=1))
    numbers = []
    for day in (date(2026, 12, 16), date(2027, 1, 20)):
        later = begins.replace(year=day.year, month=day.month, day=day.day)
        other = made.held(made.of_council(council, moderator, later), moderator)
        numbers.append(made.published(other, moderator, later + timedelta(days=1)).number)
    assert numbers == [2, 1]


def test_an_environmental_hearing_needs_its_recording_and_the_text(akimat, moderator, begins):
    hearing = made.held(made.announced(akimat, moderator, begins, kind="environment"), moderator)
    with pytest.raises(SittingError, match="recording_needed"):
        made.published(hearing, moderator, begins)

    def record(transcript):
        operations.save_recording(
            meeting=hearing,
            url="https://example.kz/1",
            name="",
            transcript=transcript,
            language="ru",
            actor=moderator,
            at=begins,
        )

    record("")
    with pytest.raises(SittingError, match="recording_needed"):
        made.published(hearing, moderator, begins)
    record("Добрый день.")
    minutes = made.published(hearing, moderator, begins + timedelta(days=7))
    # Ten working days after 29 April: 1, 7 and 9 May (a Saturday, moved to 11 May) are free.
    assert minutes.appeal_until == date(2026, 5, 18)


def test_only_who_took_part_appeals_once_and_within_the_period(
    akimat, moderator, resident, second_resident, begins
):
    hearing = made.announced(akimat, moderator, begins, kind="environment")
    asked = made.question(hearing, resident, begins)
    made.started(hearing, moderator)
    made.answered(asked, moderator, begins)
    made.held(hearing, moderator)
    operations.save_recording(
        meeting=hearing, url="", name="Disc 4", transcript="A", language="ru",
        actor=moderator, at=begins,
    )  # fmt: skip
    minutes = made.published(hearing, moderator, begins)

    def appeal(person, at=begins):
        return operations.appeal(
            minutes=minutes, author=person, text="My question is missing", language="en", at=at
        )

    with pytest.raises(SittingError, match="not_a_participant"):
        appeal(second_resident)
    with pytest.raises(SittingError, match="appeal_closed"):
        appeal(resident, begins + timedelta(days=60))
    filed = appeal(resident)
    # Fifteen working days after 22 April.
    assert filed.due_on == date(2026, 5, 18)
    with pytest.raises(SittingError, match="appealed"):
        appeal(resident)
    with pytest.raises(HearingError, match="text_needed"):
        operations.answer_appeal(
            appeal=filed, decision="rejected", texts={"kk": "Жоқ"}, actor=moderator, at=begins
        )
    operations.answer_appeal(
        appeal=filed, decision="upheld", texts=made.texts("It is added"), actor=moderator, at=begins
    )
    assert Message.objects.filter(person=resident, kind="minutes_appeal_answered").exists()
    with pytest.raises(SittingError, match="appeal_answered"):
        operations.answer_appeal(
            appeal=filed, decision="upheld", texts=made.texts("Again"), actor=moderator, at=begins
        )


def test_minutes_of_other_meetings_are_not_appealed(past, moderator, resident, begins):
    minutes = made.published(past, moderator, begins)
    with pytest.raises(SittingError, match="minutes_unpublished"):
        operations.appeal(minutes=minutes, author=resident, text="No", language="en", at=begins)


def test_a_correction_stands_beside_the_frozen_text(past, moderator, begins):
    minutes = made.published(past, moderator, begins)
    before = minutes.sha256
    for n in (1, 2):
        made_now = operations.correct_minutes(
            minutes=minutes,
            texts=made.texts("340 km"),
            reason=made.texts("A slip"),
            actor=moderator,
            at=begins + timedelta(days=n),
        )
        assert made_now.number == n
    minutes.refresh_from_db()
    assert fingerprint(minutes.content) == minutes.sha256 == before


def test_reminders_come_the_day_before_and_once_when_late(past, moderator, chair, specialist):
    due = past.minutes_due_on
    assert due == date(2026, 4, 29)
    at = past.ends_at
    told = [
        operations.remind_of_minutes(at=at + timedelta(days=days)) for days in (1, 5, 6, 7, 8, 9)
    ]
    # The moderator, the chair and the secretary: on Monday 27 April nobody, from Tuesday on.
    assert told == [0, 0, 3, 0, 3, 0]
    assert remind_of_minutes() == 0


def letters(data):
    """What the fonts of a PDF say its signs mean."""
    written, streams = set(), []
    for chunk in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            streams.append(zlib.decompress(chunk))
        except zlib.error:
            continue
    for stream in streams:
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
            for code in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", block):
                written |= set(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return written, b"".join([data, *streams])


def test_the_print_is_tagged_and_made_once_per_language(past, moderator, begins):
    minutes = made.published(past, moderator, begins)
    MinutesPdf.objects.exclude(language="kk").delete()
    assert (render_pdfs(minutes=minutes), render_pdfs(minutes=minutes)) == (1, 0)
    with MinutesPdf.objects.get().file.open("rb") as file:
        found, whole = letters(file.read())
    assert all(mark in whole for mark in (b"/Marked true", b"pdfuaid:part", b"/Lang (kk)"))
    assert {"қ", "№"} <= found


def test_an_erased_account_leaves_the_minutes_without_its_name(past, moderator, resident, begins):
    minutes = made.published(past, moderator, begins)
    MinutesPdf.objects.exclude(language="en").delete()
    render_pdfs(minutes=minutes)
    copy = exports.parts(resident)["sittings"]
    assert copy["questions"][0]["text"] == "When will the bridge be repaired?"
    erasers.run(resident)
    Person.objects.filter(pk=resident.pk).update(erased_at=begins, name="")
    minutes.refresh_from_db()
    assert fingerprint(minutes.content) == minutes.sha256
    assert page_of(minutes.content, "en")["questions"][0]["who"] == str(Person.NO_NAME)
    assert not MinutesPdf.objects.get().file


def test_content_names_nobody_with_an_account(past, resident):
    assert resident.name not in str(content(past))
