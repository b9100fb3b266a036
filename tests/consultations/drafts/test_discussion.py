"""Opening, extending, ending by the clock and closing, with the periods of the rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.territories.workdays import end_of_day
from consultations.drafts import operations, queries
from consultations.drafts.enums import DraftStatus
from consultations.drafts.errors import DraftError
from consultations.drafts.permissions import is_late, standing
from consultations.errors import HearingError
from consultations.periods import Periods
from tests.factories import hearings_drafts as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("opened", "closes", "answers"),
    [
        # Women's Day on a Sunday gives Monday off, Nauryz of 21 to 23 March gives 24 and 25.
        (datetime(2026, 3, 4, 5, tzinfo=UTC), date(2026, 3, 31), date(2026, 4, 14)),
        # 1, 7 and 9 May (a Saturday, so Monday 11 is off) and Kurban Ait on 27 May.
        (datetime(2026, 4, 28, 5, tzinfo=UTC), date(2026, 5, 22), date(2026, 6, 8)),
        # In Astana it is the next day already; Republic Day is a Sunday, so Monday is off.
        (datetime(2026, 10, 12, 20, tzinfo=UTC), date(2026, 11, 4), date(2026, 11, 18)),
    ],
)
def test_periods_count_working_days(
    akimat, moderator, opened: datetime, closes: date, answers: date
) -> None:
    draft = make.opened(akimat, moderator, opened)
    assert (draft.closes_on, draft.answers_on) == (closes, answers)


def test_akimat_sets_its_own_periods(akimat, moderator, now) -> None:
    Periods.objects.create(akimat=akimat, draft_days=20, draft_answer_days=3)
    draft = make.opened(akimat, moderator, now)
    assert (draft.closes_on, draft.answers_on) == (date(2026, 4, 7), date(2026, 4, 10))


def test_shorter_discussion_needs_a_public_reason(akimat, moderator, now, in_english) -> None:
    draft = make.ready(akimat, moderator, now)
    early = date(2026, 3, 30)
    with pytest.raises(DraftError) as refused:
        operations.open_discussion(draft=draft, closes_on=early, actor=moderator, at=now)
    assert "at least 15 working days, until 31\u00a0March 2026" in refused.value.message
    half = {"kk": "Су тасқыны", "ru": "", "en": ""}
    with pytest.raises(DraftError):
        operations.open_discussion(
            draft=draft, closes_on=early, actor=moderator, at=now, short_reason=half
        )
    draft = operations.open_discussion(
        draft=draft, closes_on=early, actor=moderator, at=now, short_reason=make.texts("Flood")
    )
    assert (draft.short_reason_ru, draft.closes_on) == ("Flood (ru)", early)


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 3, 4), "period_past"), (date(2027, 3, 10), "period_long")]
)
def test_last_day_lies_within_a_year(akimat, moderator, now, day: date, code: str) -> None:
    draft = make.ready(akimat, moderator, now)
    with pytest.raises(DraftError) as refused:
        operations.open_discussion(draft=draft, closes_on=day, actor=moderator, at=now)
    assert refused.value.code == code


def test_nothing_opens_before_all_is_ready(akimat, moderator, now, in_english) -> None:
    draft = make.prepared(
        akimat, moderator, now, summary={"kk": "x", "ru": "", "en": ""}, office=make.texts("")
    )
    draft.office_kk = draft.office_ru = ""
    draft.save()
    make.published(draft, "kk", make.KAZAKH, moderator, now)
    make.version_in_work(draft, "ru", make.RUSSIAN, moderator, now)
    with pytest.raises(DraftError) as refused:
        operations.open_discussion(
            draft=draft, closes_on=date(2026, 4, 30), actor=moderator, at=now
        )
    assert refused.value.params["missing"] == (
        "the text in Russian is ready, the summary in plain words, in Kazakh and in Russian, "
        "the office that wrote it, in Kazakh and in Russian, no version is left half done"
    )


def test_the_last_day_counts_to_its_end(akimat, moderator, resident, now) -> None:
    draft = make.opened(akimat, moderator, now)
    end = end_of_day(draft.closes_on)
    make.said(draft, resident, end - timedelta(seconds=1))
    assert standing(draft, end - timedelta(seconds=1)) == DraftStatus.OPEN
    assert standing(draft, end) == DraftStatus.ANSWERING
    with pytest.raises(DraftError) as refused:
        make.said(draft, resident, end, "Поздно.")
    assert refused.value.code == "not_open"


def test_sweep_ends_what_the_clock_ended(akimat, moderator, specialist, resident, now) -> None:
    draft = make.opened(akimat, moderator, now, author=specialist)
    make.said(draft, resident, now)
    end = end_of_day(draft.closes_on)
    assert operations.end_discussions(at=end - timedelta(seconds=1)) == []
    assert operations.end_discussions(at=end + timedelta(hours=1)) == [draft]
    assert operations.end_discussions(at=end + timedelta(hours=2)) == []
    draft.refresh_from_db()
    assert draft.status == DraftStatus.ANSWERING
    assert Entry.objects.get(verb="hearings.draft_ended").at == end
    assert Message.objects.get(kind="draft_to_answer").person == specialist


def test_extension_moves_answers_too(akimat, moderator, resident, now) -> None:
    draft = make.opened(akimat, moderator, now)
    follow(person=resident, topic=f"draft/{draft.pk}", at=now)
    with pytest.raises(DraftError) as refused:
        operations.extend_discussion(
            draft=draft, closes_on=draft.closes_on, actor=moderator, at=now
        )
    assert refused.value.code == "not_later"
    draft = operations.extend_discussion(
        draft=draft, closes_on=date(2026, 4, 7), actor=moderator, at=now
    )
    assert (draft.closes_on, draft.answers_on) == (date(2026, 4, 7), date(2026, 4, 21))
    assert Message.objects.filter(person=resident, kind="draft_extended").count() == 1
    with pytest.raises(DraftError) as refused:
        operations.extend_discussion(
            draft=draft,
            closes_on=date(2026, 5, 8),
            actor=moderator,
            at=end_of_day(draft.closes_on),
        )
    assert refused.value.code == "wrong_state"


def test_closing_needs_every_answer_and_says_what_changed(
    akimat, moderator, resident, second_resident, now
) -> None:
    draft = make.opened(akimat, moderator, now)
    remark = make.said(draft, resident, now)
    operations.agree(remark=remark, person=second_resident, at=now)
    outcome = make.texts("Three trips a day")
    with pytest.raises(DraftError) as refused:
        operations.close_discussion(draft=draft, outcome=outcome, actor=moderator, at=now)
    assert refused.value.code == "wrong_state"
    later = end_of_day(draft.closes_on)
    with pytest.raises(DraftError) as refused:
        operations.close_discussion(draft=draft, outcome=outcome, actor=moderator, at=later)
    assert (refused.value.code, refused.value.params) == ("unanswered", {"count": 1})
    make.answered(draft, remark, moderator, later)
    with pytest.raises(HearingError) as refused:
        operations.close_discussion(
            draft=draft, outcome={"kk": "Үш рет"}, actor=moderator, at=later
        )
    assert refused.value.code == "text_needed"
    draft = operations.close_discussion(draft=draft, outcome=outcome, actor=moderator, at=later)
    assert (draft.status, draft.outcome_kk) == (DraftStatus.CLOSED, "Three trips a day (kk)")
    told = Message.objects.filter(kind="draft_closed").values_list("person", flat=True)
    assert sorted(told) == sorted([resident.pk, second_resident.pk])


def test_who_answers_is_reminded_and_lateness_is_public(
    akimat, moderator, specialist, resident, now
) -> None:
    draft = make.opened(akimat, moderator, now, author=specialist)
    remark = make.said(draft, resident, now)
    # Due on Tuesday 14 April: three working days ahead is Thursday 9 April.
    assert operations.remind(at=datetime(2026, 4, 8, 5, tzinfo=UTC)) == 0
    assert operations.remind(at=datetime(2026, 4, 9, 5, tzinfo=UTC)) == 1
    assert operations.remind(at=datetime(2026, 4, 10, 5, tzinfo=UTC)) == 0
    assert operations.remind(at=datetime(2026, 4, 12, 5, tzinfo=UTC)) == 0
    assert operations.remind(at=datetime(2026, 4, 14, 5, tzinfo=UTC)) == 0
    assert operations.remind(at=datetime(2026, 4, 15, 5, tzinfo=UTC)) == 2
    assert operations.remind(at=datetime(2026, 4, 16, 5, tzinfo=UTC)) == 0
    late = Message.objects.filter(kind="draft_answers_late")
    assert {one.person for one in late} == {specialist, moderator}
    end = end_of_day(draft.answers_on)
    assert not is_late(draft, end - timedelta(seconds=1))
    assert is_late(draft, end)
    found = queries.standing_of(draft, end)
    assert (found.answered_share, found.in_time_share, found.late) == (0, 0, 1)
    make.answered(draft, remark, specialist, end)
    found = queries.standing_of(draft, end)
    assert (found.answered_share, found.in_time_share, found.late) == (1, 0, 0)


def test_followers_of_hearings_hear_of_the_opening(akimat, moderator, resident, now) -> None:
    follow(person=resident, topic=f"hearings/{akimat.pk}", at=now)
    draft = make.opened(akimat, moderator, now)
    message = Message.objects.get(kind="draft_opened")
    assert (message.person, message.path) == (
        resident,
        f"/kk/pavlodar/hearings/drafts/{draft.pk}/",
    )


def test_only_staff_of_the_akimat_answer(akimat, moderator, resident, foreign_moderator, now):
    for author in (resident, foreign_moderator):
        with pytest.raises(DraftError) as refused:
            make.prepared(akimat, moderator, now, author=author)
        assert refused.value.code == "not_staff"


def test_place_lies_in_the_akimat(akimat, moderator, district, foreign_district, now) -> None:
    assert make.prepared(akimat, moderator, now, territory=district).territory == district
    with pytest.raises(DraftError) as refused:
        make.prepared(akimat, moderator, now, territory=foreign_district)
    assert refused.value.code == "territory_outside"
