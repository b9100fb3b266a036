"""The notice of a meeting: its legal lead time, what it must hold, and its breach shown to all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commons.notifications.models import Message
from commons.notifications.operations import follow
from consultations.meetings import checks, legal, operations
from consultations.meetings.enums import MeetingKind
from consultations.meetings.errors import MeetingError
from consultations.meetings.models import Meeting
from consultations.periods import Periods
from tests.factories.hearings_meetings import (
    council,
    draft_meeting,
    meeting,
    paper,
    proposal,
    texts,
)

LAW = [("council", 10), ("hearing", 15), ("environment", 30), ("planning", 20), ("akimat", 3)]


def at_local(day, hour, minute=0):
    """Astana is five hours ahead of UTC."""
    return datetime(*day, hour, minute, tzinfo=UTC) - timedelta(hours=5)


def ready(kind, akimat, moderator, now, days):
    made = draft_meeting(
        akimat,
        moderator,
        now,
        days=days,
        kind=kind,
        council=council(akimat, now) if kind == "council" else None,
    )
    paper(made, moderator, now)
    return made


@pytest.mark.parametrize(("kind", "law"), [*LAW, ("maslikhat", 3)])
def test_a_notice_on_its_last_day_is_in_time(akimat, moderator, now, kind, law):
    made = ready(kind, akimat, moderator, now, law)
    done = operations.announce_meeting(meeting=made, actor=moderator, at=now)
    assert (done.status, done.announced_at) == ("announced", now)
    assert (done.notice_days, done.breach_days, done.breach_reason) == (law, 0, "")
    assert done.notice_due_on == date(2026, 3, 4)


@pytest.mark.parametrize(("kind", "law"), LAW)
def test_a_day_later_it_is_refused_unless_a_reason_is_given(akimat, moderator, now, kind, law):
    made = ready(kind, akimat, moderator, now, law - 1)
    for reason in (None, {"kk": "Су тасқыны", "ru": " "}):
        with pytest.raises(MeetingError) as refused:
            operations.announce_meeting(meeting=made, actor=moderator, at=now, breach_reason=reason)
        assert refused.value.code == "notice_late"
        assert refused.value.params == {"days": law - 1, "law": law}

    done = operations.announce_meeting(
        meeting=made, actor=moderator, at=now, breach_reason=texts("Flood")
    )

    assert (done.breach_days, done.breach_reason_en) == (1, "Flood")


def test_days_are_those_of_the_calendar_and_not_hours(akimat, moderator):
    late_evening, early = at_local((2026, 3, 4), 23, 50), at_local((2026, 3, 24), 0, 30)
    made = draft_meeting(
        akimat,
        moderator,
        late_evening,
        kind="planning",
        starts_at=early,
    )
    assert legal.notice(made, late_evening) == legal.Notice(20, 20, date(2026, 3, 4))


def test_an_akimat_may_ask_itself_for_more(akimat, moderator, now):
    Periods.objects.create(akimat=akimat, hearing_notice_days=25)
    made = ready("hearing", akimat, moderator, now, 20)
    with pytest.raises(MeetingError) as refused:
        operations.announce_meeting(meeting=made, actor=moderator, at=now)
    assert refused.value.params == {"days": 20, "law": 25}


def test_a_breach_without_its_reason_cannot_be_stored(akimat, moderator, now):
    made = meeting(akimat, moderator, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(breach_days=3)


# --- what follows from the date ---


@pytest.mark.parametrize(
    ("day", "minutes", "replies"),
    [
        # Nauryz 21-23 March, a weekend in 2026: the 24th and 25th are free instead.
        ((2026, 3, 19), (2026, 3, 31), (2026, 4, 16)),
        # 1, 7 and 9 May; the 9th is a Saturday, so the 11th is free too; 27 May is Kurban Ait.
        ((2026, 4, 30), (2026, 5, 12), (2026, 5, 29)),
        # New Year, and 7 January.
        ((2026, 12, 30), (2027, 1, 11), (2027, 1, 27)),
    ],
)
def test_periods_after_a_meeting_count_working_days(akimat, moderator, day, minutes, replies):
    begins = at_local(day, 15)
    made = draft_meeting(akimat, moderator, begins - timedelta(days=40), starts_at=begins)
    found = legal.dates(made)
    assert (found["minutes_due_on"], found["replies_due_on"]) == (date(*minutes), date(*replies))


def test_dates_before_a_meeting_count_every_day(akimat, moderator):
    begins = at_local((2026, 3, 27), 15)
    made = draft_meeting(akimat, moderator, begins - timedelta(days=40), starts_at=begins)
    found = legal.dates(made)
    assert found["notice_due_on"] == date(2026, 3, 12)
    assert found["papers_due_on"] == found["agenda_until"] == date(2026, 3, 22)
    assert found["questions_until"] == date(2026, 3, 26)


def test_papers_of_an_environmental_hearing_are_due_with_its_notice(akimat, moderator, now):
    made = draft_meeting(akimat, moderator, now, days=30, kind="environment")
    assert legal.dates(made)["papers_due_on"] == date(2026, 3, 4)


def test_a_new_setting_does_not_move_what_was_announced(akimat, moderator, now):
    made = meeting(akimat, moderator, now)
    due = made.minutes_due_on
    Periods.objects.create(akimat=akimat, minutes_days=20, hearing_notice_days=60)
    changed = operations.change_meeting(
        meeting=made, actor=moderator, at=now, about=texts("More words")
    )
    assert (changed.minutes_due_on, changed.notice_days, changed.breach_days) == (due, 15, 0)


# --- what a notice must hold ---


def stops(meeting, now):
    return [one.code for one in checks.checks(meeting, now) if one.state == "stop"]


@pytest.mark.parametrize(
    ("kind", "lacks", "codes"),
    [
        ("hearing", {}, []),
        ("hearing", {"about": texts("") | {"kk": "Тек қазақша"}}, ["about_written"]),
        ("hearing", {"place": texts("") | {"kk": "", "ru": "", "en": ""}}, ["somewhere"]),
        ("hearing", {"email": "", "phone": ""}, ["contacts"]),
        ("hearing", {"email": ""}, []),
        ("planning", {"email": ""}, ["contacts_both"]),
        ("planning", {"phone": ""}, ["contacts_both"]),
        ("environment", {}, ["papers_by_law"]),
    ],
)
def test_what_is_missing_stops_the_notice(akimat, moderator, now, kind, lacks, codes):
    blank = {name: dict.fromkeys(("kk", "ru", "en"), "") for name in ("place",) if name in lacks}
    if "about" in lacks:
        blank["about"] = {"kk": "Тек қазақша", "ru": "", "en": ""}
    made = draft_meeting(akimat, moderator, now, kind=kind, **{**lacks, **blank})
    assert stops(made, now) == codes
    if codes:
        with pytest.raises(MeetingError) as refused:
            operations.announce_meeting(meeting=made, actor=moderator, at=now)
        assert refused.value.code == "checks_failed"
        assert refused.value.params["codes"] == codes


def test_a_meeting_held_remotely_only_needs_its_link(akimat, moderator, now):
    nowhere = {"kk": "", "ru": "", "en": ""}
    made = draft_meeting(akimat, moderator, now, place=nowhere, is_remote=True)
    assert stops(made, now) == ["somewhere"]
    operations.change_meeting(meeting=made, actor=moderator, at=now, link="https://meet.kz/1")
    made.refresh_from_db()
    assert stops(made, now) == []


def test_a_council_meeting_names_its_council(akimat, other_akimat, moderator, now):
    for body, code in ((None, "council_needed"), (council(other_akimat, now), "council_elsewhere")):
        with pytest.raises(MeetingError) as refused:
            draft_meeting(akimat, moderator, now, kind="council", council=body)
        assert refused.value.code == code


def test_a_date_that_has_passed_cannot_be_announced(akimat, moderator, now):
    made = draft_meeting(akimat, moderator, now - timedelta(days=50), days=40)
    with pytest.raises(MeetingError) as refused:
        operations.announce_meeting(
            meeting=made, actor=moderator, at=now, breach_reason=texts("Late")
        )
    assert refused.value.params["codes"] == ["ahead"]


def test_followers_and_members_are_told_once(akimat, moderator, resident, neighbour, now):
    body = council(akimat, now, chair=resident)
    for person in (resident, neighbour):
        follow(person=person, topic=f"hearings/{akimat.pk}", at=now)
    meeting(akimat, moderator, now, kind=MeetingKind.COUNCIL, council=body)
    told = Message.objects.filter(kind="meeting_announced").order_by("pk")
    assert sorted(told.values_list("person", flat=True)) == [resident.pk, neighbour.pk]


# --- another time or place, and the end ---


def test_another_time_needs_a_reason_and_is_kept_and_told(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now, days=40)
    operations.register(meeting=made, person=resident, at=now)
    later = {
        "starts_at": made.starts_at + timedelta(days=1),
        "ends_at": made.ends_at + timedelta(days=1),
    }
    with pytest.raises(MeetingError) as refused:
        operations.change_meeting(meeting=made, actor=moderator, at=now, **later)
    assert refused.value.code == "reason_needed"

    done = operations.change_meeting(
        meeting=made, actor=moderator, at=now, reason=texts("Repairs"), **later
    )

    assert (done.sequence, done.breach_days) == (1, 0)
    assert done.minutes_due_on == legal.dates(done)["minutes_due_on"]
    (change,) = done.changes.all()
    assert (change.reason_ru, change.was_at) == ("Repairs (рус)", made.starts_at)
    assert Message.objects.filter(person=resident, kind="meeting_changed").count() == 1


def test_other_words_need_no_reason_and_tell_nobody(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.register(meeting=made, person=resident, at=now)
    done = operations.change_meeting(
        meeting=made, actor=moderator, at=now, about=texts("Better words"), phone="+7 1"
    )
    assert (done.sequence, done.changes.count()) == (0, 0)
    assert not Message.objects.filter(kind="meeting_changed").exists()


def test_what_the_law_asks_of_a_notice_stays_after_it(akimat, moderator, now):
    made = meeting(akimat, moderator, now, kind="planning")
    with pytest.raises(MeetingError) as refused:
        operations.change_meeting(meeting=made, actor=moderator, at=now, phone="")
    assert refused.value.params["codes"] == ["contacts_both"]


def test_a_date_moved_forward_is_noticed_anew(akimat, moderator, now):
    made = meeting(akimat, moderator, now, days=40)
    sooner = {"starts_at": now + timedelta(days=12), "ends_at": now + timedelta(days=12, hours=2)}
    done = operations.change_meeting(
        meeting=made,
        actor=moderator,
        at=now + timedelta(days=2),
        reason=texts("The minister comes"),
        **sooner,
    )
    assert (done.breach_days, done.breach_reason_en) == (5, "The minister comes")
    assert done.announced_at == now
    assert done.noticed_at == now + timedelta(days=2)


def test_a_date_put_off_keeps_its_notice(akimat, moderator, now):
    made = meeting(akimat, moderator, now, days=15)
    done = operations.change_meeting(
        meeting=made,
        actor=moderator,
        at=now + timedelta(days=14),
        reason=texts("Storm"),
        starts_at=made.starts_at + timedelta(days=2),
        ends_at=made.ends_at + timedelta(days=2),
    )
    assert (done.breach_days, done.noticed_at) == (0, now)


def test_the_kind_stays_after_the_notice(akimat, moderator, now):
    made = meeting(akimat, moderator, now)
    with pytest.raises(MeetingError) as refused:
        operations.change_meeting(meeting=made, actor=moderator, at=now, kind="akimat")
    assert refused.value.code == "kind_fixed"


def test_a_cancelled_meeting_stays_with_its_reason(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.register(meeting=made, person=resident, at=now)
    done = operations.cancel_meeting(
        meeting=made, reason=texts("The akim is ill"), actor=moderator, at=now
    )
    assert (done.status, done.sequence) == ("cancelled", 1)
    assert Message.objects.filter(person=resident, kind="meeting_cancelled").count() == 1
    for act, code in (
        (lambda: operations.register(meeting=made, person=resident, at=now), "was_cancelled"),
        (lambda: proposal(made, resident, now), "was_cancelled"),
        (
            lambda: operations.cancel_meeting(
                meeting=made, reason=texts("Again"), actor=moderator, at=now
            ),
            "was_cancelled",
        ),
    ):
        with pytest.raises(MeetingError) as refused:
            act()
        assert refused.value.code == code


def test_only_a_draft_can_be_thrown_away(akimat, moderator, now):
    draft = draft_meeting(akimat, moderator, now)
    operations.discard_meeting(meeting=draft, actor=moderator, at=now)
    announced = meeting(akimat, moderator, now)
    with pytest.raises(MeetingError) as refused:
        operations.discard_meeting(meeting=announced, actor=moderator, at=now)
    assert refused.value.code == "already_announced"
    assert list(Meeting.objects.all()) == [announced]
