"""Filling sheets in, handing them in, closing; and who sees what when."""

from datetime import timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.scoring import operations, permissions, tasks
from commons.scoring.errors import ScoringError
from commons.scoring.models import Ranking, Score, Scorecard, ScoreSheet
from commons.scoring.personal_data import erase, export
from commons.scoring.queries import (
    evaluator_numbers,
    may_see_others,
    progress,
    result_of,
    reviews,
    sheet_with_scores,
    sheets_of,
)
from commons.scoring.sheets import version_of
from tests.factories import scoring
from tests.factories.edp import texts
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(akimat, now):
    return scoring.opened(akimat, now)


@pytest.fixture
def sheet(card):
    return ScoreSheet.objects.select_related("evaluator__person").first()


def refused(expected, act, *args, **kwargs):
    with pytest.raises(ScoringError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == expected
    assert caught.value.message
    return caught.value


def save(sheet, now, scores, **more):
    return operations.save_sheet(
        sheet=sheet, scores=scores, at=now, **{"actor": sheet.evaluator.person, **more}
    )


# --- filling in ---


def test_a_sheet_is_filled_in_over_several_sittings(card, sheet, now):
    first, second = card.criteria.all()
    save(sheet, now, {first.pk: (4, "")})
    save(sheet, now, {second.pk: (None, "Not sure yet")}, remark="Ask the author")
    save(sheet, now, {first.pk: (5, "Sells abroad")}, remark="Ask the author")

    sheet.refresh_from_db()
    assert list(sheet.scores.values_list("value", "reason")) == [
        (5, "Sells abroad"),
        (None, "Not sure yet"),
    ]
    assert (sheet.remark, sheet.submitted_at) == ("Ask the author", None)


@pytest.mark.parametrize("value", [0, 6, 2.5, float("nan"), float("inf"), -1])
def test_points_off_the_scale_are_refused(card, sheet, now, value):
    error = refused("value_off_scale", save, sheet, now, {card.criteria.first().pk: (value, "")})

    assert error.params["fields"] == [f"value_{card.criteria.first().pk}"]
    assert not Score.objects.exists()


def test_what_is_too_long_or_foreign_is_refused(card, sheet, akimat, now):
    refused("too_long", save, sheet, now, {card.criteria.first().pk: (3, "x" * 1501)})
    refused("too_long", save, sheet, now, {}, remark="x" * 3001)
    foreign = scoring.scorecard(akimat, now, "cluster").criteria.first()
    refused("not_of_this_scorecard", save, sheet, now, {foreign.pk: (3, "")})


def test_a_second_window_does_not_write_over_the_first(card, sheet, now):
    first, _second = card.criteria.all()
    seen = version_of(sheet)
    save(sheet, now, {first.pk: (4, "From the first window")}, version=seen)

    refused("sheet_changed", save, sheet, now, {first.pk: (1, "From the second")}, version=seen)

    assert sheet.scores.get().value == 4
    sheet.refresh_from_db()
    save(sheet, now, {first.pk: (1, "Now knowing")}, version=version_of(sheet))
    assert sheet.scores.get().value == 1


def test_only_the_evaluator_fills_it_in(card, sheet, moderator, now):
    refused("not_your_sheet", save, sheet, now, {}, actor=moderator)
    refused("not_your_sheet", operations.submit_sheet, sheet=sheet, actor=moderator, at=now)


def test_points_and_reasons_are_needed_to_hand_in(card, sheet, now, in_english):
    first, second = card.criteria.all()
    save(sheet, now, {first.pk: (4, "  "), second.pk: (None, "Because")})
    actor = sheet.evaluator.person

    error = refused("sheet_incomplete", operations.submit_sheet, sheet=sheet, actor=actor, at=now)

    assert error.params["fields"] == [f"reason_{first.pk}", f"value_{second.pk}"]
    assert error.message == "Not complete yet: a reason for “Market”; points for “Skills”."


def test_what_is_handed_in_is_final(card, sheet, now):
    scoring.hand_in(sheet, now, 4, 4)

    refused("sheet_submitted", save, sheet, now, {})
    actor = sheet.evaluator.person
    refused("sheet_submitted", operations.submit_sheet, sheet=sheet, actor=actor, at=now)


def test_a_withdrawn_sheet_is_closed(card, sheet, now):
    operations.declare_conflict(
        evaluator=sheet.evaluator, alternative=sheet.alternative, reason="Kin", at=now
    )

    refused("sheet_withdrawn", save, sheet, now, {})


def test_nobody_scores_before_it_opens_and_late_work_is_taken(akimat, now):
    hour = timedelta(hours=1)
    card = scoring.opened(akimat, now, opens_at=now + hour, closes_at=now + 2 * hour)
    sheet = ScoreSheet.objects.first()
    refused("not_yet_open", save, sheet, now, {})
    assert not permissions.may_score(sheet, sheet.evaluator.person, now)

    scoring.hand_in(sheet, now + 3 * hour, 3, 3)

    assert progress(card).submitted == 1


# --- permissions ---


def test_who_may_score_what(card, sheet, moderator, now):
    person = sheet.evaluator.person
    assert permissions.is_evaluator(person, card)
    assert permissions.may_score(sheet, person, now)
    assert not permissions.is_evaluator(moderator, card)
    assert not permissions.may_score(sheet, moderator, now)
    other = ScoreSheet.objects.exclude(evaluator=sheet.evaluator).first()
    assert not permissions.may_score(other, person, now)
    scoring.hand_in(sheet, now, 4, 4)
    sheet.refresh_from_db()
    assert permissions.owns(sheet, person)
    assert not permissions.may_score(sheet, person, now)


def test_sheets_of_a_person_list_what_is_open_first(card, now, akimat):
    person = scoring.person_of(card)
    one = sheets_of(person).first()
    scoring.hand_in(one, now, 3, 3)
    draft = scoring.prepared(akimat, now)
    operations.seat_evaluator(scorecard=draft, person=person, actor=None, at=now)
    operations.assign(scorecard=draft, actor=None, at=now)

    found = list(sheets_of(person))

    assert len(found) == 3
    assert found[-1] == one
    assert sheet_with_scores(one.pk).scores.count() == 2


# --- blindness ---


def test_nothing_of_others_shows_before_the_close(card, now):
    evaluator, alternative = card.evaluators.first(), card.alternatives.first()
    marks = {f"N{n}": [(3, 3)] * 3 for n in (1, 2, 3)}
    scoring.hand_in_all(card, now, marks)

    assert not may_see_others(evaluator, alternative)
    assert reviews(card) == []
    assert result_of(card) is None
    told = repr(progress(card))
    assert "value" not in told

    operations.close_scoring(scorecard=card, actor=None, at=now)

    card.refresh_from_db()
    evaluator.refresh_from_db()
    assert may_see_others(evaluator, alternative)
    assert len(reviews(card)) == 9


def test_who_did_not_hand_in_sees_nothing_of_others(card, sheet, now):
    for other in ScoreSheet.objects.exclude(pk=sheet.pk):
        scoring.hand_in(other, now, 3, 3)
    operations.close_scoring(scorecard=card, actor=None, at=now, reason=texts("One is ill"))
    card.refresh_from_db()
    seat = card.evaluators.get(pk=sheet.evaluator_id)

    assert not may_see_others(seat, sheet.alternative)
    others = card.alternatives.exclude(pk=sheet.alternative_id)
    assert all(may_see_others(seat, one) for one in others)


def test_reviews_are_numbered_and_nameless(akimat, now):
    card = scoring.scored(akimat, now)

    found = reviews(card)

    assert sorted({one.number for one in found}) == [1, 2, 3]
    assert [one.alternative.code for one in found] == ["N1"] * 3 + ["N2"] * 3 + ["N3"] * 3
    stored = str(Ranking.objects.get().result)
    for seat in card.evaluators.all():
        assert seat.person.name not in stored
    assert set(evaluator_numbers(card)) == set(card.evaluators.values_list("pk", flat=True))


# --- closing ---


def test_it_closes_once_all_is_in(card, moderator, now, in_english):
    error = refused(
        "sheets_missing", operations.close_scoring, scorecard=card, actor=moderator, at=now
    )
    assert "Evaluator 1: “Idea 1”, “Idea 2”, “Idea 3”" in error.params["missing"]
    scoring.hand_in_all(card, now, {f"N{n}": [(3, 3)] * 3 for n in (1, 2, 3)})

    operations.close_scoring(scorecard=card, actor=moderator, at=now)

    assert list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == [
        "compute_ranking",
        "close_scoring",
    ]
    assert Message.objects.filter(kind="scoring_closed").count() == 3
    refused("not_open", operations.close_scoring, scorecard=card, actor=moderator, at=now)


def test_closing_early_needs_a_public_reason(card, now):
    for sheet in ScoreSheet.objects.exclude(alternative__code="N3"):
        scoring.hand_in(sheet, now, 3, 3)
    told = {"scorecard": card, "actor": None, "at": now}
    refused("text_needed", operations.close_scoring, reason={"en": "Ill"}, **told)
    assert Scorecard.objects.get().status == "open"

    operations.close_scoring(reason=texts("Two are ill"), **told)

    card.refresh_from_db()
    assert card.close_note_en == "Two are ill"
    result = result_of(card)
    assert [one.code for one in result.alternatives] == ["N1", "N2"]
    assert [one.code for one in result.unranked] == ["N3"]


def test_nothing_in_is_nothing_to_rank(card, now):
    refused(
        "nothing_to_rank",
        operations.close_scoring,
        scorecard=card,
        actor=None,
        at=now,
        reason=texts("Nobody came"),
    )
    assert Scorecard.objects.get().status == "open"


def test_withdrawn_sheets_do_not_count(card, now):
    spoilt = ScoreSheet.objects.filter(alternative__code="N1").first()
    scoring.hand_in(spoilt, now, 1, 1)
    operations.declare_conflict(
        evaluator=spoilt.evaluator, alternative=spoilt.alternative, reason="Kin", at=now
    )
    for sheet in ScoreSheet.objects.filter(withdrawn_at=None):
        scoring.hand_in(sheet, now, 5, 5)

    operations.close_scoring(scorecard=card, actor=None, at=now)

    first = result_of(card).by_code["N1"]
    assert (first.reviews, first.score) == (2, 1.0)


def test_the_deadline_is_moved_and_both_dates_stay_on_record(akimat, now):
    day = timedelta(days=1)
    card = scoring.opened(akimat, now, closes_at=now + day)
    told = {"scorecard": card, "actor": None, "at": now}
    refused("deadline_not_later", operations.extend_scoring, closes_at=now, **told)

    operations.extend_scoring(closes_at=now + 2 * day, **told)

    detail = Entry.objects.get(verb="extend_scoring").detail
    assert detail == {
        "before": (now + day).isoformat(),
        "after": (now + 2 * day).isoformat(),
    }


# --- reminding ---


def test_reminders_go_to_those_with_sheets_out_once_a_day(card, sheet, now):
    done = card.evaluators.first()
    for one in done.sheets.all():
        scoring.hand_in(one, now, 3, 3)

    told = {"scorecard": card, "actor": None}
    assert operations.remind(at=now, **told) == 2
    assert operations.remind(at=now + timedelta(hours=2), **told) == 2
    found = Message.objects.filter(kind="scoring_reminder")
    assert found.count() == 2
    assert done.person not in {one.person for one in found}
    operations.remind(at=now + timedelta(days=1), **told)
    assert Message.objects.filter(kind="scoring_reminder").count() == 4


def test_the_daily_sweep_reminds_before_and_after_the_due_time(akimat, now):
    from django.utils import timezone

    at = timezone.now()
    near = scoring.opened(akimat, at, closes_at=at + timedelta(days=2))
    scoring.opened(akimat, at, closes_at=at + timedelta(days=9))
    scoring.opened(akimat, at)

    tasks.remind_evaluators()

    told = Message.objects.filter(kind="scoring_reminder_until")
    assert {one.person for one in told} == {one.person for one in near.evaluators.all()}


# --- personal data ---


def test_a_person_gets_what_they_wrote(card, sheet, now):
    scoring.hand_in(sheet, now, 4, 2)

    told = export(sheet.evaluator.person)

    first = told["sheets"][0]
    assert [one["points"] for one in first["scores"]] == [4, 2]
    assert first["submitted_at"] == now.isoformat()
    assert export(PersonFactory()) == {"seats": [], "sheets": [], "conflicts_of_interest": []}


def test_erasing_frees_what_was_not_handed_in(card, sheet, now):
    person = sheet.evaluator.person
    scoring.hand_in(sheet, now, 4, 2)

    erase(person)

    assert list(ScoreSheet.objects.filter(evaluator__person=person)) == [sheet]
    new = operations.seat_evaluator(scorecard=card, person=PersonFactory(), actor=None, at=now)
    assert len(operations.assign(scorecard=card, actor=None, at=now)) == 2
    assert new.sheets.count() == 2


def test_erasing_after_the_close_changes_nothing(akimat, now):
    card = scoring.scored(akimat, now)
    before = Ranking.objects.get().result

    erase(scoring.person_of(card))

    assert ScoreSheet.objects.count() == 9
    assert Ranking.objects.get().result == before


@pytest.mark.parametrize("ideas", [1, 3])
def test_progress_takes_three_queries(akimat, now, ideas, django_assert_num_queries):
    card = scoring.prepared(akimat, now, ideas=ideas, seats=3)

    with django_assert_num_queries(3):
        found = progress(card)
        assert [one.of.person.name for one in found.evaluators]

    assert found.assigned == 3 * ideas
