"""A meeting through its pages: run from the console, followed live, read in the minutes."""

import gzip
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.meetings.models import Meeting
from consultations.sittings import operations
from consultations.sittings.models import MeetingQuestion, Minutes, RollCall, RollCallVote, Speaker
from tests.factories import hearings_sittings as made
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def begins():
    """By the real clock: it should begin now."""
    return timezone.now()


def url(meeting, name, *args):
    slug = meeting.akimat.slug
    return reverse(f"consultations:meeting_{name}", args=[slug, meeting.pk, *args])


def text_of(answer):
    return answer.content.decode()


def test_a_council_meeting_is_run_by_its_secretary_through_pages_alone(
    meeting, secretary, member_of_it, resident, signed_in
):
    client = signed_in(secretary)
    console = url(meeting, "console")
    assert "Open the meeting" in text_of(client.get(console))
    assert client.post(url(meeting, "start")).status_code == 302

    client.post(url(meeting, "roll_call_new"), {
        "kind": "decision", "rule": "present", "text_kk": "Мақұлдансын", "text_ru": "Одобрить",
    })  # fmt: skip
    roll_call = RollCall.objects.get()
    refused = client.post(url(meeting, "roll_call", roll_call.pk), {"open": "1"})
    assert refused.status_code == 422
    assert "0 of 9 members are here, 6 are needed" in text_of(refused)

    seats = made.seats_of(meeting)
    marks = {f"m{seat.pk}": "present" for seat in seats[:7]}
    client.post(url(meeting, "attendance"), {**marks, "guests": "3", "guests_remote": "0"})
    assert client.post(url(meeting, "roll_call", roll_call.pk), {"open": "1"}).status_code == 302

    member = signed_in(member_of_it)
    assert "Your vote" not in text_of(member.get(url(meeting, "live")))
    member.post(url(meeting, "cast"), {"roll_call": roll_call.pk, "choice": "for"})
    assert "Your vote: <strong>for</strong>" in text_of(member.get(url(meeting, "live")))
    assert member.get(console).status_code == 404

    client = signed_in(secretary)
    page = text_of(client.get(url(meeting, "roll_call", roll_call.pk)))
    assert re.search(rf'name="m{seats[2].pk}" value="for"[^>]*checked', page)
    choices = {f"m{seat.pk}": "for" for seat in seats[:5]}
    client.post(url(meeting, "roll_call", roll_call.pk), {**choices, "close": "1"})
    roll_call.refresh_from_db()
    assert (roll_call.outcome, roll_call.votes_for, roll_call.not_voting) == ("adopted", 5, 2)
    assert RollCallVote.objects.get(mandate=seats[2]).entered_by == member_of_it

    client.post(url(meeting, "speaker_new"), {"name": "B. Alpysov", "language": "kk"})
    speaker = Speaker.objects.get()
    client.post(url(meeting, "speaker"), {"call": speaker.pk})
    assert "B. Alpysov" in text_of(client.get(url(meeting, "live")))
    item = meeting.agenda.last()
    client.post(url(meeting, "item"), {"item": item.pk})
    client.post(url(meeting, "note", item.pk), {"text_kk": "Тыңдалды", "text_ru": "Заслушали"})
    client.post(url(meeting, "end"))

    asked = text_of(client.get(url(meeting, "minutes")))
    assert "It is what will be published" in asked
    assert signed_in(resident).get(url(meeting, "minutes")).status_code == 200
    client = signed_in(secretary)
    early = client.post(url(meeting, "minutes_publish"))
    assert (early.status_code, "who wrote the minutes" in text_of(early)) == (422, True)
    client.post(url(meeting, "minutes_edit"), {
        "chaired_by": "M1", "written_by": "M2", f"note{item.pk}_kk": "Тыңдалды",
        f"note{item.pk}_ru": "Заслушали",
    })  # fmt: skip
    assert client.post(url(meeting, "minutes_publish")).status_code == 302
    client.logout()
    shown = text_of(client.get(url(meeting, "minutes")))
    for words in ("Мақұлдансын", "M1", "B. Alpysov", Minutes.objects.get().sha256):
        assert words in shown
    raw = client.get(url(meeting, "minutes_data"))
    assert raw["X-Content-Type-Options"] == "nosniff"


def test_staff_run_a_meeting_only_with_their_second_factor(meeting, moderator, client):
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(url(meeting, "console")).status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    for name in ("console", "attendance", "minutes_edit"):
        answer = client.get(url(meeting, name))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (
            302,
            "/en/accounts/2fa/reauthenticate/",
        )


@pytest.mark.parametrize(
    ("who", "leads", "replies", "hides"),
    [
        (None, 302, 302, 302),
        ("resident", 404, 404, 404),
        ("member_of_it", 404, 404, 404),
        ("secretary", 200, 200, 404),
        ("chair", 200, 200, 404),
        ("specialist", 404, 200, 404),
        ("moderator", 200, 200, 200),
        ("foreign_moderator", 404, 404, 404),
    ],
)
def test_who_may_open_the_pages_behind_a_meeting(
    meeting, resident, member, signed_in, begins, who, leads, replies, hides
):
    asked = made.question(meeting, resident, begins)
    client = signed_in(member(who) if who else None)
    for name in ("console", "attendance", "roll_call_new", "minutes_edit", "speaker_new"):
        assert client.get(url(meeting, name)).status_code == leads
    assert client.get(url(meeting, "question_answer", asked.pk)).status_code == replies
    assert client.get(url(meeting, "question_hide", asked.pk)).status_code == hides


def test_drafts_and_cancelled_meetings_have_no_course(meeting, moderator, signed_in):
    for status in ("draft", "cancelled"):
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        client = signed_in(moderator)
        for name in ("live", "questions", "console"):
            assert client.get(url(meeting, name)).status_code == 404


def test_a_question_is_asked_after_the_similar_ones_are_seen(
    hearing, resident, second_resident, specialist, signed_in, begins
):
    first = made.question(hearing, second_resident, begins, "When will the old bridge be repaired?")
    client = signed_in(resident)
    words = "When is the old bridge going to be repaired?"
    short = client.post(url(hearing, "ask"), {"text": "Bridge?"})
    assert (short.status_code, "Bridge?" in text_of(short)) == (422, True)
    near = text_of(client.post(url(hearing, "ask"), {"text": words}))
    assert "Is your question among these?" in near
    assert MeetingQuestion.objects.count() == 1
    client.post(url(hearing, "question_vote"), {"question": first.pk})
    client.post(url(hearing, "ask"), {"text": words, "sure": "1"})
    first.refresh_from_db()
    assert (first.votes, MeetingQuestion.objects.count()) == (1, 2)

    staff = signed_in(specialist)
    empty = staff.post(url(hearing, "question_answer", first.pk), {"kind": "written", "text": ""})
    assert empty.status_code == 422
    answer = {"kind": "written", "text": "In June.", "answerer": "A. Omarova"}
    staff.post(url(hearing, "question_answer", first.pk), answer)
    staff.logout()
    shown = text_of(staff.get(url(hearing, "questions")))
    assert "In June." in shown
    assert "1 question waits for an answer." in shown


def test_hiding_keeps_the_place_and_the_reason(hearing, resident, moderator, signed_in, begins):
    asked = made.question(hearing, resident, begins, "Why is the akim such a fool?")
    client = signed_in(moderator)
    assert client.post(url(hearing, "question_hide", asked.pk), {}).status_code == 422
    client.post(url(hearing, "question_hide", asked.pk), {"reason": "An insult"})
    client.logout()
    page = text_of(client.get(url(hearing, "questions")))
    assert ("fool" in page, "Hidden by the akimat. Reason: An insult" in page) == (False, True)


def test_the_live_part_is_small_and_silent_while_nothing_changes(
    meeting, moderator, resident, client, begins
):
    made.started(meeting, moderator)
    for n in range(12):
        made.question(meeting, PersonFactory(), begins, f"How much does road number {n} cost us?")
        made.speaker(meeting, moderator, begins, f"Speaker {n}")
    first = client.get(url(meeting, "live_now"))
    assert len(gzip.compress(first.content)) < 3000
    state = re.search(r"state=([\d\w-]+)", text_of(first))
    assert state is not None
    assert client.get(f"{url(meeting, 'live_now')}?state={state[1]}").status_code == 204
    again = client.get(url(meeting, "live_now"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    operations.go_to(meeting=meeting, item=None, actor=moderator, at=begins)
    assert client.get(f"{url(meeting, 'live_now')}?state={state[1]}").status_code == 200


def test_overdue_minutes_are_marked_for_everybody(council, moderator, client, begins):
    late = made.held(made.of_council(council, moderator, begins - timedelta(days=40)), moderator)
    for address in (
        reverse("consultations:index", args=[late.akimat.slug]),
        url(late, "minutes"),
        reverse("consultations:meeting", args=[late.akimat.slug, late.pk]),
    ):
        assert re.search(r"tag--bad[^>]*>(Minutes overdue|Overdue)<", text_of(client.get(address)))
    assert "It is what will be published" not in text_of(client.get(url(late, "minutes")))


def test_the_list_of_work_counts_what_waits(council, moderator, resident, signed_in, begins):
    late = made.held(made.of_council(council, moderator, begins - timedelta(days=40)), moderator)
    made.question(made.of_council(council, moderator, begins), resident, begins)
    page = text_of(signed_in(moderator).get(f"/en/{late.akimat.slug}/hearings/work/"))
    assert "Minutes to publish" in page
    assert "Questions at meetings without an answer" in page


@pytest.mark.parametrize("count", [1, 3])
def test_questions_and_the_live_part_ask_as_often_for_three_as_for_one(
    meeting, moderator, client, begins, count, django_assert_num_queries
):
    made.started(meeting, moderator)
    for n in range(count):
        asked = made.question(meeting, PersonFactory(), begins, f"How much is road number {n}?")
        made.answered(asked, moderator, begins)
        made.speaker(meeting, moderator, begins, f"Speaker {n}")
        made.voted(made.prepared(meeting, moderator), moderator, "+++++++++", begins)
    with django_assert_num_queries(5):
        client.get(url(meeting, "questions"))
    with django_assert_num_queries(12):
        client.get(url(meeting, "live_now"))


def test_appeals_are_filed_and_answered_on_the_page_of_the_minutes(
    akimat, moderator, resident, signed_in, begins
):
    hearing = made.announced(akimat, moderator, begins - timedelta(days=2), kind="environment")
    asked = made.question(hearing, resident, hearing.starts_at)
    made.answered(asked, moderator, begins)
    made.held(hearing, moderator)
    operations.save_recording(
        meeting=hearing, url="", name="Disc 4", transcript="A", language="ru",
        actor=moderator, at=begins,
    )  # fmt: skip
    minutes = made.published(hearing, moderator, begins)
    client = signed_in(resident)
    client.post(url(hearing, "minutes_appeal"), {"text": "My second question is missing here."})
    appeal = minutes.appeals.get()
    assert client.get(url(hearing, "minutes_appeal")).status_code == 404
    staff = signed_in(moderator)
    answer = url(hearing, "minutes_appeal_answer", appeal.pk)
    half = staff.post(answer, {"decision": "upheld", "answer_kk": "Қосылды"})
    assert (half.status_code, "Қосылды" in text_of(half)) == (422, True)
    staff.post(answer, {"decision": "upheld", "answer_kk": "Қосылды", "answer_ru": "Добавлено"})
    staff.post(url(hearing, "minutes_correct"), {
        "text_kk": "Сұрақ", "text_ru": "Вопрос", "reason_kk": "Қате", "reason_ru": "Ошибка",
    })  # fmt: skip
    staff.logout()
    page = text_of(staff.get(url(hearing, "minutes")))
    assert "the minutes are corrected" in page
    assert "Disc 4" in page
