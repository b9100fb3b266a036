"""A scoring from its first line to its ranking."""

import pytest

from commons.scoring import freezing, operations
from commons.scoring.models import Ranking
from commons.scoring.queries import result_of
from commons.scoring.results import Result, compute
from tests.factories import scoring

pytestmark = pytest.mark.django_db


def test_a_small_case_comes_out_as_by_hand(akimat, now):
    card = scoring.scored(akimat, now)

    result = result_of(card)

    # N1: (14/3 - 1)/4 * 3/4 + (11/3 - 1)/4 * 1/4, and so on
    assert [one.code for one in result.alternatives] == ["N1", "N2", "N3"]
    assert [one.rank for one in result.alternatives] == [1, 2, 3]
    expected = [
        0.75 * (14 / 3 - 1) / 4 + 0.25 * (11 / 3 - 1) / 4,
        0.75 * (8 / 3 - 1) / 4 + 0.25 * (14 / 3 - 1) / 4,
        0.75 * (4 / 3 - 1) / 4 + 0.25 * (4 / 3 - 1) / 4,
    ]
    assert [one.score for one in result.alternatives] == pytest.approx(expected, abs=1e-12)


def test_the_result_survives_the_database(akimat, now):
    card = scoring.scored(akimat, now)

    stored = Result.from_json(Ranking.objects.get().result)

    assert stored == compute(card)
    assert freezing.still_holds(card)


def test_ready_made_scorecards_can_be_opened(akimat, now):
    for template in ("smart_specialisation", "cluster"):
        card = scoring.scorecard(akimat, now, template)
        scoring.alternatives(card, 2)
        scoring.evaluators(card, now, 3)
        for alternative in card.alternatives.all():
            for criterion in card.criteria.filter(kind="number"):
                operations.enter_figure(
                    alternative=alternative,
                    criterion=criterion,
                    value=7,
                    source="A yearbook",
                    actor=None,
                    at=now,
                )
        operations.assign(scorecard=card, actor=None, at=now)
        operations.open_scoring(scorecard=card, actor=None, at=now)
        assert sum(one.weight for one in card.criteria.all()) == 100
