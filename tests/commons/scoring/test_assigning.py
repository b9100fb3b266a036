"""Who scores what, and what a conflict of interest changes."""

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.scoring import operations
from commons.scoring.errors import ScoringError
from commons.scoring.models import Evaluator, ScoreSheet
from commons.scoring.queries import forbidden_pairs, progress
from tests.factories import scoring
from tests.factories.edp import organisation
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def loads(card):
    return sorted(one.assigned for one in progress(card).evaluators)


def assign(card, now):
    return operations.assign(scorecard=card, actor=None, at=now)


def test_forty_alternatives_and_24_evaluators(akimat, now):
    card = scoring.scorecard(akimat, now)
    ideas, seats = scoring.alternatives(card, 40), scoring.evaluators(card, now, 24)
    firms = [organisation(akimat) for _n in range(8)]
    for n, seat in enumerate(seats):
        seat.organisation = firms[n % 8]
    Evaluator.objects.bulk_update(seats, ["organisation"])
    for n, idea in enumerate(ideas):
        idea.organisations.set([firms[n % 8], firms[(n + 3) % 8]])
        idea.authors.set([seats[n % 24].person])
    operations.declare_conflict(
        evaluator=seats[5], alternative=ideas[0], reason="A relative", at=now
    )

    assign(card, now)

    given = set(ScoreSheet.objects.values_list("evaluator", "alternative"))
    assert len(given) == 120
    assert not given & forbidden_pairs(card)
    assert loads(card) == [5] * 24
    assert {one.assigned for one in progress(card).alternatives} == {3}


def test_own_organisation_own_text_and_conflicts_are_left_out(akimat, now):
    card = scoring.scorecard(akimat, now)
    first, second, third = scoring.alternatives(card, 3)
    one, two, three, *_others = scoring.evaluators(card, now, 5)
    firm = organisation(akimat)
    Evaluator.objects.filter(pk=one.pk).update(organisation=firm)
    first.organisations.add(firm)
    second.authors.add(two.person)
    operations.declare_conflict(evaluator=three, alternative=third, reason="A friend", at=now)

    assign(card, now)

    barred = {(one.pk, first.pk), (two.pk, second.pk), (three.pk, third.pk)}
    assert forbidden_pairs(card) == barred
    assert not barred & set(ScoreSheet.objects.values_list("evaluator", "alternative"))


def test_too_few_evaluators_are_told_by_name_and_number(akimat, now, in_english):
    card = scoring.scorecard(akimat, now)
    first, _second = scoring.alternatives(card, 2)
    one, *_others = scoring.evaluators(card, now, 3)
    first.authors.add(one.person)

    with pytest.raises(ScoringError) as caught:
        assign(card, now)

    assert caught.value.code == "too_few_reviewers"
    assert "Missing: “Idea 1”: 1." in caught.value.message
    assert not ScoreSheet.objects.exists()


def test_a_limit_is_kept(akimat, now):
    card = scoring.scorecard(akimat, now, min_reviews=1)
    scoring.alternatives(card, 4)
    one, _two = scoring.evaluators(card, now, 2)
    operations.change_seat(evaluator=one, capacity=1, actor=None, at=now)

    assign(card, now)

    assert loads(card) == [1, 3]


def test_nobody_seated_and_nothing_to_score_are_told(akimat, now):
    card = scoring.scorecard(akimat, now)
    for code, make in [
        ("nobody_seated", lambda: scoring.evaluators(card, now, 3)),
        ("too_few_alternatives", lambda: scoring.alternatives(card, 2)),
    ]:
        with pytest.raises(ScoringError) as caught:
            assign(card, now)
        assert caught.value.code == code
        make()
    assert len(assign(card, now)) == 6


def test_a_draft_is_dealt_anew_and_an_open_one_only_added_to(akimat, now):
    card = scoring.prepared(akimat, now, ideas=4, seats=3)
    scoring.evaluators(card, now, 3)
    assign(card, now)
    assert loads(card) == [2] * 6
    operations.open_scoring(scorecard=card, actor=None, at=now)
    before = set(ScoreSheet.objects.values_list("pk", flat=True))
    operations.seat_evaluator(scorecard=card, person=PersonFactory(), actor=None, at=now)

    assert assign(card, now) == []
    assert set(ScoreSheet.objects.values_list("pk", flat=True)) == before


def test_opening_tells_each_evaluator_once(akimat, now):
    card = scoring.opened(akimat, now)

    messages = Message.objects.filter(kind="scoring_sheets")
    assert [one.params["count"] for one in messages] == [3, 3, 3]
    assert {one.person for one in messages} == {one.person for one in card.evaluators.all()}


def test_a_conflict_declared_later_gives_the_sheet_to_another(akimat, now):
    card = scoring.opened(akimat, now, ideas=4, seats=5)
    sheet = ScoreSheet.objects.first()
    scoring.fill(sheet, now, 5, 5)

    operations.declare_conflict(
        evaluator=sheet.evaluator, alternative=sheet.alternative, reason="My firm", at=now
    )

    sheet.refresh_from_db()
    assert sheet.withdrawn_at == now
    assert {one.assigned for one in progress(card).alternatives} == {3}
    new = ScoreSheet.objects.filter(alternative=sheet.alternative, withdrawn_at=None)
    assert sheet.evaluator_id not in set(new.values_list("evaluator", flat=True))
    entry = Entry.objects.get(verb="declare_conflict")
    assert entry.detail["reassigned"] == 1
    assert "My firm" not in str(entry.detail)


def test_a_conflict_also_withdraws_what_is_handed_in(akimat, now):
    card = scoring.opened(akimat, now)
    sheet = ScoreSheet.objects.filter(alternative__code="N1").first()
    scoring.hand_in(sheet, now, 5, 5)
    told = {"evaluator": sheet.evaluator, "alternative": sheet.alternative, "at": now}

    operations.declare_conflict(reason="I forgot that we are related", **told)

    found = progress(card)
    assert [(one.of.code, one.lacking) for one in found.lacking] == [("N1", 1)]
    assert found.submitted == 0
    for code, reason in [("already_declared", "Again"), ("reason_needed", " ")]:
        with pytest.raises(ScoringError) as caught:
            operations.declare_conflict(reason=reason, **told)
        assert caught.value.code == code


def test_a_gap_nobody_can_fill_does_not_keep_others_from_being_filled(akimat, now):
    card = scoring.opened(akimat, now, ideas=2, seats=4, min_reviews=3)
    seats = list(card.evaluators.order_by("pk"))
    first, second = card.alternatives.order_by("code")
    for seat in seats[:2]:
        operations.declare_conflict(evaluator=seat, alternative=first, reason="Kin", at=now)
    free = ScoreSheet.objects.filter(alternative=second, withdrawn_at=None).first()

    operations.declare_conflict(evaluator=free.evaluator, alternative=second, reason="Kin", at=now)

    by_code = {one.of.code: one for one in progress(card).alternatives}
    assert (by_code["N1"].assigned, by_code["N1"].lacking) == (2, 1)
    assert (by_code["N2"].assigned, by_code["N2"].lacking) == (3, 0)


def test_a_conflict_before_the_opening_frees_the_place(akimat, now):
    card = scoring.prepared(akimat, now, seats=4)
    sheet = ScoreSheet.objects.first()

    operations.declare_conflict(
        evaluator=sheet.evaluator, alternative=sheet.alternative, reason="Kin", at=now
    )

    assert not ScoreSheet.objects.filter(pk=sheet.pk).exists()
    assert len(assign(card, now)) == 9


def test_who_has_begun_stays(akimat, now):
    scoring.opened(akimat, now, seats=4)
    begun = ScoreSheet.objects.first()
    scoring.fill(begun, now, 3, 3)
    idle = Evaluator.objects.exclude(pk=begun.evaluator_id).last()

    with pytest.raises(ScoringError) as caught:
        operations.unseat_evaluator(evaluator=begun.evaluator, actor=None, at=now)
    operations.unseat_evaluator(evaluator=idle, actor=None, at=now)

    assert caught.value.code == "has_begun"
    assert Evaluator.objects.count() == 3


def test_nothing_changes_after_the_close(akimat, now):
    card = scoring.scored(akimat, now)
    seat, thing = card.evaluators.first(), card.alternatives.first()
    acts = [
        lambda: assign(card, now),
        lambda: operations.seat_evaluator(
            scorecard=card, person=PersonFactory(), actor=None, at=now
        ),
        lambda: operations.unseat_evaluator(evaluator=seat, actor=None, at=now),
        lambda: operations.change_seat(evaluator=seat, capacity=1, actor=None, at=now),
        lambda: operations.declare_conflict(
            evaluator=seat, alternative=thing, reason="Kin", at=now
        ),
    ]
    for act in acts:
        with pytest.raises(ScoringError) as caught:
            act()
        assert caught.value.code == "not_open"
