"""What is frozen stays, and its fingerprint is that of what anybody can read."""

import hashlib
import json

import pytest
from django.db import IntegrityError, connection, transaction

from commons.audit.models import Entry
from commons.scoring import freezing, operations
from commons.scoring.errors import ScoringError
from commons.scoring.models import (
    Alternative,
    Area,
    Criterion,
    Figure,
    Ranking,
    Score,
    Scorecard,
    ScoreSheet,
)
from tests.factories import scoring
from tests.factories.edp import texts

pytestmark = pytest.mark.django_db


def test_the_fingerprint_is_that_of_the_published_text(akimat, moderator, now):
    card = scoring.prepared(akimat, now)

    operations.open_scoring(scorecard=card, actor=moderator, at=now)

    card.refresh_from_db()
    assert hashlib.sha256(card.snapshot.encode()).hexdigest() == card.fingerprint
    entry = Entry.objects.get(verb="open_scoring")
    assert entry.detail == {"fingerprint": card.fingerprint, "snapshot": card.snapshot}
    assert json.loads(card.snapshot)["criteria"][0]["weight"] == "3"
    assert card.seed == int(card.fingerprint[:8], 16) & 0x7FFFFFFF
    assert freezing.still_holds(card)


def test_the_same_scorecard_has_the_same_fingerprint(akimat, now):
    first, second = scoring.prepared(akimat, now), scoring.prepared(akimat, now)

    assert freezing.canonical(first) == freezing.canonical(second)


@pytest.mark.parametrize(
    "change",
    [
        {"weight": 2},
        {"direction": "less"},
        {"low": 0},
        {"title": texts("Other")},
        {"question": texts("Other")},
        {"anchors": {1: texts("Low"), 5: texts("High")}},
    ],
)
def test_any_change_of_a_criterion_changes_the_fingerprint(akimat, now, change):
    card = scoring.prepared(akimat, now)
    before = freezing.canonical(card)

    operations.change_criterion(criterion=card.criteria.first(), actor=None, at=now, **change)

    assert freezing.canonical(card) != before


@pytest.mark.parametrize(
    ("value", "words"), [(20, "20"), (0.1, "0.1"), (1e-7, "0.0000001"), (None, None), (-0.0, "0")]
)
def test_numbers_have_one_form(value, words):
    assert freezing.number(value) == words


def test_no_operation_changes_what_is_frozen(akimat, now):
    card = scoring.opened(akimat, now)
    criterion, alternative = card.criteria.first(), card.alternatives.first()
    who = {"actor": None, "at": now}
    acts = [
        lambda: operations.change_scorecard(scorecard=card, method="topsis", **who),
        lambda: operations.set_areas(scorecard=card, areas=[], **who),
        lambda: operations.add_criterion(scorecard=card, title=texts("X"), **who),
        lambda: operations.change_criterion(criterion=criterion, weight=9, **who),
        lambda: operations.remove_criterion(criterion=criterion, **who),
        lambda: operations.set_anchors(criterion=criterion, anchors={}, **who),
        lambda: operations.set_weights(scorecard=card, weights={criterion.pk: 9}, **who),
        lambda: operations.set_swing(scorecard=card, points={}, **who),
        lambda: operations.set_comparisons(scorecard=card, ratios={}, **who),
        lambda: operations.add_alternative(scorecard=card, code="X", title="X"),
        lambda: operations.change_alternative(alternative=alternative, title="X"),
        lambda: operations.remove_alternative(alternative=alternative),
        lambda: operations.enter_figure(
            alternative=alternative, criterion=criterion, value=1, source="X", **who
        ),
        lambda: operations.clear_figure(alternative=alternative, criterion=criterion, **who),
    ]
    for act in acts:
        with pytest.raises(ScoringError) as caught:
            act()
        assert caught.value.code == "not_draft"
    assert freezing.still_holds(Scorecard.objects.get())


def walled(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_no_statement_changes_what_is_frozen(akimat, now):
    card = scoring.opened(akimat, now)

    walled(lambda: Criterion.objects.update(weight=9))
    walled(lambda: Criterion.objects.filter(pk=card.criteria.first().pk).delete())
    walled(lambda: Area.objects.create(scorecard=card, title="Late"))
    walled(lambda: Alternative.objects.update(title="Other"))
    walled(
        lambda: Figure.objects.create(
            alternative=card.alternatives.first(), criterion=card.criteria.first(), value=1
        )
    )
    walled(lambda: Scorecard.objects.update(method="topsis"))
    walled(lambda: Scorecard.objects.update(status="draft"))
    walled(lambda: Scorecard.objects.all().delete())


def test_no_statement_changes_what_is_handed_in(akimat, now):
    card = scoring.opened(akimat, now)
    sheet = ScoreSheet.objects.first()
    scoring.hand_in(sheet, now, 4, 4)

    walled(lambda: Score.objects.filter(sheet=sheet).update(value=1))
    walled(lambda: Score.objects.filter(sheet=sheet).delete())
    walled(lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(submitted_at=None))
    walled(lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(remark="Other"))
    walled(lambda: ScoreSheet.objects.filter(pk=sheet.pk).delete())
    assert card.status == "open"


def test_no_statement_changes_a_closed_scoring(akimat, now):
    card = scoring.scored(akimat, now)
    evaluator, alternative = card.evaluators.first(), card.alternatives.first()

    walled(lambda: Ranking.objects.update(result={}))
    walled(lambda: Ranking.objects.all().delete())
    walled(lambda: ScoreSheet.objects.update(withdrawn_at=now))
    walled(lambda: Scorecard.objects.update(close_note="Other"))
    ScoreSheet.objects.filter(pk=None).delete()
    walled(
        lambda: ScoreSheet.objects.create(
            evaluator=evaluator, alternative=alternative, assigned_at=now
        )
    )


def test_an_administrator_may_say_so(akimat, now):
    scoring.opened(akimat, now)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
        cursor.execute("UPDATE scoring_criterion SET weight = 9")
        cursor.execute("SET LOCAL birge.maintenance = ''")

    assert not freezing.still_holds(Scorecard.objects.get())
