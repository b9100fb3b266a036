"""Two windows, two people, one moment."""

import threading

import pytest
from django.db import connections

from commons.scoring import operations
from commons.scoring.errors import ScoringError
from commons.scoring.models import Evaluator, Ranking, Score, Scorecard, ScoreSheet
from tests.factories import scoring
from tests.factories.edp import texts
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    barrier = threading.Barrier(len(acts))
    raised = [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            act()
        except Exception as error:
            raised[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def codes(raised):
    return sorted(
        error.code if isinstance(error, ScoringError) else repr(error) for error in raised
    )


def test_a_sheet_is_handed_in_once(akimat, now):
    scoring.opened(akimat, now)
    sheet = ScoreSheet.objects.select_related("evaluator__person").first()
    scoring.fill(sheet, now, 4, 4)
    person = sheet.evaluator.person

    raised = at_once(*[lambda: operations.submit_sheet(sheet=sheet, actor=person, at=now)] * 4)

    assert codes(raised) == ["None", *["sheet_submitted"] * 3]


def test_two_windows_saving_at_once_keep_one_row_per_criterion(akimat, now):
    card = scoring.opened(akimat, now)
    sheet = ScoreSheet.objects.select_related("evaluator__person").first()
    keys = list(card.criteria.values_list("pk", flat=True))

    def save(value):
        return lambda: operations.save_sheet(
            sheet=sheet,
            scores=dict.fromkeys(keys, (value, "x")),
            actor=sheet.evaluator.person,
            at=now,
            version="",
        )

    raised = at_once(*[save(value) for value in (2, 3, 4, 5)])

    assert codes(raised) == ["None", *["sheet_changed"] * 3]
    assert Score.objects.count() == 2
    assert len(set(Score.objects.values_list("value", flat=True))) == 1


def test_it_opens_and_closes_once(akimat, now):
    card = scoring.prepared(akimat, now)
    told = {"scorecard": card, "actor": None, "at": now}

    assert codes(at_once(*[lambda: operations.open_scoring(**told)] * 3)) == [
        "None",
        "not_draft",
        "not_draft",
    ]
    scoring.hand_in_all(card, now, {f"N{n}": [(3, 3)] * 3 for n in (1, 2, 3)})
    assert codes(at_once(*[lambda: operations.close_scoring(**told)] * 3)) == [
        "None",
        "not_open",
        "not_open",
    ]
    assert Ranking.objects.count() == 1


def test_no_sheet_slips_in_after_the_close(akimat, now):
    """Whichever comes first: what was accepted is in the result."""
    card = scoring.opened(akimat, now)
    last, *rest = ScoreSheet.objects.select_related("evaluator__person")
    for sheet in rest:
        scoring.hand_in(sheet, now, 3, 3)
    scoring.fill(last, now, 5, 5)

    raised = at_once(
        lambda: operations.submit_sheet(sheet=last, actor=last.evaluator.person, at=now),
        lambda: operations.close_scoring(
            scorecard=card, actor=None, at=now, reason=texts("One is ill")
        ),
    )

    assert raised[1] is None
    result = Ranking.objects.get().result
    assert result["agreement"]["sheets"] == (8 if raised[0] else 9)
    assert raised[0] is None or raised[0].code == "not_open"


def test_a_seat_is_taken_once(akimat, now):
    card = scoring.scorecard(akimat, now)
    person = PersonFactory()
    told = {"scorecard": card, "person": person, "actor": None, "at": now}

    raised = at_once(*[lambda: operations.seat_evaluator(**told)] * 3)

    assert codes(raised) == ["None", "already_seated", "already_seated"]
    assert Evaluator.objects.count() == 1


def test_assigning_twice_at_once_gives_no_more_than_needed(akimat, now):
    card = scoring.scorecard(akimat, now)
    scoring.alternatives(card, 4)
    scoring.evaluators(card, now, 6)
    told = {"scorecard": card, "actor": None, "at": now}

    raised = at_once(*[lambda: operations.assign(**told)] * 3)

    assert raised == [None] * 3
    assert ScoreSheet.objects.count() == 12
    assert Scorecard.objects.get().status == "draft"
